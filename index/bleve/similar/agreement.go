package similar

import (
	"slices"
	"strings"

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
// documents that have each.
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

// akin returns the live documents of other letters that share a bond with
// an item: one of its features of that bond or a closer one.
func akin(s *match.Selection, a agreed, b rank.Bond, like *index.Determination) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for i, f := range a.features {
		if f.Bond >= b {
			found = append(found, a.docs[i])
		}
	}
	return others(s, docset.Union(found), like)
}

// same returns the documents with the same treatment of the same part of the
// body; where the item names no part, of any.
func (a *agreed) same(s *match.Selection) *roaring.Bitmap {
	var treatments, parts []*roaring.Bitmap
	for i, f := range a.features {
		switch {
		case f.Bond == rank.SameTreatment:
			treatments = append(treatments, a.docs[i])
		case f.Label == rank.BodyLabel:
			parts = append(parts, a.docs[i])
		}
	}
	if len(parts) == 0 {
		return docset.Union(treatments)
	}
	return s.Both(docset.Union(treatments), docset.Union(parts))
}

// agreeing returns the live documents of other letters of a score at least.
func agreeing(s *match.Selection, a agreed, least float64, like *index.Determination) *roaring.Bitmap {
	scores := agreementScores(s, a, s.Segment.LiveDocs)
	defer docset.ScorePool.Put(scores)
	found := docset.WithScore(*scores, func(score float32) bool { return score > 0 && float64(score) >= least })
	return others(s, found, like)
}

// others leaves out the deleted and the items of the letter itself.
func others(s *match.Selection, b *roaring.Bitmap, like *index.Determination) *roaring.Bitmap {
	return docset.AndNot(s.Live(b), s.ByID(index.ByID{Letter: like.Letter.ID, N: -1}))
}

// maxSaid is how many values of one kind are said to agree.
const maxSaid = 8

// say says of a hit what agrees, the most telling first.
func (a *agreed) say(hit *index.Hit, doc uint32) {
	values := map[string][]string{}
	var labels []string
	for i, f := range a.features {
		if !a.docs[i].Contains(doc) {
			continue
		}
		if values[f.Label] == nil {
			labels = append(labels, f.Label)
		}
		if !slices.Contains(values[f.Label], f.Value) && len(values[f.Label]) < maxSaid {
			values[f.Label] = append(values[f.Label], f.Value)
		}
	}
	for _, l := range labels {
		agree := index.Agreement{Label: l, Value: strings.Join(values[l], ", ")}
		hit.Why = append(hit.Why, l+": "+agree.Value)
		hit.Agrees = append(hit.Agrees, agree)
	}
}
