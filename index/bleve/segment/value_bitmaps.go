package segment

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/docvalues"
)

// maxBitmaps is up to how many values a column has bitmaps at hand.
const maxBitmaps = 64

// Bitmaps returns the documents with each value of a column, by ordinal; at 0
// those with none, where a document may have several. It is nil for columns
// of many values, and where the segment cannot be read.
func (s *Segment) Bitmaps(v *docvalues.Keywords) []*roaring.Bitmap {
	if v.List.Len() > maxBitmaps {
		return nil
	}
	v.Mapping.Do(func() {
		if v.Terms {
			v.Bitmaps = s.termBitmaps(v)
		} else {
			v.Bitmaps = v.Gather()
		}
		v.Effort = v.EffortOf(s.Items)
		if v.Bitmaps != nil && v.First != nil {
			v.Bitmaps[0] = roaring.New()
			v.Bitmaps[0].AddRange(0, uint64(s.Items))
			v.Bitmaps[0].AndNot(docset.Union(slices.Clone(v.Bitmaps[1:])))
		}
	})
	return v.Bitmaps
}

// termBitmaps takes them from the mapped segment.
func (s *Segment) termBitmaps(v *docvalues.Keywords) []*roaring.Bitmap {
	out := make([]*roaring.Bitmap, v.List.Len()+1)
	dicts := s.Postings.Dictionaries()
	for o := range v.List.Len() {
		b, err := dicts.Postings(v.Name, v.List.At(o))
		if err != nil {
			return nil
		}
		out[o+1] = b
	}
	return out
}
