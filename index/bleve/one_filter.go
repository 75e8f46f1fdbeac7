package bleve

import (
	"fmt"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// maxOneFilter is of how many filters the counts are kept in a shard, some
// 100 kB.
const maxOneFilter = 64

// A oneFilter keeps what was counted of all living documents that one filter
// lets pass, by columns: most who look around without words begin with one,
// and with two each facet is counted under the other alone.
type oneFilter struct {
	mu   sync.Mutex
	kept map[string]map[*values][]uint32
}

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
	out, missing := s.shard.oneFilter.get(key, columns)
	if len(missing) > 0 {
		counts := s.shard.countValues(docs, missing)
		s.shard.oneFilter.put(key, missing, counts)
		for i := range out {
			if out[i] == nil {
				out[i], counts = counts[0], counts[1:]
			}
		}
	}
	return out
}

// filterKey tells filters apart.
func filterKey(f *index.FacetFilter) string {
	var b strings.Builder
	b.WriteString(f.Field.Name)
	for _, v := range f.Values {
		fmt.Fprintf(&b, "\x00%s\x00%d\x00%d", v.Folded, v.From, v.To)
	}
	return b.String()
}

// get returns the counts that are kept, nil where they are missing.
func (o *oneFilter) get(key string, columns []*values) (counts [][]uint32, missing []*values) {
	o.mu.Lock()
	defer o.mu.Unlock()
	counts = make([][]uint32, len(columns))
	for i, v := range columns {
		if counts[i] = o.kept[key][v]; counts[i] == nil {
			missing = append(missing, v)
		}
	}
	return counts, missing
}

func (o *oneFilter) put(key string, columns []*values, counts [][]uint32) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.kept == nil || len(o.kept) == maxOneFilter && o.kept[key] == nil {
		o.kept = map[string]map[*values][]uint32{}
	}
	if o.kept[key] == nil {
		o.kept[key] = map[*values][]uint32{}
	}
	for i, v := range columns {
		o.kept[key][v] = counts[i]
	}
}
