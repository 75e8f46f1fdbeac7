package bleve

// warm makes what searches share and the first of them would wait for: the
// totals of the facets shown, their tables, and bitmaps of their values.
// Errors: index.ErrDamaged.
func (g *generation) warm() (err error) {
	defer guard(&err)
	for _, f := range shownFacets {
		g.facetTable(f)
	}
	for _, s := range g.shards {
		s.warm()
	}
	return nil
}

func (s *liveShard) warm() {
	columns := make([]*values, len(shownFacets))
	for i, f := range shownFacets {
		columns[i] = s.columns.values[f.Name]
		s.bitmaps(columns[i])
	}
	s.facetRows()
	s.totals(columns)
	s.letters.ends()
}
