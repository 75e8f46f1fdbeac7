package bleve

import (
	"slices"

	"imrsearch/index"
)

// A concept is one of the things that a query asks for: a word, a phrase, or
// one of these with its synonyms. Its alternatives count together, so that a
// letter that says both brand and generic says one thing twice, not two.
type concept struct {
	idf          float64
	fields       index.TextFields
	alternatives []alternative
}

// addedWeight is what a word is worth that the lexicon added, to 1 of what
// was typed.
const addedWeight = 0.8

// An alternative is one way to say a concept.
type alternative struct {
	index.Sequence
	weight float64 // 1 for what was typed, addedWeight for what the lexicon added
}

// conceptsOf returns what a plan's documents are scored by. What is negated
// is not.
func conceptsOf(plan *index.Plan) [][]alternative {
	var out [][]alternative
	var walk func(x index.Expr)
	walk = func(x index.Expr) {
		if alts := alternatives(x, 1); alts != nil {
			if !slices.ContainsFunc(out, func(have []alternative) bool { return sameConcept(have, alts) }) {
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
		walk(x)
	}
	walk(rootOf(plan))
	return out
}

func sameConcept(a, b []alternative) bool {
	return slices.EqualFunc(a, b, func(x, y alternative) bool {
		return sameSequence(x.Sequence, y.Sequence)
	})
}

// alternatives returns the sequences of an expression that is a sequence, or
// a choice of nothing but sequences; else nil.
func alternatives(x index.Expr, weight float64) []alternative {
	switch x := x.(type) {
	case index.Sequence:
		return []alternative{{x, weight}}
	case index.Or:
		return eachAlternative(x.Of, weight)
	case index.Synonyms:
		typed := alternatives(x.Typed, weight)
		added := eachAlternative(x.Added, weight*addedWeight)
		if typed == nil || added == nil && len(x.Added) > 0 {
			return nil
		}
		return append(typed, added...)
	}
	return nil
}

func eachAlternative(of []index.Expr, weight float64) []alternative {
	var out []alternative
	for _, x := range of {
		a := alternatives(x, weight)
		if a == nil {
			return nil
		}
		out = append(out, a...)
	}
	return out
}
