package facet

import (
	"slices"
	"sync"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/segment"
)

// A Table is the values of a facet field over all segments of a
// generation, in the order in which the facet shows equal counts.
type Table struct {
	field  *index.Field
	values []string
	labels []string
	folded []string // of keyword fields
	// same says which value, the first of its spellings, each one is another
	// spelling of; nil where every value is one by itself.
	same     []uint32
	segments []segmentValues
}

// segmentValues are the values of one segment.
type segmentValues struct {
	column *docvalues.Keywords
	places []uint32 // ordinal-1 → place in the table
}

// TableOf returns the table of a field that has a column of values. It is
// made once for each generation.
func TableOf(g *segment.Generation, f *index.Field) *Table {
	made, _ := g.Derived.LoadOrStore(f, sync.OnceValue(func() *Table { return newTable(f, g.Segments) }))
	return made.(func() *Table)()
}

func newTable(f *index.Field, segments []*segment.LiveSegment) *Table {
	t := &Table{field: f}
	places := map[string]uint32{}
	for _, s := range segments {
		list := s.Columns.Values[f.Name].List
		for o := range list.Len() {
			places[string(list.Raw(o))] = 0
		}
	}
	for v := range places {
		t.values = append(t.values, v)
	}
	slices.SortFunc(t.values, func(a, b string) int { return f.CompareBuckets(a, b) })
	for i, v := range t.values {
		places[v] = uint32(i)
		t.labels = append(t.labels, f.BucketLabel(v))
		if f.Kind == index.KindKeyword {
			t.folded = append(t.folded, index.FoldValue(v))
		}
	}
	if f.Printed {
		t.join()
	}
	for _, s := range segments {
		v := segmentValues{column: s.Columns.Values[f.Name]}
		for o := range v.column.List.Len() {
			v.places = append(v.places, places[string(v.column.List.Raw(o))])
		}
		t.segments = append(t.segments, v)
	}
	return t
}

// join finds the spellings of one value.
func (t *Table) join() {
	first := map[string]uint32{}
	t.same = make([]uint32, len(t.values))
	for i, folded := range t.folded {
		at, ok := first[folded]
		if !ok {
			at = uint32(i)
			first[folded] = at
		}
		t.same[i] = at
	}
	if len(first) == len(t.values) {
		t.same = nil
	}
}

// A facetSum counts the values of a facet over all segments.
type facetSum struct {
	*Table
	counts  []uint32
	missing int
	chosen  *index.FacetFilter // nil where nothing is
	extra   []int              // of each chosen range

	// Of the items on which rates stand; nil where none are asked for.
	overturned, decided []uint32
}

func (t *Table) sum(chosen *index.FacetFilter) *facetSum {
	s := &facetSum{Table: t, counts: make([]uint32, len(t.values)), chosen: chosen}
	if chosen != nil {
		s.extra = make([]int, len(chosen.Values))
	}
	return s
}

// add adds what a segment counted, by its ordinals.
func (s *facetSum) add(segment int, counts []uint32) {
	s.missing += int(counts[0])
	for o, place := range s.segments[segment].places {
		s.counts[place] += counts[o+1]
	}
}

// joinSpellings puts the counts of all spellings of a value under the commonest, of
// equally common ones the first.
func (s *facetSum) joinSpellings() {
	if s.same == nil {
		return
	}
	best := map[uint32]uint32{}
	for i, n := range s.counts {
		first := s.same[i]
		if have, ok := best[first]; n > 0 && (!ok || n > s.counts[have]) {
			best[first] = uint32(i)
		}
	}
	for _, counts := range []*[]uint32{&s.counts, &s.overturned, &s.decided} {
		out := make([]uint32, len(*counts))
		for i, n := range *counts {
			if at, ok := best[s.same[i]]; ok {
				out[at] += n
			}
		}
		*counts = out
	}
}

// Values returns the values of the field, in the order in which the facet shows
// equal counts. The list must not be changed.
func (t *Table) Values() []string { return t.values }

// Column returns the column of a segment, and of each of its ordinals, less
// one, the place of its value in Values. The list must not be changed.
func (t *Table) Column(segment int) (column *docvalues.Keywords, places []uint32) {
	return t.segments[segment].column, t.segments[segment].places
}

// Same returns of which value, by place, the one at a place is a spelling: the
// first of its spellings, which most values are themselves.
func (t *Table) Same(place uint32) uint32 {
	if t.same == nil {
		return place
	}
	return t.same[place]
}
