package bleve

import "imrsearch/index"

// warmUp makes what searches share and the first of them would wait for: the
// totals of the facets shown, their tables, and bitmaps of their values.
// Errors: index.ErrDamaged.
func warmUp(g *generation) (err error) {
	defer guard(&err)
	for _, f := range shownFacets {
		facetTableOf(g, f)
	}
	for _, s := range g.shards {
		s.warm(shownFacets)
	}
	return nil
}

func (s *liveShard) warm(fields []*index.Field) {
	columns := make([]*values, len(fields))
	for i, f := range fields {
		columns[i] = s.columns.values[f.Name]
		s.bitmaps(columns[i])
	}
	s.facetRows()
	s.totals(columns)
	s.letters.ends()
}
