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
	for _, tr := range treatments() {
		for _, w := range slices.Concat([]string{tr.name}, tr.aliases, tr.weak) {
			if readingsOf(fold.Words(w)) != nil {
				continue
			}
			got := Derive(w, "", "")
			if !slices.Contains(got.Names, tr.name) {
				t.Errorf("%q gives %q, want %q", w, got.Names, tr.name)
			}
			if got.Class != tr.class || got.Subclass != tr.subclass {
				t.Errorf("%q has class %s > %s, want %s > %s", w, got.Class, got.Subclass, tr.class, tr.subclass)
			}
		}
	}
}

func TestTreatmentClassesExist(t *testing.T) {
	for _, tr := range treatments() {
		if !classExists(tr.class, tr.subclass) {
			t.Errorf("%q: no class %s > %s", tr.name, tr.class, tr.subclass)
		}
	}
}

func classExists(name, subclass string) bool {
	return slices.ContainsFunc(classes().rows, func(c class) bool { return c.name == name && c.subclass == subclass })
}

func TestTreatmentPartsExist(t *testing.T) {
	for _, tr := range treatments() {
		known := slices.ContainsFunc(BodyParts(), func(b BodyPart) bool { return b.Name == tr.bodyPart })
		if tr.bodyPart != "" && tr.bodyPart != noPart && !known {
			t.Errorf("%q: no body part %q", tr.name, tr.bodyPart)
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
					names = append(names, drugs()[x.drug].generic)
				} else {
					names = append(names, treatments()[x.treatment].name)
				}
			}
			t.Errorf("%q means %q", w, names)
		}
	}
	for _, tr := range treatments() {
		check(tr.name)
		check(tr.aliases...)
	}
	for _, d := range drugs() {
		check(d.generic)
		check(d.brands...)
		check(d.otherNames...)
		check(d.misspelt...)
	}
}

func TestNamesOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, tr := range treatments() {
		if seen[tr.name] {
			t.Errorf("treatment %q stands twice", tr.name)
		}
		seen[tr.name] = true
	}
	for _, d := range drugs() {
		if seen[d.generic] {
			t.Errorf("drug %q stands twice, or is a treatment too", d.generic)
		}
		seen[d.generic] = true
	}
}

// TestClassesReachable holds that each leaf is found by its names.
func TestClassesReachable(t *testing.T) {
	table := classes()
	for _, c := range table.rows {
		for _, w := range append([]string{c.subclass, c.name + " - " + c.subclass}, c.aliases...) {
			if v := table.trie.Exact(fold.Words(w)); len(v) == 0 || table.rows[v[0]].subclass != c.subclass {
				t.Errorf("%q gives %v, want %q", w, v, c.subclass)
			}
		}
	}
}
