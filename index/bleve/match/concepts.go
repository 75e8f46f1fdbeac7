package match

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
)

// A Concept is one of the things that a query asks for: a word, a phrase, or
// one of these with its synonyms. Its alternatives count together, so that a
// letter that says both brand and generic says one thing twice, not two.
type Concept struct {
	Idf          float64
	Fields       index.TextFields
	Alternatives []Alternative
}

// addedWeight is what a word is worth that the lexicon added, to 1 of what
// was typed.
const addedWeight = 0.8

// An Alternative is one way to say a concept.
type Alternative struct {
	index.Sequence
	Weight float64 // 1 for what was typed, addedWeight for what the lexicon added
}

// ConceptsOf returns what a plan's documents are scored by. What is negated
// is not.
func ConceptsOf(plan *index.Plan) [][]Alternative {
	var out [][]Alternative
	var walk func(x index.Expr)
	walk = func(x index.Expr) {
		if alts := Alternatives(x, 1); alts != nil {
			if !slices.ContainsFunc(out, func(have []Alternative) bool { return sameConcept(have, alts) }) {
				out = append(out, alts)
			}
			return
		}
		switch x := x.(type) {
		case index.Not:
		case index.Synonyms:
			walk(x.Typed)
		default:
			for _, y := range index.Parts(x) {
				walk(y)
			}
		}
	}
	for _, x := range plan.Plain {
		walk(x.X)
	}
	walk(rootOf(plan))
	return out
}

func sameConcept(a, b []Alternative) bool {
	return slices.EqualFunc(a, b, func(x, y Alternative) bool {
		return SameSequence(x.Sequence, y.Sequence)
	})
}

// Alternatives returns the sequences of an expression that is a sequence, or
// a choice of nothing but sequences; else nil.
func Alternatives(x index.Expr, weight float64) []Alternative {
	switch x := x.(type) {
	case index.Sequence:
		return []Alternative{{x, weight}}
	case index.Or:
		return eachAlternative(x.Of, weight)
	case index.Synonyms:
		typed := Alternatives(x.Typed, weight)
		added := eachAlternative(x.Added, weight*addedWeight)
		if typed == nil || added == nil && len(x.Added) > 0 {
			return nil
		}
		return append(typed, added...)
	}
	return nil
}

func eachAlternative(of []index.Expr, weight float64) []Alternative {
	var out []Alternative
	for _, x := range of {
		a := Alternatives(x, weight)
		if a == nil {
			return nil
		}
		out = append(out, a...)
	}
	return out
}

// LookShare is the share of a shard's documents up to which an alternative is
// looked for beforehand.
const LookShare = 32

func SameSequence(a, b index.Sequence) bool {
	return a.Fields == b.Fields && slices.Equal(a.Words, b.Words)
}

// AnyOf returns the documents with all words of one of the alternatives. Runs
// with a word that is an alternative by itself add none.
func (s *Selection) AnyOf(alternatives []Alternative) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for _, a := range alternatives {
		switch {
		case len(a.Words) == 1:
			found = append(found, s.Word(a.Words[0], a.Fields))
		case !slices.ContainsFunc(alternatives, a.needs):
			found = append(found, s.Phrase(a.Sequence).all)
		}
	}
	return docset.Union(found)
}

// needs reports whether a is more than b, which is one of its words.
func (a Alternative) needs(b Alternative) bool {
	return len(b.Words) == 1 && len(a.Words) > 1 && a.Fields == b.Fields && slices.Contains(a.Words, b.Words[0])
}
