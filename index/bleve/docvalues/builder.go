package docvalues

import (
	"iter"
	"maps"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/postings"
)

// Terms yields the values of a facet field.
func (c *valueColumn) Terms() iter.Seq[postings.Term] {
	return func(yield func(postings.Term) bool) {
		docs := make([]*roaring.Bitmap, len(c.Values))
		for i := range docs {
			docs[i] = roaring.New()
		}
		for doc := range c.first {
			for _, id := range c.of(doc) {
				docs[id].Add(uint32(doc))
			}
		}
		for _, v := range slices.Sorted(maps.Keys(c.ids)) {
			if !yield(postings.Term{Term: v, Docs: docs[c.ids[v]]}) {
				return
			}
		}
	}
}
