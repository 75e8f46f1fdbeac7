package collect

import (
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/resolve"
)

// What scores a floor is among the documents above the cut that is made to find it,
// whatever lists the cut has.
func TestCutsHaveAllThatScore(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 4000}, indextest.BenchDocuments(900)...)
	g := segmenttest.Generation(t, dir)
	cuts, lists := 0, 0
	for _, query := range prunedQueries {
		plan, _, err := resolve.Resolve(&index.Request{Query: query, Match: index.MatchAll})
		if err != nil {
			t.Fatal(err)
		}
		s := &match.Search{Plan: plan, G: g, Deadline: &match.Deadline{Ctx: t.Context()}}
		s.Begin()
		s.SelectItems(index.MatchAll, func(sel *match.Selection) { sel.Choose(nil) })
		sc := newScorer(s)
		if sc == nil {
			continue
		}
		sel := s.Selections[0]
		mem := new(scratch)
		b := sc.boundsOf(sel, mem)
		scores := map[uint32]float32{}
		for it := sel.Result.Iterator(); it.HasNext(); {
			doc := it.Next()
			scores[doc] = float32(sc.score(sel, doc))
		}
		for _, share := range []float32{0.2, 0.5, 0.7, 0.9} {
			floor := share * b.most()
			c := b.bestCut(floor)
			if c == nil {
				continue
			}
			cuts, lists = cuts+1, max(lists, len(c.partition))
			var have []uint32
			if c.items > 0 {
				have = c.list(sel.Segment.Items, mem)
			}
			if !slices.IsSorted(have) || len(have) > c.items {
				t.Errorf("%s, floor %g: %d documents, at most %d wanted, sorted %v", query, floor, len(have), c.items, slices.IsSorted(have))
			}
			for doc, score := range scores {
				if _, ok := slices.BinarySearch(have, doc); !ok && score >= floor {
					t.Fatalf("%s, floor %g: document %d is missing, which scores %g", query, floor, doc, score)
				}
			}
		}
	}
	if cuts < 20 || lists < 5 {
		t.Errorf("%d cuts of up to %d lists: too few to tell", cuts, lists)
	}
}
