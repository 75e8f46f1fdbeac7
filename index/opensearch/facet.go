package opensearch

import (
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// facetFields returns the facets that a request counts.
func facetFields(req *index.Request) []*index.Field {
	if !req.Facets {
		return nil
	}
	var out []*index.Field
	if req.FacetFields == nil {
		for _, f := range index.Fields() {
			if f.Facet && f.Shown {
				out = append(out, f)
			}
		}
		return out
	}
	for _, name := range req.FacetFields {
		if f, ok := index.FieldNamed(name); ok && f.Facet {
			out = append(out, f)
		}
	}
	return out
}

// facetBuckets is how many values of a facet are counted at once; where there are
// more, they come page by page.
const facetBuckets = 10_000

var (
	overturned = term(outcomeField, string(imr.Overturned))
	decided    = terms(outcomeField, []imr.Outcome{imr.Overturned, imr.Modified, imr.Upheld})
)

// valuesAgg counts items by the buckets of a facet.
func valuesAgg(f *index.Field, below object) object {
	a := object{"terms": object{"field": "f." + f.Name, "size": facetBuckets, "shard_size": facetBuckets}}
	if below != nil {
		a["aggs"] = below
	}
	return a
}

// A facetCount is what is counted of one facet.
type facetCount struct {
	field               *index.Field
	chosen              *index.FacetFilter // nil where nothing is
	counts              map[string]int
	overturned, decided map[string]int // nil where no rates are asked for
	missing             int
	extra               []int // of each chosen value
}

// chosenIn returns which of the filters chooses in a facet, -1 for none.
func (r *run) chosenIn(f *index.Field) int {
	return slices.IndexFunc(r.filters, func(have index.FacetFilter) bool { return have.Field == f })
}

// addFacetAggs adds what counts the facets: each under all filters but its own. What
// is counted under all of them goes into result, and rates of what requests the
// treatment that is named into requested, so that these are found once.
func (r *run) addFacetAggs(aggs, result, requested object, fields []*index.Field) {
	for i, f := range fields {
		at, name := r.chosenIn(f), fmt.Sprint("facet", i)
		below := object{}
		if f.Kind == index.KindLabel {
			var any []object
			for k, t := range r.plan.Labels.Tags() {
				q := idsQuery(t.Items)
				any = append(any, q)
				below[fmt.Sprint("tag", k)] = object{"filter": q}
			}
			below["missing"] = object{"filter": noneOf(anyOf(any))}
		} else {
			below["values"] = valuesAgg(f, nil)
			below["missing"] = object{"missing": object{"field": "f." + f.Name}}
		}
		if at < 0 {
			result[name] = object{"filter": matchAll, "aggs": below}
		} else {
			if f.Kind != index.KindLabel {
				for k, v := range r.filters[at].Values {
					below[fmt.Sprint("chosen", k)] = object{"filter": chosen(f, v)}
				}
			}
			aggs[name] = object{"filter": r.filtered(r.query, at), "aggs": below}
		}
		if !r.rated(f) {
			continue
		}
		rates := object{"values": valuesAgg(f, object{"overturned": object{"filter": overturned}, "decided": object{"filter": decided}})}
		switch name := fmt.Sprint("rates", i); {
		case at >= 0:
			aggs[name] = object{"filter": r.rateBase(at), "aggs": rates}
		case r.requested != nil:
			requested[name] = object{"filter": matchAll, "aggs": rates}
		default:
			result[name] = object{"filter": matchAll, "aggs": rates}
		}
	}
}

// rated reports whether the buckets of a facet have rates.
func (r *run) rated(f *index.Field) bool {
	return r.req.Rates && f.Name != "outcome" && f.Kind != index.KindLabel
}

// rateBase is a query for what the rates of a facet stand on.
func (r *run) rateBase(at int) object {
	if r.requested != nil {
		return r.filtered(r.requested, at)
	}
	return r.filtered(r.query, at)
}

// facets reads what addFacetAggs counts.
func (r *run) facets(counted aggregations, fields []*index.Field) ([]index.Facet, error) {
	limit := r.req.FacetLimit
	if limit == 0 {
		limit = index.DefaultBuckets
	}
	out := make([]index.Facet, len(fields))
	for i, f := range fields {
		c := facetCount{field: f}
		at := r.chosenIn(f)
		if at >= 0 {
			c.chosen = &r.filters[at]
		}
		var here filterAnswer
		if err := counted.read(fmt.Sprint("facet", i), &here); err != nil {
			return nil, err
		}
		var err error
		if c.missing, err = here.count("missing"); err != nil {
			return nil, err
		}
		if f.Kind == index.KindLabel {
			counts := make([]uint32, len(r.plan.Labels.Tags()))
			for k := range counts {
				n, err := here.count(fmt.Sprint("tag", k))
				if err != nil {
					return nil, err
				}
				counts[k] = uint32(n)
			}
			out[i] = index.LabelFacet(f, r.plan.Labels.Tags(), counts, c.missing, c.chosen, limit)
			continue
		}
		if err := r.readFacet(&c, i, at, counted, here); err != nil {
			return nil, err
		}
		out[i] = c.facet(limit)
	}
	return out, nil
}

// count reads the number of items of an aggregation.
func (a aggregations) count(name string) (int, error) {
	var n struct {
		Count int `json:"doc_count"`
	}
	err := a.read(name, &n)
	return n.Count, err
}

// readFacet reads the counts of facet i, in which the filter at chooses.
func (r *run) readFacet(c *facetCount, i, at int, counted aggregations, here filterAnswer) error {
	counts, whole, err := readTerms(here.aggregations, "values")
	if err == nil && !whole {
		counts, err = r.counted(r.ctx, r.filtered(r.query, at), "f."+c.field.Name)
	}
	if err != nil {
		return err
	}
	c.counts = counts
	if c.chosen != nil {
		for k := range c.chosen.Values {
			n, err := here.count(fmt.Sprint("chosen", k))
			if err != nil {
				return err
			}
			c.extra = append(c.extra, n)
		}
	}
	if !r.rated(c.field) {
		return nil
	}
	var rates struct{ Values termsAnswer }
	if err := counted.read(fmt.Sprint("rates", i), &rates); err != nil {
		return err
	}
	if rates.Values.Others > 0 || rates.Values.Bound > 0 {
		base := r.rateBase(at)
		if c.overturned, err = r.counted(r.ctx, allOf(base, overturned), "f."+c.field.Name); err != nil {
			return err
		}
		c.decided, err = r.counted(r.ctx, allOf(base, decided), "f."+c.field.Name)
		return err
	}
	c.overturned, c.decided = map[string]int{}, map[string]int{}
	for _, b := range rates.Values.Buckets {
		if c.overturned[b.Key], err = b.count("overturned"); err != nil {
			return err
		}
		if c.decided[b.Key], err = b.count("decided"); err != nil {
			return err
		}
	}
	return nil
}

// facet makes the facet of what was counted: what was chosen, then the largest
// counts, limit buckets or all that are chosen; bands and fixed orders in their
// order.
func (c *facetCount) facet(limit int) index.Facet {
	f := c.field
	out := index.Facet{Field: f.Name, Label: f.Label, Missing: c.missing, Buckets: []index.Bucket{}}
	if c.chosen != nil {
		limit = max(limit, len(c.chosen.Values))
	}
	rates := map[string]*index.BucketRate{}
	for v, n := range c.decided {
		if n > 0 {
			rate := rates[c.same(v)]
			if rate == nil {
				rate = &index.BucketRate{}
				rates[c.same(v)] = rate
			}
			rate.Decided += n
			rate.Overturned += c.overturned[v]
		}
	}
	for v, n := range index.OneSpelling(f, c.counts) {
		if n > 0 {
			out.Buckets = append(out.Buckets, index.Bucket{Value: v, Label: f.BucketLabel(v), Count: n, Selected: c.isChosen(v), Rate: rates[c.same(v)]})
		}
	}
	out.Distinct = len(out.Buckets)
	if c.chosen != nil {
		for i, v := range c.chosen.Values {
			if !slices.ContainsFunc(out.Buckets, func(have index.Bucket) bool { return v.IsBucket(f, have.Value) }) {
				out.Buckets = append(out.Buckets, index.Bucket{Value: v.Value, Label: f.BucketLabel(v.Value), Count: c.extra[i], Selected: true})
			}
		}
	}
	slices.SortFunc(out.Buckets, f.CompareCounted)
	out.Buckets = slices.Clip(out.Buckets[:min(len(out.Buckets), limit)])
	if f.Order != nil || f.Bands != index.NoBands {
		slices.SortFunc(out.Buckets, func(a, b index.Bucket) int { return f.CompareBuckets(a.Value, b.Value) })
	}
	return out
}

// same is equal for the spellings of one value.
func (c *facetCount) same(v string) string {
	if c.field.Printed {
		return index.FoldValue(v)
	}
	return v
}

func (c *facetCount) isChosen(value string) bool {
	return c.chosen != nil && slices.ContainsFunc(c.chosen.Values, func(v index.FilterValue) bool { return v.IsBucket(c.field, value) })
}
