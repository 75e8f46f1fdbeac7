package match

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/rank"
)

// LookShare is the share of a segment's documents up to which an alternative is
// looked for beforehand.
const LookShare = 32

// AnyOf returns the documents with all words of one of the alternatives. Runs
// with a word that is an alternative by itself add none.
func (s *Selection) AnyOf(alternatives []rank.Alternative) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for _, a := range alternatives {
		switch {
		case len(a.Words) == 1:
			found = append(found, s.Word(a.Words[0], a.Fields))
		case !slices.ContainsFunc(alternatives, func(b rank.Alternative) bool { return rank.Needs(a, b) }):
			found = append(found, s.Phrase(a.Sequence).all)
		}
	}
	return docset.Union(found)
}
