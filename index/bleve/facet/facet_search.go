package facet

import (
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
)

// A facetCount is what one segment counts of one facet.
type facetCount struct {
	values []uint32 // by ordinal
	chosen []uint32 // of each chosen range, which may be no bucket
	labels []uint32 // of a field of labels: by tag, and last the items without any

	// By ordinal, the items on which rates stand; nil where none are asked for.
	overturned, decided []uint32
}

// countFacets counts facets in one segment: those in which nothing is chosen,
// and the outcomes for the totals, over the result in one pass, the others
// each without its own choice.
func countFacets(s *match.Selection, fields []*index.Field, filters []index.FacetFilter, labels *index.Labels) (facets []facetCount, outcomes []uint32) {
	facets = make([]facetCount, len(fields))
	columns := []*docvalues.Keywords{s.Segment.Columns.Values["outcome"]}
	places := []int{-1}
	for i, f := range fields {
		chosen := chosenIn(filters, f)
		if f.Kind == index.KindLabel {
			facets[i].labels = countLabels(s, chosen, labels)
			continue
		}
		v := s.Segment.Columns.Values[f.Name]
		if chosen < 0 {
			if v != columns[0] {
				columns, places = append(columns, v), append(places, i)
			}
			continue
		}
		base := s.Without(chosen)
		facets[i].values = countUnder(s, base, filters, chosen, []*docvalues.Keywords{v})[0]
		if f.Kind == index.KindKeyword && !slices.ContainsFunc(filters[chosen].Values, func(v index.FilterValue) bool { return v.Missing }) {
			continue // whatever was chosen has a bucket, or no item
		}
		for _, docs := range s.Chosen[chosen].Values {
			facets[i].chosen = append(facets[i].chosen, uint32(docs.AndCardinality(base)))
		}
	}
	counts := countUnder(s, s.Result, filters, -1, columns)
	for i, f := range fields {
		if facets[i].values == nil && f.Name == "outcome" {
			facets[i].values = counts[0]
		}
	}
	for i, n := range counts[1:] {
		facets[places[i+1]].values = n
	}
	return facets, counts[0]
}

// Facets makes the facets of what the segments counted.
func (s *Counts) Facets() []index.Facet {
	limit := s.limit
	if limit == 0 {
		limit = index.DefaultBuckets
	}
	out := make([]index.Facet, len(s.Fields))
	for i, f := range s.Fields {
		var chosen *index.FacetFilter
		if at := chosenIn(s.filters, f); at >= 0 {
			chosen = &s.filters[at]
		}
		if f.Kind == index.KindLabel {
			out[i] = s.labelFacet(i, chosen, limit)
			continue
		}
		sum := TableOf(s.G, f).sum(chosen)
		for at := range s.tallies {
			c := &s.tallies[at].facets[i]
			sum.add(at, c.values)
			sum.addRates(at, c)
			for k, n := range c.chosen {
				sum.extra[k] += int(n)
			}
		}
		out[i] = sum.facet(limit)
	}
	return out
}

// chosenIn returns which of the filters chooses in a facet, -1 for none.
func chosenIn(filters []index.FacetFilter, f *index.Field) int {
	return slices.IndexFunc(filters, func(have index.FacetFilter) bool { return have.Field == f })
}

// FacetFields returns the facets to count: those asked for, or those shown
// and those chosen in.
func FacetFields(req *index.Request) []*index.Field {
	if !req.Facets {
		return nil
	}
	if req.FacetFields == nil {
		return segment.ShownFacets
	}
	var out []*index.Field
	for _, name := range req.FacetFields {
		if f, ok := index.FieldNamed(name); ok && f.Facet {
			out = append(out, f)
		}
	}
	return out
}
