package bleve

import (
	"encoding/binary"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// maxUnderOne is how many counts under a single filter a shard keeps: of some
// 64 filters all facets that are shown. Most who look around without words
// begin with one, and with two each facet is counted under the other alone.
const maxUnderOne = 640

// countUnder returns what countValues does for the documents that all filters
// but one, -1 for none, leave of the query's. The counts must not be changed.
func (s *selection) countUnder(docs *roaring.Bitmap, filters []index.FacetFilter, but int, columns []*values) [][]uint32 {
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
		if out[i], ok = s.shard.underOne.get(key + v.name); !ok {
			missing = append(missing, v)
		}
	}
	counts := s.shard.countValues(docs, missing)
	for i, v := range columns {
		if out[i] == nil {
			out[i], counts = counts[0], counts[1:]
			s.shard.underOne.put(key+v.name, out[i])
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
