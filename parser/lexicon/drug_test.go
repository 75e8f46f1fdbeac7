package lexicon

import (
	"slices"
	"testing"

	"imrsearch/parser/lexicon/fold"
)

// TestDrugsReachable asks for every drug by all its names.
func TestDrugsReachable(t *testing.T) {
	for _, d := range drugs() {
		for _, w := range slices.Concat([]string{d.generic}, d.brands, d.otherNames, d.misspelt) {
			if readingsOf(fold.Words(w)) != nil {
				continue
			}
			got := Derive(w, "", "")
			if !slices.Contains(got.Drugs, d.generic) && !slices.Contains(got.Drugs, d.generic+" topical") {
				t.Errorf("%q gives %q, want %q", w, got.Drugs, d.generic)
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
		if c.subclass != "*" && !slices.ContainsFunc(drugs(), func(d drug) bool { return d.class == c.class && d.subclass == c.subclass }) {
			t.Errorf("no drug of class %q, subclass %q", c.class, c.subclass)
		}
	}
	for _, d := range drugs() {
		if !classesOf[d.class] {
			t.Errorf("%q: class %q is not in drug_classes.tsv", d.generic, d.class)
		}
	}
}
