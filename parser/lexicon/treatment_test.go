package lexicon

import (
	"slices"
	"testing"

	"imrsearch/parser/lexicon/fold"
)

// TestTreatmentsReachable asks for every treatment by its name and by each
// wording, as written: the row must be found, with its class, unless the
// wording is in the table of ambiguous terms.
func TestTreatmentsReachable(t *testing.T) {
	for _, tr := range Treatments() {
		for _, w := range slices.Concat([]string{tr.Name}, tr.Aliases, tr.Weak) {
			if readingsOf(fold.Words(w)) != nil {
				continue
			}
			got := Derive(w, "", "")
			if !slices.Contains(got.Names, tr.Name) {
				t.Errorf("%q gives %q, want %q", w, got.Names, tr.Name)
			}
			if got.Class != tr.Class || got.Subclass != tr.Subclass {
				t.Errorf("%q has class %s > %s, want %s > %s", w, got.Class, got.Subclass, tr.Class, tr.Subclass)
			}
		}
	}
}

func TestTreatmentClassesExist(t *testing.T) {
	for _, tr := range Treatments() {
		if !classExists(tr.Class, tr.Subclass) {
			t.Errorf("%q: no class %s > %s", tr.Name, tr.Class, tr.Subclass)
		}
	}
}

func classExists(class, subclass string) bool {
	return slices.ContainsFunc(Classes(), func(c Class) bool { return c.Name == class && c.Subclass == subclass })
}

func TestTreatmentPartsExist(t *testing.T) {
	for _, tr := range Treatments() {
		known := slices.ContainsFunc(BodyParts(), func(b BodyPart) bool { return b.Name == tr.BodyPart })
		if tr.BodyPart != "" && tr.BodyPart != noPart && !known {
			t.Errorf("%q: no body part %q", tr.Name, tr.BodyPart)
		}
	}
}

// TestNoAccidents holds that no wording means two things unless the table of
// ambiguous terms tells them apart.
func TestNoAccidents(t *testing.T) {
	table := terms()
	check := func(words ...string) {
		for _, w := range words {
			values := table.trie.Exact(fold.Words(w))
			if len(values) < 2 || readingsOf(fold.Words(w)) != nil {
				continue
			}
			var names []string
			for _, v := range values {
				if x := table.terms[v]; x.drug >= 0 {
					names = append(names, Drugs()[x.drug].Generic)
				} else {
					names = append(names, Treatments()[x.treatment].Name)
				}
			}
			t.Errorf("%q means %q", w, names)
		}
	}
	for _, tr := range Treatments() {
		check(tr.Name)
		check(tr.Aliases...)
	}
	for _, d := range Drugs() {
		check(d.Generic)
		check(d.Brands...)
		check(d.OtherNames...)
		check(d.Misspelt...)
	}
}

func TestNamesOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, tr := range Treatments() {
		if seen[tr.Name] {
			t.Errorf("treatment %q stands twice", tr.Name)
		}
		seen[tr.Name] = true
	}
	for _, d := range Drugs() {
		if seen[d.Generic] {
			t.Errorf("drug %q stands twice, or is a treatment too", d.Generic)
		}
		seen[d.Generic] = true
	}
}

func TestClassNamed(t *testing.T) {
	for _, c := range Classes() {
		if got, ok := ClassNamed(c.Name + " - " + c.Subclass); !ok || got.Subclass != c.Subclass || got.Name != c.Name {
			t.Errorf("%s > %s gives %s > %s", c.Name, c.Subclass, got.Name, got.Subclass)
		}
		for _, w := range append([]string{c.Subclass}, c.Aliases...) {
			if got, ok := ClassNamed(w); !ok || got.Subclass != c.Subclass {
				t.Errorf("%q gives %q, want %q", w, got.Subclass, c.Subclass)
			}
		}
	}
	for _, s := range []string{"", "-", "no such class"} {
		if c, ok := ClassNamed(s); ok {
			t.Errorf("%q gives %q", s, c.Subclass)
		}
	}
	if c, _ := ClassNamed("EMG-ncv ncs"); c.Subclass != "EMG/NCV/NCS" {
		t.Errorf("dashes and case: %q", c.Subclass)
	}
}
