package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
)

// CountedAtMost returns the living documents in which a sequence may be
// counted: where it may stand, and where its words may follow each other from
// one entry of a list to the next.
func (e *Evaluator) CountedAtMost(x index.Sequence) *roaring.Bitmap {
	docs := []*roaring.Bitmap{e.standsAtMost(x)}
	for f := range index.NumTextFields {
		if x.Fields.Has(f) && hasEntries(f) {
			docs = append(docs, e.candidatesIn(x, f.Set()))
		}
	}
	return docset.Union(docs)
}
