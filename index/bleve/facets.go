package bleve

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
)

// A tally counts the values of one facet field over all shards.
type tally struct {
	counts  map[string]int
	extra   []int // of each chosen value
	missing int
}

// add adds what a shard counted.
func (t *tally) add(v *values, counts []uint32) {
	t.missing += int(counts[0])
	for o, n := range counts[1:] {
		if n > 0 {
			t.counts[v.list.at(o)] += int(n)
		}
	}
}

// facet makes the facet of a tally: what was chosen, then the largest counts,
// limit buckets or all that are chosen; bands and fixed orders in their
// order.
func (t *tally) facet(f *index.Field, chosen *index.FacetFilter, limit int) index.Facet {
	counts := index.OneSpelling(f, t.counts)
	out := index.Facet{Field: f.Name, Label: f.Label, Buckets: []index.Bucket{}, Distinct: len(counts), Missing: t.missing}
	for v, n := range counts {
		out.Buckets = append(out.Buckets, index.Bucket{Value: v, Label: bucketLabel(f, v), Count: n, Selected: isChosen(chosen, v)})
	}
	if chosen != nil {
		for i, v := range chosen.Values {
			if !slices.ContainsFunc(out.Buckets, func(have index.Bucket) bool { return stands(chosen.Field, v, have.Value) }) {
				out.Buckets = append(out.Buckets, index.Bucket{Value: v.Value, Label: bucketLabel(f, v.Value), Count: t.extra[i], Selected: true})
			}
		}
		limit = max(limit, len(chosen.Values))
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

// stands reports whether a chosen value is the bucket's.
func stands(f *index.Field, v index.FilterValue, bucket string) bool {
	if f.Kind == index.KindKeyword {
		return index.FoldValue(bucket) == v.Folded
	}
	return bucket == v.Value
}

func isChosen(chosen *index.FacetFilter, bucket string) bool {
	return chosen != nil && slices.ContainsFunc(chosen.Values, func(v index.FilterValue) bool {
		return stands(chosen.Field, v, bucket)
	})
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
