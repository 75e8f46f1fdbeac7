package bleve

import "imrsearch/index"

// A facetCount is what one shard counts of one facet.
type facetCount struct {
	values []uint32 // by ordinal
	chosen []uint32 // of each chosen value
}

// facets counts the facets that the request asks for.
func (s *search) facets() []index.Facet {
	fields := facetFields(s.req)
	counts := make([][]facetCount, len(s.selections))
	s.each(func(sel *selection) {
		for _, f := range fields {
			counts[sel.at] = append(counts[sel.at], sel.countFacet(f, s.chosenIn(f)))
		}
	})
	limit := s.req.FacetLimit
	if limit == 0 {
		limit = index.DefaultBuckets
	}
	out := make([]index.Facet, len(fields))
	for i, f := range fields {
		chosen := s.chosenIn(f)
		t := tally{counts: map[string]int{}}
		if chosen != nil {
			t.extra = make([]int, len(chosen.Values))
		}
		for _, sel := range s.selections {
			c := counts[sel.at][i]
			t.add(sel.shard.columns.values[f.Name], c.values)
			for k, n := range c.chosen {
				t.extra[k] += int(n)
			}
		}
		out[i] = t.facet(f, chosen, limit)
	}
	return out
}

func (s *selection) countFacet(f *index.Field, chosen *index.FacetFilter) facetCount {
	base := s.without(f.Name)
	c := facetCount{values: s.shard.countValues(f.Name, base)}
	if chosen != nil {
		for _, v := range chosen.Values {
			c.chosen = append(c.chosen, uint32(s.filtered(f, v).AndCardinality(base)))
		}
	}
	return c
}

func (s *search) chosenIn(f *index.Field) *index.FacetFilter {
	for i := range s.filters {
		if s.filters[i].Field == f {
			return &s.filters[i]
		}
	}
	return nil
}

// facetFields returns the facets to count: those asked for, or those shown
// and those chosen in.
func facetFields(req *index.Request) []*index.Field {
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
