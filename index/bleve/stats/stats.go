// Package stats answers one question: how were the items with each value
// decided? It counts what one search selects, or two, by letters: over the
// columns of values, without opening a document.
package stats

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/match"
)

// A Side is a search whose items are counted.
type Side struct {
	*match.Search
	Filters []index.FacetFilter
}

// Run selects the items of one side or two, all over one generation, and counts
// them by the values of fields. Errors: *index.RequestError where the fields
// have too many pairs of values, and those of the searches.
func Run(sides []Side, fields []*index.Field) (*index.Stats, error) {
	for _, s := range sides {
		s.Begin()
		if err := s.ExpandPatterns(); err != nil {
			return nil, err
		}
		s.SelectItems(index.MatchAll, func(sel *match.Selection) { sel.Choose(s.Filters) })
		if err := s.Err(); err != nil {
			return nil, err
		}
	}
	tables := make([]table, len(fields))
	for i, f := range fields {
		tables[i] = table{f, facet.TableOf(sides[0].G, f)}
	}
	outcomes := facet.TableOf(sides[0].G, facet.OutcomeField)
	counters := make([]*counter, len(sides[0].Selections))
	sides[0].Each(func(sel *match.Selection) {
		c := newCounter(tables, outcomes, sel.At)
		c.count(sides)
		counters[sel.At] = c
	})
	sum := counters[:0:0]
	for _, c := range counters {
		if c.full {
			return nil, tooMany(fields)
		}
		sum = append(sum, c)
	}
	out, full := merged(sum, tables, len(sides))
	if full {
		return nil, tooMany(fields)
	}
	for _, s := range sides {
		reading := s.Plan.Reading
		reading.Match = index.MatchAll
		reading.Settle(s.Plan.Plain, s.Stands)
		out.Queries = append(out.Queries, reading)
	}
	out.Generation = sides[0].G.Manifest.Generation
	out.Partial = sides[0].Deadline.Partial.Load()
	return out, sides[0].Err()
}

func tooMany(fields []*index.Field) error {
	return &index.RequestError{Param: "by2", Msg: "there are too many pairs of " + fields[0].Name + " and " + fields[1].Name + ": cross fields with fewer values, or narrow the search"}
}

// A table is the values of a field over all segments.
type table struct {
	field *index.Field
	*facet.Table
}

// merged adds up what the segments counted: no letter is in two of them.
func merged(counters []*counter, tables []table, sides int) (out *index.Stats, full bool) {
	all := map[key]*cell{}
	spelled := make([][]uint32, len(tables))
	for i, t := range tables {
		spelled[i] = make([]uint32, len(t.Values()))
	}
	for _, c := range counters {
		for k, from := range c.cells() {
			if have := all[k]; have == nil {
				all[k] = from
			} else {
				have.merge(from)
			}
		}
		for i := range tables {
			for place, n := range c.spelled[i] {
				spelled[i][place] += n
			}
		}
	}
	if len(all) > index.MaxStatsCells {
		return nil, true
	}
	names := make([][]string, len(tables))
	for i, t := range tables {
		names[i] = commonest(t, spelled[i])
	}
	keys := make([]key, 0, len(all))
	for k := range all {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	out = &index.Stats{By: make([][]index.StatsCell, len(tables))}
	out.Total = (&cell{}).asked(nil, sides)
	for _, k := range keys {
		var values []string
		for i := range tables {
			if k[i] != whole {
				values = append(values, names[i][k[i]])
			}
		}
		x := all[k].asked(values, sides)
		switch {
		case k[0] == whole && k[1] == whole:
			out.Total = x
		case k[1] == whole:
			out.By[0] = append(out.By[0], x)
		case k[0] == whole:
			out.By[1] = append(out.By[1], x)
		default:
			out.Crossed = append(out.Crossed, x)
		}
	}
	return out, false
}

// commonest returns the value of each place, of several spellings the one that
// most items have, of equally common ones the first; at last that of items
// without one.
func commonest(t table, spelled []uint32) []string {
	values := t.Values()
	out := append(slices.Clone(values), index.NoValue)
	if !t.field.Printed {
		return out
	}
	most := map[uint32]uint32{} // first spelling → items of the commonest
	for i := range values {
		first := t.Same(uint32(i))
		if n := spelled[i]; n > most[first] {
			most[first] = n
			out[first] = values[i]
		}
	}
	return out
}

// docsOf returns the documents that any side selected in a segment.
func docsOf(sides []Side, at int) *roaring.Bitmap {
	docs := sides[0].Selections[at].Result
	if len(sides) > 1 {
		docs = docset.Or(docs, sides[1].Selections[at].Result)
	}
	return docs
}
