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

// needles are the runs of words of a shard that a concept stands for.
type needles []weighted

// A weighted is a run of words, or any one word of a large set.
type weighted struct {
	needle
	scan   *wordScan // in place of the needle
	weight float64   // 1 for what was typed, addedWeight for what the lexicon added
}

// addedWeight is what a word is worth that the lexicon added, to 1 of what
// was typed.
const addedWeight = 0.8

// maxNeedles is how many runs of words one alternative may stand for in
// scoring: of an inflected phrase, the cross product of its words.
const maxNeedles = 64

// An alternative is one way to say a concept.
type alternative struct {
	index.Sequence
	weight float64
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
		case index.And:
			for _, y := range x.Of {
				walk(y)
			}
		case index.Or:
			for _, y := range x.Of {
				walk(y)
			}
		case index.Synonyms:
			walk(x.Typed)
		case index.Near:
			walk(x.X)
			walk(x.Y)
		case index.AtLeast:
			walk(x.X)
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
		return x.Fields == y.Fields && slices.Equal(x.Words, y.Words)
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

// needlesOf returns the runs of words that a sequence stands for in the
// shard.
func (e *evaluator) needlesOf(a alternative) needles {
	if len(a.Words) == 1 {
		if set := e.set(a.Words[0]); set.scan != nil {
			return needles{{scan: set.scan, weight: a.weight}}
		}
	}
	runs := [][]uint32{nil}
	for _, m := range a.Words {
		var next [][]uint32
		for _, run := range runs {
			for _, code := range e.set(m).codes {
				if len(next) == maxNeedles {
					break
				}
				next = append(next, append(run[:len(run):len(run)], code))
			}
		}
		runs = next
	}
	var out needles
	for _, run := range runs {
		if len(run) > 0 {
			out = append(out, weighted{needle: e.shard.words.codes.needle(run...), weight: a.weight})
		}
	}
	return out
}

// next returns where the first match at or after from begins and ends, -1 when
// there is none.
func (w *weighted) next(record []byte, from int, stop byte) (start, end int) {
	if w.scan != nil {
		return w.scan.next(record, from)
	}
	start = w.find(record, from, stop)
	return start, start + len(w.code)
}

// words returns how many words a match takes.
func (w *weighted) words(stop byte) int32 {
	if w.scan != nil {
		return 1
	}
	return wordsIn(w.code, stop)
}

// each calls f with the words of w.
func (w *weighted) each(c codes, f func(code uint32)) {
	if w.scan != nil {
		for _, code := range w.scan.set.codes {
			f(code)
		}
		return
	}
	for _, code := range c.decode(w.code, nil) {
		f(code)
	}
}

// needleOf returns the needle of words as they are, empty when one of them
// does not stand in the shard.
func (e *evaluator) needleOf(words []string) needle {
	codes := make([]uint32, len(words))
	for i, w := range words {
		lexical, ok := e.shard.words.word(w)
		if !ok {
			return needle{}
		}
		codes[i] = e.shard.words.code[lexical]
	}
	return e.shard.words.codes.needle(codes...)
}
