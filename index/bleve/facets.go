package bleve

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
)

// facet makes the facet of a sum: what was chosen, then the largest counts,
// limit buckets or all that are chosen; bands and fixed orders in their
// order.
func (s *facetSum) facet(limit int) index.Facet {
	f := s.field
	out := index.Facet{Field: f.Name, Label: f.Label, Buckets: []index.Bucket{}, Missing: s.missing}
	if s.chosen != nil {
		limit = max(limit, len(s.chosen.Values))
	}
	out.Buckets, out.Distinct = s.largest(limit)
	if s.chosen != nil {
		for i, v := range s.chosen.Values {
			if !slices.ContainsFunc(out.Buckets, func(have index.Bucket) bool { return stands(f, v, have.Value) }) {
				out.Buckets = append(out.Buckets, index.Bucket{Value: v.Value, Label: bucketLabel(f, v.Value), Count: s.extra[i], Selected: true})
			}
		}
	}
	slices.SortFunc(out.Buckets, func(a, b index.Bucket) int {
		return cmp.Or(chosenFirst(a, b), cmp.Compare(b.Count, a.Count), compareInOrder(f, a.Value, b.Value))
	})
	if len(out.Buckets) > limit {
		out.Buckets = out.Buckets[:limit]
	}
	if f.Order != nil || f.Bands != index.NoBands {
		slices.SortFunc(out.Buckets, func(a, b index.Bucket) int { return compareInOrder(f, a.Value, b.Value) })
	}
	return out
}

// largest returns the buckets with the largest counts, and those that are
// chosen; distinct is how many there are.
func (s *facetSum) largest(limit int) (buckets []index.Bucket, distinct int) {
	counts := s.joined()
	keys := make([]uint64, 0, len(counts)) // count, then place from the end
	for i, n := range counts {
		if n > 0 {
			keys = append(keys, uint64(n)<<32|uint64(math.MaxUint32-i))
		}
	}
	slices.Sort(keys)
	slices.Reverse(keys)
	buckets = make([]index.Bucket, 0, min(len(keys), limit))
	for rank, key := range keys {
		if rank >= limit && s.chosen == nil {
			break
		}
		i := math.MaxUint32 - uint32(key)
		if selected := s.isChosen(i); selected || rank < limit {
			buckets = append(buckets, index.Bucket{Value: s.values[i], Label: s.labels[i], Count: int(key >> 32), Selected: selected})
		}
	}
	return buckets, len(keys)
}

func (s *facetSum) isChosen(i uint32) bool {
	if s.chosen == nil {
		return false
	}
	for _, v := range s.chosen.Values {
		if s.folded != nil && s.folded[i] == v.Folded || s.folded == nil && s.values[i] == v.Value {
			return true
		}
	}
	return false
}

// stands reports whether a chosen value is the bucket's.
func stands(f *index.Field, v index.FilterValue, bucket string) bool {
	if f.Kind == index.KindKeyword {
		return index.FoldValue(bucket) == v.Folded
	}
	return bucket == v.Value
}

func chosenFirst(a, b index.Bucket) int {
	switch {
	case a.Selected == b.Selected:
		return 0
	case a.Selected:
		return -1
	}
	return 1
}

// compareInOrder orders the values of a facet by its fixed order, bands by
// their numbers (years newest first), others by name.
func compareInOrder(f *index.Field, a, b string) int {
	if f.Order != nil {
		return cmp.Or(cmp.Compare(placeIn(f.Order, a), placeIn(f.Order, b)), cmp.Compare(a, b))
	}
	if f.Bands == index.NoBands {
		return cmp.Compare(a, b)
	}
	c := cmp.Compare(bandStart(a), bandStart(b))
	if f.Bands == index.YearBands {
		return -c
	}
	return c
}

func placeIn(order []string, v string) int {
	if i := slices.Index(order, v); i >= 0 {
		return i
	}
	return len(order)
}

func bandStart(v string) int {
	from, _, _ := strings.Cut(v, "..")
	n, _ := strconv.Atoi(from)
	return n
}

// bucketLabel is a value as people read it: with a capital, bands with a
// dash.
func bucketLabel(f *index.Field, v string) string {
	if f.Bands == index.DecadeBands {
		return strings.Replace(v, "..", "–", 1)
	}
	if v == "" {
		return v
	}
	return strings.ToUpper(v[:1]) + v[1:]
}
