package rank

import (
	"slices"
	"strings"

	"imrsearch/index"
)

// A Concept is one of the things that a query asks for: a word, a phrase, or
// one of these with its synonyms. Its alternatives count together, so that a
// letter that says both brand and generic says one thing twice, not two.
type Concept struct {
	Alternatives []Alternative // at least one; first what was typed
	Idf          float64
	Context      bool // said about the case, not asked for: see contextWeight
}

// An Alternative is one way to say a concept.
type Alternative struct {
	index.Sequence
	Weight float64 // of an occurrence: 1 for what was typed, addedWeight for what the lexicon added
}

// addedWeight is what an occurrence of a synonym counts that the lexicon
// added: the word that was typed comes first.
const addedWeight = 0.8

// ConceptsOf returns the concepts that a plan's items are scored by, each once
// and not yet counted. What is negated is not scored.
func ConceptsOf(plan *index.Plan) []Counted {
	var out []Counted
	var walk func(x index.Expr)
	context := false
	walk = func(x index.Expr) {
		if alts := Alternatives(x); alts != nil {
			if !slices.ContainsFunc(out, func(have Counted) bool { return sameConcept(have.Alternatives, alts) }) {
				out = append(out, Counted{Alternatives: alts, Context: context})
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
		context = x.Context
		walk(x.X)
	}
	context = false
	if plan.Root != nil {
		walk(plan.Root)
	}
	return out
}

func sameConcept(a, b []Alternative) bool {
	return slices.EqualFunc(a, b, func(x, y Alternative) bool { return SameSequence(x.Sequence, y.Sequence) })
}

// SameSequence reports whether two sequences are the same words in the same
// fields.
func SameSequence(a, b index.Sequence) bool {
	return a.Fields == b.Fields && slices.Equal(a.Words, b.Words)
}

// Needs reports whether a is more than b, which is one of its words: among the
// alternatives of a concept it then adds no item to those that are counted.
func Needs(a, b Alternative) bool {
	return len(b.Words) == 1 && len(a.Words) > 1 && a.Fields == b.Fields && slices.Contains(a.Words, b.Words[0])
}

// Alternatives returns the sequences of an expression that is a sequence, or a
// choice of nothing but sequences; nil of any other.
func Alternatives(x index.Expr) []Alternative { return weighted(x, 1) }

func weighted(x index.Expr, weight float64) []Alternative {
	switch x := x.(type) {
	case index.Sequence:
		return []Alternative{{x, weight}}
	case index.Or:
		return eachWeighted(x.Of, weight)
	case index.Synonyms:
		typed := weighted(x.Typed, weight)
		added := eachWeighted(x.Added, weight*addedWeight)
		if typed == nil || added == nil && len(x.Added) > 0 {
			return nil
		}
		return append(typed, added...)
	}
	return nil
}

func eachWeighted(of []index.Expr, weight float64) []Alternative {
	var out []Alternative
	for _, x := range of {
		a := weighted(x, weight)
		if a == nil {
			return nil
		}
		out = append(out, a...)
	}
	return out
}

// name is the words of a concept as they were typed.
func (c *Concept) name() string {
	var words []string
	for _, m := range c.Alternatives[0].Words {
		words = append(words, m.Text)
	}
	return strings.Join(words, " ")
}
