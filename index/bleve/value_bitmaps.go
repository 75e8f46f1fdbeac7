package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// maxBitmaps is up to how many values a column has bitmaps at hand.
const maxBitmaps = 64

// bitmaps returns the documents with each value of a column, by ordinal; at 0
// those with none, where a document may have several. It is nil for columns
// of many values, and where the segment cannot be read.
func (s *shard) bitmaps(v *values) []*roaring.Bitmap {
	if v.list.len() > maxBitmaps {
		return nil
	}
	v.mapping.Do(func() {
		if v.terms {
			v.bitmaps = s.termBitmaps(v)
		} else {
			v.bitmaps = v.gather()
		}
		v.effort = v.effortOf(s.items)
		if v.bitmaps != nil && v.first != nil {
			v.bitmaps[0] = roaring.New()
			v.bitmaps[0].AddRange(0, uint64(s.items))
			v.bitmaps[0].AndNot(union(slices.Clone(v.bitmaps[1:])))
		}
	})
	return v.bitmaps
}

// termBitmaps takes them from the mapped segment.
func (s *shard) termBitmaps(v *values) []*roaring.Bitmap {
	out := make([]*roaring.Bitmap, v.list.len()+1)
	dicts := s.dictionaries()
	for o := range v.list.len() {
		b, err := dicts.postings(v.name, v.list.at(o))
		if err != nil {
			return nil
		}
		out[o+1] = b
	}
	return out
}

// gather makes them from the column.
func (v *values) gather() []*roaring.Bitmap {
	lists := make([][]uint32, v.list.len()+1)
	for doc := range uint32(v.ord.len()) {
		v.each(doc, func(o uint32) { lists[o] = append(lists[o], doc) })
	}
	out := make([]*roaring.Bitmap, len(lists))
	for o, docs := range lists {
		out[o] = roaring.New()
		out[o].AddMany(docs)
	}
	return out
}

// effortOf returns what it takes to count a dense set of documents by the
// bitmaps of values, in picoseconds.
func (v *values) effortOf(items int) uint64 {
	blocks := uint64(items>>16 + 1)
	sum := uint64(0)
	for _, docs := range v.bitmaps {
		if docs == nil {
			continue
		}
		if n := docs.GetCardinality(); n > blocks*sparse {
			sum += blocks * perBlock
		} else {
			sum += n * perMember
		}
	}
	return sum
}
