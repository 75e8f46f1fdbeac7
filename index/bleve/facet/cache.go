package facet

import (
	"encoding/binary"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/match"
)

// countUnder returns what countValues does for the documents that all filters
// but one, -1 for none, leave of the query's. The counts must not be changed.
func countUnder(s *match.Selection, docs *roaring.Bitmap, filters []index.FacetFilter, but int, columns []*docvalues.Keywords) [][]uint32 {
	only := -1
	for i := range filters {
		if i == but {
			continue
		}
		if only >= 0 {
			return s.Segment.CountValues(docs, columns)
		}
		only = i
	}
	if only < 0 || filters[only].Field.Kind == index.KindLabel || s.Query != s.Segment.LiveDocs || s.Err != nil {
		return s.Segment.CountValues(docs, columns)
	}
	key := FilterKey(&filters[only])
	out := make([][]uint32, len(columns))
	var missing []*docvalues.Keywords
	for i, v := range columns {
		var ok bool
		if out[i], ok = s.Segment.FilterCounts.Get(key + v.Name); !ok {
			missing = append(missing, v)
		}
	}
	counts := s.Segment.CountValues(docs, missing)
	for i, v := range columns {
		if out[i] == nil {
			out[i], counts = counts[0], counts[1:]
			s.Segment.FilterCounts.Add(key+v.Name, out[i])
		}
	}
	return out
}

// FilterKey tells filters apart, and from what stands behind their keys.
func FilterKey(f *index.FacetFilter) string {
	b := binary.AppendUvarint(match.AppendString(nil, f.Field.Name), uint64(len(f.Values)))
	for _, v := range f.Values {
		b = binary.AppendVarint(binary.AppendVarint(match.AppendString(b, v.Folded), int64(v.From)), int64(v.To))
		if v.Missing {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	return string(b)
}
