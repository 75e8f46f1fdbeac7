package lexicon

import (
	"slices"
	"testing"

	"imrsearch/parser/lexicon/fold"
)

// TestDrugsReachable asks for every drug by all its names.
func TestDrugsReachable(t *testing.T) {
	for _, d := range Drugs() {
		for _, w := range slices.Concat([]string{d.Generic}, d.Brands, d.OtherNames, d.Misspelt) {
			if readingsOf(fold.Words(w)) != nil {
				continue
			}
			got := Derive(w, "", "")
			if !slices.Contains(got.Drugs, d.Generic) && !slices.Contains(got.Drugs, d.Generic+" topical") {
				t.Errorf("%q gives %q, want %q", w, got.Drugs, d.Generic)
			}
		}
	}
}

func TestDrugClasses(t *testing.T) {
	classesOf := map[string]bool{}
	for _, c := range drugClasses() {
		classesOf[c.class] = true
		if !classExists(pharmaceuticals, c.leaf) {
			t.Errorf("drug class %q: no leaf %q", c.class, c.leaf)
		}
		if c.subclass != "*" && !slices.ContainsFunc(Drugs(), func(d Drug) bool { return d.Class == c.class && d.Subclass == c.subclass }) {
			t.Errorf("no drug of class %q, subclass %q", c.class, c.subclass)
		}
	}
	for _, d := range Drugs() {
		if !classesOf[d.Class] {
			t.Errorf("%q: class %q is not in drug_classes.tsv", d.Generic, d.Class)
		}
	}
}
