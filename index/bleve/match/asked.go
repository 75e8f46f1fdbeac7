package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
)

// AnyValue returns the documents with one of the values in a facet.
func (s *Selection) AnyValue(field string, values []string) *roaring.Bitmap {
	if len(values) == 0 {
		return docset.Empty
	}
	return s.values(index.Values{Field: field, Exact: values})
}
