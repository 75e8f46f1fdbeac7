package facet

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/match"
	"imrsearch/index/estimate"
	"imrsearch/parser/imr"
)

// decidedIn sums up the decided documents of a set, all live, by letters.
func decidedIn(s *match.Selection, outcomes *Table, docs *roaring.Bitmap) estimate.Sums {
	column, places := outcomes.Column(s.At)
	// Of each ordinal, whether it is decided, and whether it is a hit.
	decided, overturned := make([]int, len(places)+1), make([]int, len(places)+1)
	for o, place := range places {
		switch imr.Outcome(outcomes.values[place]) {
		case imr.Overturned:
			decided[o+1], overturned[o+1] = 1, 1
		case imr.Modified, imr.Upheld:
			decided[o+1] = 1
		}
	}
	var sums estimate.Sums
	letters := s.Segment.Letters.Of
	under, n, hits := uint32(len(letters)), 0, 0 // the letter under way
	docset.EachBatch(docs, docs.GetCardinality(), s.Segment.Items, func(batch []uint32) {
		for _, doc := range batch {
			if letter := letters[doc]; letter != under {
				sums.Add(hits, n)
				under, n, hits = letter, 0, 0
			}
			column.Each(doc, func(o uint32) {
				n += decided[o]
				hits += overturned[o]
			})
		}
	})
	sums.Add(hits, n)
	return sums
}
