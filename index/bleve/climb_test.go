package bleve

import (
	"slices"
	"testing"

	"imrsearch/index"
)

// What scores a floor is among the documents of the climb that is made to find
// it, whatever ladders the climb has.
func TestClimbsHaveAllThatScore(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, WriterOptions{Jobs: 2, ShardItems: 4000}, benchDocuments(900)...)
	g := generationIn(t, dir)
	climbs, ladders := 0, 0
	for _, query := range prunedQueries {
		plan, _, err := index.Resolve(&index.Request{Query: query, Match: index.MatchAll})
		if err != nil {
			t.Fatal(err)
		}
		s := &search{plan: plan, g: g, deadline: &deadline{ctx: t.Context()}}
		s.begin()
		s.selectItems(index.MatchAll, func(sel *selection) { sel.choose(nil) })
		sc := newScorer(s)
		if sc == nil {
			continue
		}
		sel := s.selections[0]
		mem := new(scratch)
		b := sc.boundsOf(sel, mem)
		scores := map[uint32]float32{}
		for it := sel.result.Iterator(); it.HasNext(); {
			doc := it.Next()
			scores[doc] = float32(sc.score(sel, doc))
		}
		for _, share := range []float32{0.2, 0.5, 0.7, 0.9} {
			floor := share * b.most()
			c := b.fewest(floor)
			if c == nil {
				continue
			}
			climbs, ladders = climbs+1, max(ladders, len(c.way))
			var have []uint32
			if c.items > 0 {
				have = c.list(sel.shard.items, mem)
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
	if climbs < 20 || ladders < 5 {
		t.Errorf("%d climbs of up to %d ladders: too few to tell", climbs, ladders)
	}
}
