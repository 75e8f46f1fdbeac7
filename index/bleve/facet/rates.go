package facet

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/match"
	"imrsearch/parser/imr"
)

// countRates counts, for each value of the facets, the decided items on which
// its rate stands and those overturned. Of all items hardly any is undecided,
// so that those are counted, and the values' own counts less them are the
// decided ones.
func countRates(s *match.Selection, fields []*index.Field, filters []index.FacetFilter, facets []facetCount) {
	overturned := s.AnyValue("outcome", []string{string(imr.Overturned)})
	decided := s.AnyValue("outcome", []string{string(imr.Overturned), string(imr.Modified), string(imr.Upheld)})
	count := func(docs *roaring.Bitmap, places []int) {
		columns := make([]*docvalues.Keywords, len(places))
		for i, at := range places {
			columns[i] = s.Segment.Columns.Values[fields[at].Name]
		}
		var all [][]uint32
		if s.Requested != nil {
			all = s.Segment.CountValues(docs, columns)
		}
		undecided := s.Segment.CountValues(roaring.AndNot(docs, decided), columns)
		for i, n := range s.Segment.CountValues(roaring.And(docs, overturned), columns) {
			f := &facets[places[i]]
			of := f.values
			if all != nil {
				of = all[i]
			}
			f.overturned, f.decided = n, make([]uint32, len(of))
			for o := range of {
				f.decided[o] = of[o] - undecided[i][o]
			}
		}
	}
	// base is what rates stand on without the choice in one facet.
	base := func(chosen int) *roaring.Bitmap {
		if s.Requested != nil {
			return s.FilteredBut(s.Requested, chosen)
		}
		return s.Without(chosen)
	}
	var open []int
	for i, f := range fields {
		switch chosen := chosenIn(filters, f); {
		case f.Kind == index.KindLabel || f == OutcomeField:
		case chosen < 0:
			open = append(open, i)
		default:
			count(base(chosen), []int{i})
		}
	}
	count(base(-1), open)
}

// addRates adds what a segment counted for rates.
func (s *facetSum) addRates(segment int, c *facetCount) {
	if c.decided == nil {
		return
	}
	if s.decided == nil {
		s.overturned, s.decided = make([]uint32, len(s.values)), make([]uint32, len(s.values))
	}
	for o, place := range s.segments[segment].places {
		s.overturned[place] += c.overturned[o+1]
		s.decided[place] += c.decided[o+1]
	}
}
