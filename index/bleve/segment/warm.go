package segment

import (
	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
)

func (s *LiveSegment) Warm(fields []*index.Field) {
	columns := make([]*docvalues.Keywords, len(fields))
	for i, f := range fields {
		columns[i] = s.Columns.Values[f.Name]
		s.Bitmaps(columns[i])
	}
	s.facetRows()
	s.Totals(columns)
	s.Letters.Ends()
}
