package facet

import (
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// Warm makes what searches share and the first of them would wait for: the
// totals of the facets shown, their tables, and bitmaps of their values.
// Errors: index.ErrDamaged.
func Warm(g *segment.Generation) (err error) {
	defer segment.Recover(&err)
	defer sectionfile.PanicOnFault()()
	for _, f := range segment.ShownFacets {
		TableOf(g, f)
	}
	for _, s := range g.Segments {
		s.Warm(segment.ShownFacets)
	}
	return nil
}
