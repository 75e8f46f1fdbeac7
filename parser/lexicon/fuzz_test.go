package lexicon

import (
	"slices"
	"strings"
	"testing"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/fold"

	"github.com/google/go-cmp/cmp"
)

// FuzzText gives any text to everything that reads text: nothing may panic,
// spans lie in the text and in order, and a second reading is equal.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"Norco 10/325mg #60", "Associated surgical service: UA", "2-3 times a week for 6 weeks",
		"MTUS Low Back Complaints 2004, Section(s): Special Studies.", "K+ 5% …", "İ\xff'' & . .", "P.T. 3xWk",
		`The MTUS recommends "a trial of exercises for some weeks". In this case “none.” This decision addresses the medical necessity of opioids (`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if first, again := Derive(text, text, text), Derive(text, text, text); !cmp.Equal(first, again) {
			t.Errorf("two readings of %q", text)
		}
		if tr := Derive(text, "", ""); tr.Frequency != "" && !strings.Contains(text, tr.Frequency) {
			t.Errorf("frequency %q is not in %q", tr.Frequency, text)
		}
		end := 0
		for _, w := range fold.Words(text) {
			if w.Start < end || w.End < w.Start || w.End > len(text) {
				t.Fatalf("word %d to %d of %q", w.Start, w.End, text)
			}
			end = w.End
		}
		end = 0
		for _, m := range MatchGuidelines(text, nil) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || !slices.Contains(m.Editions, m.Guideline) {
				t.Fatalf("match %d to %d of %q", m.Start, m.End, text)
			}
			end = m.End
		}
		end = 0
		for _, r := range Recited(text) {
			if r[0] < end || r[1] <= r[0] || r[1] > len(text) {
				t.Fatalf("recited %d to %d of %q", r[0], r[1], text)
			}
			end = r[1]
		}
		MatchTopics(text)
		Reasons(text, imr.Modified, nil)
		for _, s := range SplitSpecialties(text) {
			if !strings.Contains(text, s) || strings.TrimSpace(s) == "" {
				t.Errorf("specialty %q of %q", s, text)
			}
		}
		Specialty(text)
		Ask(strings.Fields(text))
		Known(text)
		Synonyms(strings.Fields(text))
	})
}
