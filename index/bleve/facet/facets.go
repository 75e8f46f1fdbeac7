package facet

import (
	"cmp"
	"math"
	"slices"

	"imrsearch/index"
)

// facet makes the facet of a sum: what was chosen, then the largest counts,
// limit buckets or all that are chosen; bands and fixed orders in their
// order.
func (s *facetSum) facet(limit int) index.Facet {
	f := s.field
	out := index.Facet{Field: f.Name, Label: f.Label, Missing: s.missing}
	if s.chosen != nil {
		limit = max(limit, len(s.chosen.Values))
	}
	out.Buckets, out.Distinct = s.largest(limit)
	ordered := f.Order != nil || f.Bands != index.NoBands
	if s.chosen == nil && !ordered {
		return out
	}
	if s.chosen != nil {
		out.Buckets = s.withChosen(out.Buckets, limit)
	}
	if ordered {
		slices.SortFunc(out.Buckets, func(a, b index.Bucket) int { return f.CompareBuckets(a.Value, b.Value) })
	}
	return out
}

// withChosen adds what was chosen and no item has, and leaves limit buckets,
// those chosen first.
func (s *facetSum) withChosen(buckets []index.Bucket, limit int) []index.Bucket {
	f := s.field
	for i, v := range s.chosen.Values {
		if !slices.ContainsFunc(buckets, func(have index.Bucket) bool { return v.IsBucket(f, have.Value) }) {
			buckets = append(buckets, index.Bucket{Value: v.Value, Label: f.BucketLabel(v.Value), Count: s.extra[i], Selected: true})
		}
	}
	slices.SortFunc(buckets, f.CompareCounted)
	return buckets[:min(len(buckets), limit)]
}

// largest returns the buckets with the largest counts, the largest first, and
// those that are chosen; distinct is how many there are.
func (s *facetSum) largest(limit int) (buckets []index.Bucket, distinct int) {
	s.joinSpellings()
	counts := s.counts
	first := make([]uint64, 0, min(len(counts), limit)+1) // count, then place from the end; falling
	for i, n := range counts {
		if n == 0 {
			continue
		}
		distinct++
		key := uint64(n)<<32 | uint64(math.MaxUint32-i)
		if len(first) == limit && (limit == 0 || key < first[limit-1]) {
			continue
		}
		at, _ := slices.BinarySearchFunc(first, key, func(a, b uint64) int { return cmp.Compare(b, a) })
		first = slices.Insert(first, at, key)
		first = first[:min(len(first), limit)]
	}
	buckets = make([]index.Bucket, 0, len(first))
	for _, key := range first {
		buckets = append(buckets, s.bucket(math.MaxUint32-uint32(key), uint32(key>>32)))
	}
	if s.chosen == nil {
		return buckets, distinct
	}
	for i, n := range counts {
		if n > 0 && s.isChosen(uint32(i)) && !slices.ContainsFunc(buckets, func(have index.Bucket) bool { return have.Value == s.values[i] }) {
			buckets = append(buckets, s.bucket(uint32(i), n))
		}
	}
	return buckets, distinct
}

func (s *facetSum) bucket(place, count uint32) index.Bucket {
	b := index.Bucket{Value: s.values[place], Label: s.labels[place], Count: int(count), Selected: s.isChosen(place)}
	if len(s.decided) > 0 && s.decided[place] > 0 {
		b.Rate = &index.BucketRate{Overturned: int(s.overturned[place]), Decided: int(s.decided[place])}
	}
	return b
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
