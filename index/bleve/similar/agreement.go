package similar

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
)

// rare is a rank.WordRarity.
func (s *similarity) rare(word string) int {
	n := 0
	for _, sel := range s.Selections {
		if i, ok := sel.Segment.Words.Word(word); ok {
			n += sel.Segment.DocFreq(i)
		}
	}
	return rank.Rare(n, s.G.Manifest.Items)
}

// agreed is what agrees in a segment: the features of an item, and the
// documents that have each; and the documents of each group.
type agreed struct {
	features []rank.Feature
	docs     []*roaring.Bitmap
	all      *roaring.Bitmap // of all groups
	groups   [len(index.GroupKinds)]*roaring.Bitmap
}

func agreedIn(s *match.Selection, features []rank.Feature) agreed {
	a := agreed{features: features, docs: make([]*roaring.Bitmap, len(features))}
	for i, f := range features {
		a.docs[i] = docset.Empty
		if !s.Deadline.Stop() {
			a.docs[i] = s.Eval(f.Expr, nil)
		}
	}
	return a
}

// agreementScores returns the weight of what agrees by document, for those within.
// Give them back to scoreLoans.
func agreementScores(s *match.Selection, a agreed, within *roaring.Bitmap) *[]float32 {
	scores := docset.ScorePool.Get(s.Segment.Items)
	for i, docs := range a.docs {
		docset.AddScore(*scores, s.Both(within, docs), float32(a.features[i].Weight))
	}
	return scores
}

// others leaves out the deleted and the items of the letter itself, by its id
// and by its case number.
func others(s *match.Selection, b *roaring.Bitmap, like *index.Determination) *roaring.Bitmap {
	for _, id := range []string{like.Letter.ID, string(like.Letter.CaseNumber)} {
		if id != "" {
			b = docset.AndNot(b, s.ByID(index.ByID{Letter: id, N: -1}))
		}
	}
	return s.Live(b)
}
