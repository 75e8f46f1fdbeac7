package bleve

import (
	"encoding/binary"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// countUnder returns what countValues does for the documents that all filters
// but one, -1 for none, leave of the query's. The counts must not be changed.
func countUnder(s *selection, docs *roaring.Bitmap, filters []index.FacetFilter, but int, columns []*values) [][]uint32 {
	only := -1
	for i := range filters {
		if i == but {
			continue
		}
		if only >= 0 {
			return s.shard.countValues(docs, columns)
		}
		only = i
	}
	if only < 0 || s.query != s.shard.alive || s.err != nil {
		return s.shard.countValues(docs, columns)
	}
	key := filterKey(&filters[only])
	out := make([][]uint32, len(columns))
	var missing []*values
	for i, v := range columns {
		var ok bool
		if out[i], ok = s.shard.underOne.Get(key + v.name); !ok {
			missing = append(missing, v)
		}
	}
	counts := s.shard.countValues(docs, missing)
	for i, v := range columns {
		if out[i] == nil {
			out[i], counts = counts[0], counts[1:]
			s.shard.underOne.Add(key+v.name, out[i])
		}
	}
	return out
}

// filterKey tells filters apart, and from what stands behind their keys.
func filterKey(f *index.FacetFilter) string {
	b := binary.AppendUvarint(appendString(nil, f.Field.Name), uint64(len(f.Values)))
	for _, v := range f.Values {
		b = binary.AppendVarint(binary.AppendVarint(appendString(b, v.Folded), int64(v.From)), int64(v.To))
	}
	return string(b)
}
