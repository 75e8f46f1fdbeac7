package indextest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/highlight"
	"imrsearch/index/interval"
	"imrsearch/index/resolve"
)

// TestEvaluator compares the evaluator that all engines use for marks, and
// the embedded one for proximity, with the scan: the same items, the same
// bytes marked.
func TestEvaluator(t *testing.T) {
	hits, marks := 0, 0
	for seed := range uint64(12) {
		c := newChance(seed + 100)
		docs := c.letters(12)
		s, scan := newSpeaker(c, vocabulary, 3, docs), NewScan(docs)
		for range times(150) {
			q := s.query()
			plan, _, err := resolve.Resolve(&index.Request{Query: q, Match: index.MatchAll})
			if err != nil {
				continue
			}
			run, marker := newRun(scan, plan), highlight.NewMarker(plan)
			strict, _ := run.matching(index.ScopeAll)
			is := map[string]bool{}
			for _, h := range strict {
				is[h.Item.ID] = true
			}
			for i := range scan.items {
				d := &scan.items[i]
				if got := interval.Matches(plan, &d.Determination); got != is[d.Item.ID] {
					t.Fatalf("seed %d: Matches(%s, %s) = %v, want %v", seed, q, d.Item.ID, got, !got)
				}
				if !is[d.Item.ID] {
					continue
				}
				hits++
				got := marker.Mark(&d.Determination)
				want := run.marked(d)
				if d := cmp.Diff(spansOf(want), gotSpans(&got, d)); d != "" {
					t.Fatalf("seed %d: Mark(%s, %s) (-want +got)\n%s", seed, q, scan.items[i].Item.ID, d)
				}
				marks += len(want)
			}
		}
	}
	t.Logf("%d hits with %d marked fields", hits, marks)
}

type spanIn struct {
	Field string
	Entry int
	index.Span
}

func spansOf(marked map[index.TextField][]markedSpan) map[spanIn]bool {
	out := map[spanIn]bool{}
	for f, spans := range marked {
		for _, s := range spans {
			out[spanIn{f.String(), s.entry, index.Span{s.start, s.end}}] = true
		}
	}
	return out
}

func gotSpans(m *highlight.Marks, d *scanned) map[spanIn]bool {
	out := map[spanIn]bool{}
	for f := range index.NumTextFields {
		for i := range d.Entries(f) {
			for _, s := range m.Spans(f, i) {
				out[spanIn{f.String(), i, s}] = true
			}
		}
	}
	return out
}
