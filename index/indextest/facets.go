package indextest

import (
	"cmp"
	"slices"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// facets counts each facet among the items that match the query and pass the
// filters of all other facets.
// The items on which rates stand are those that request a treatment, where the
// query names one, else the same items.
func facets(req *index.Request, all, requesting []found, filters []index.FacetFilter, labels *index.Labels) []index.Facet {
	out := []index.Facet{}
	for _, f := range facetFields(req) {
		var own *index.FacetFilter
		var others []index.FacetFilter
		for i := range filters {
			if filters[i].Field == f {
				own = &filters[i]
			} else {
				others = append(others, filters[i])
			}
		}
		limit := req.FacetLimit
		if limit == 0 {
			limit = index.DefaultBuckets
		}
		if f.Kind == index.KindLabel {
			out = append(out, labelFacet(f, passing(all, others), own, limit, labels))
			continue
		}
		counted := facet(f, passing(all, others), own, limit)
		if req.Rates && f.Name != "outcome" {
			rate(&counted, f, passing(requesting, others))
		}
		out = append(out, counted)
	}
	return out
}

func facetFields(req *index.Request) []*index.Field {
	var out []*index.Field
	for _, f := range index.Fields() {
		if f.Facet && (req.FacetFields == nil && f.Shown || slices.Contains(req.FacetFields, f.Name)) {
			out = append(out, f)
		}
	}
	return out
}

// bucketsOf returns the values or bands of an item, each once.
func bucketsOf(f *index.Field, d *index.Determination) []string {
	var values []string
	if f.Kind == index.KindKeyword {
		values = slices.Clone(f.Values(d))
	} else {
		for _, n := range f.Numbers(d) {
			values = append(values, f.Band(n))
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// labelFacet counts the tags of items one by one.
func labelFacet(f *index.Field, items []found, own *index.FacetFilter, limit int, labels *index.Labels) index.Facet {
	counts := make([]uint32, len(labels.Tags()))
	missing := 0
	for _, h := range items {
		of := labels.Of(h.Item.ID).Tags
		if len(of) == 0 {
			missing++
		}
		for i, t := range labels.Tags() {
			if slices.Contains(of, t.Tag) {
				counts[i]++
			}
		}
	}
	return index.LabelFacet(f, labels.Tags(), counts, missing, own, limit)
}

func facet(f *index.Field, items []found, own *index.FacetFilter, limit int) index.Facet {
	out := index.Facet{Field: f.Name, Label: f.Label, Buckets: []index.Bucket{}}
	counts := map[string]int{}
	for _, h := range items {
		values := bucketsOf(f, &h.Determination)
		if len(values) == 0 {
			out.Missing++
		}
		for _, v := range values {
			counts[v]++
		}
	}
	counts = index.OneSpelling(f, counts)
	out.Distinct = len(counts)
	for v, n := range counts {
		out.Buckets = append(out.Buckets, index.Bucket{Value: v, Label: v, Count: n, Selected: chosen(own, v)})
	}
	if own != nil {
		for _, v := range own.Values {
			if slices.ContainsFunc(out.Buckets, func(b index.Bucket) bool { return sameBucket(own.Field, v, b.Value) }) {
				continue
			}
			n := 0
			for _, h := range items {
				if v.Pass(f, &h.Determination) {
					n++
				}
			}
			out.Buckets = append(out.Buckets, index.Bucket{Value: v.Value, Label: v.Value, Count: n, Selected: true})
		}
		limit = max(limit, len(own.Values))
	}
	slices.SortFunc(out.Buckets, func(a, b index.Bucket) int {
		return cmp.Or(compareBool(b.Selected, a.Selected), b.Count-a.Count, cmp.Compare(a.Value, b.Value))
	})
	out.Buckets = out.Buckets[:min(len(out.Buckets), limit)]
	if f.Order != nil {
		slices.SortFunc(out.Buckets, func(a, b index.Bucket) int {
			return slices.Index(f.Order, a.Value) - slices.Index(f.Order, b.Value)
		})
	}
	return out
}

// rate counts how the items with each value were decided.
func rate(out *index.Facet, f *index.Field, items []found) {
	for i := range out.Buckets {
		b := &out.Buckets[i]
		var r index.BucketRate
		for _, h := range items {
			has := slices.ContainsFunc(bucketsOf(f, &h.Determination), func(v string) bool {
				return v == b.Value || f.Printed && index.FoldValue(v) == index.FoldValue(b.Value)
			})
			if o := h.Item.Outcome; has && o != imr.UnknownOutcome {
				r.Decided++
				if o == imr.Overturned {
					r.Overturned++
				}
			}
		}
		if r.Decided > 0 {
			b.Rate = &r
		}
	}
}

func chosen(own *index.FacetFilter, value string) bool {
	return own != nil && slices.ContainsFunc(own.Values, func(v index.FilterValue) bool { return sameBucket(own.Field, v, value) })
}

func sameBucket(f *index.Field, v index.FilterValue, bucket string) bool {
	if f.Kind == index.KindKeyword {
		return index.FoldValue(bucket) == v.Folded
	}
	return bucket == v.Value
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
