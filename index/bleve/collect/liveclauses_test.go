package collect

import (
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/rank"
	"imrsearch/index/resolve"
)

// Alternatives are counted nowhere but in the documents in which they are said
// to stand, also where they go over from one diagnosis to the next, and those
// that are left out nowhere.
func TestWhatIsCountedIsPresent(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(700)
	for i, d := range docs {
		if i%3 == 0 {
			d.Letter.Diagnoses = append(d.Letter.Diagnoses, "trigger", "point", "epidural", "injection")
		}
	}
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 4000}, docs...)
	g := segmenttest.Generation(t, dir)
	narrowed, left := 0, 0
	for _, query := range []string{"epidural steroid", "trigger point", "mri", "nsaid lumbar", `"trigger point" OR pain`, "opioid taper"} {
		req := &index.Request{Query: query, Match: index.MatchAll}
		plan, _, err := resolve.Resolve(req)
		if err != nil {
			t.Fatal(err)
		}
		s := &match.Search{Plan: plan, G: g, Deadline: &match.Deadline{Ctx: t.Context()}}
		s.Begin()
		s.Selections[0].SweepFrom = 0 // runs are asked however few documents there are
		s.SelectItems(req.Match, func(sel *match.Selection) { sel.Choose(nil) })
		sc, sel := newScorer(s), s.Selections[0]
		here := sc.liveClauses(sel)
		for i := range sc.Concepts {
			for _, a := range sc.Concepts[i].Alternatives {
				in := docset.Empty
				for _, p := range here[i] {
					if rank.SameSequence(p.Sequence, a.Sequence) {
						if in = p.docs; in == nil {
							in = sel.Segment.All
						}
					}
				}
				if in == docset.Empty {
					left++
				} else if in != sel.Segment.All {
					narrowed++
				}
				sp := &occurrenceFinder{codes: sel.Segment.Words.Codes, first: sel.Segment.Words.Codes.Kinds()}
				sp.add(sel, 0, a)
				compareCounted(t, sel, sp, in.Contains)
			}
		}
	}
	if narrowed < 5 || left < 20 {
		t.Errorf("%d alternatives stand in some documents, %d nowhere: too few to tell", narrowed, left)
	}
}

// compareCounted looks for the one alternative of a finder in all that was
// found.
func compareCounted(t *testing.T, sel *match.Selection, sp *occurrenceFinder, present func(doc uint32) bool) {
	t.Helper()
	for it := sel.Result.Iterator(); it.HasNext(); {
		doc := it.Next()
		sel.Evaluator.Open(doc, index.AllTexts)
		for f := range index.NumTextFields {
			counts := []float64{0}
			if field := sel.Record.Get(f); field != nil {
				sp.count(f, field.Codes, counts, nil)
			}
			if counts[0] > 0 && !present(doc) {
				t.Errorf("%v is counted in field %d of document %d, where it is not present", sp.begins, f, doc)
			}
		}
	}
}
