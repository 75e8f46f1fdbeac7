package docvalues

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
)

// Gather makes them from the column.
func (v *Keywords) Gather() []*roaring.Bitmap {
	lists := make([][]uint32, v.List.Len()+1)
	for doc := range uint32(v.Ord.len()) {
		v.Each(doc, func(o uint32) { lists[o] = append(lists[o], doc) })
	}
	out := make([]*roaring.Bitmap, len(lists))
	for o, docs := range lists {
		out[o] = roaring.New()
		out[o].AddMany(docs)
	}
	return out
}

// EffortOf returns what it takes to count a dense set of documents by the
// bitmaps of values, in picoseconds.
func (v *Keywords) EffortOf(items int) uint64 {
	blocks := uint64(items>>16 + 1)
	sum := uint64(0)
	for _, docs := range v.Bitmaps {
		if docs == nil {
			continue
		}
		if n := docs.GetCardinality(); n > blocks*docset.Sparse {
			sum += blocks * perBlock
		} else {
			sum += n * perMember
		}
	}
	return sum
}
