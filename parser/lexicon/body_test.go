package lexicon

import (
	"slices"
	"testing"

	"imrsearch/parser/lexicon/fold"
)

func TestBodyPartsReachable(t *testing.T) {
	for _, b := range BodyParts() {
		for _, w := range append([]string{b.Name}, b.Aliases...) {
			if readingsOf(fold.Words(w)) != nil {
				continue
			}
			if got := bodyParts(fold.Words(w), nil); !slices.Equal(got, []string{b.Name}) {
				t.Errorf("%q gives %q, want %q", w, got, b.Name)
			}
		}
	}
}

// TestReadings holds that every reading of an ambiguous term exists and that
// every term has one for the case that nothing beside it tells.
func TestReadings(t *testing.T) {
	table := ambiguous()
	for i, term := range table.terms {
		last := table.rows[i][len(table.rows[i])-1]
		if len(last.cues) > 0 {
			t.Errorf("%q has no reading for want of words beside it", term)
		}
		for _, r := range table.rows[i] {
			if !readingExists(r) {
				t.Errorf("%q: no %s %q", term, r.kind, r.name)
			}
		}
	}
}

func readingExists(r reading) bool {
	switch r.kind {
	case kindTreatment:
		_, ok := terms().treatments[r.name]
		return ok
	case kindDrug:
		_, ok := terms().drugs[r.name]
		return ok
	case kindBody:
		return slices.ContainsFunc(BodyParts(), func(b BodyPart) bool { return b.Name == r.name })
	}
	return r.kind == kindNone || r.kind == kindBoth
}
