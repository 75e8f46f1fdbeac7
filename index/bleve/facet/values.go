package facet

import (
	"sync"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/resolve"
)

// valuesOf is the key of a field's values among what is derived from a
// generation.
type valuesOf struct{ field *index.Field }

// ValuesOf returns the values of a field of values that live items have, each
// once. It is made once for each generation.
func ValuesOf(g *segment.Generation, f *index.Field) []resolve.FieldValue {
	made, _ := g.Derived.LoadOrStore(valuesOf{f}, sync.OnceValue(func() []resolve.FieldValue { return newValues(g, f) }))
	return made.(func() []resolve.FieldValue)()
}

func newValues(g *segment.Generation, f *index.Field) []resolve.FieldValue {
	counts := map[string]int{}
	for _, s := range g.Segments {
		v := s.Columns.Values[f.Name]
		totals := s.Totals([]*docvalues.Keywords{v})[0]
		for o := range v.List.Len() {
			if n := int(totals[o+1]); n > 0 {
				counts[v.List.At(o)] += n
			}
		}
	}
	return resolve.ValuesCounted(f, counts)
}
