package match

import (
	"slices"

	"imrsearch/index"
	"imrsearch/index/text"
)

// reduced returns an expression that the same items match, without choices
// that another choice has in it: whoever finds "epidural" finds "epidural
// steroid injection", which the lexicon adds to it. Ranking goes by all of
// them; matching need not look for them.
func reduced(x index.Expr) index.Expr {
	switch x := x.(type) {
	case index.And:
		return index.And{Of: eachReduced(x.Of)}
	case index.Or:
		return anyOf(x.Of)
	case index.Synonyms:
		return anyOf(append([]index.Expr{x.Typed}, x.Added...))
	case index.Not:
		return index.Not{X: reduced(x.X)}
	}
	return x
}

func eachReduced(of []index.Expr) []index.Expr {
	out := make([]index.Expr, len(of))
	for i, x := range of {
		out[i] = reduced(x)
	}
	return out
}

// anyOf is the Or of its parts without those that a single word among them
// includes.
func anyOf(of []index.Expr) index.Expr {
	var words []index.Sequence
	for _, x := range of {
		if s, ok := x.(index.Sequence); ok && len(s.Words) == 1 {
			words = append(words, s)
		}
	}
	kept := make([]index.Expr, 0, len(of))
	for _, x := range of {
		s, ok := x.(index.Sequence)
		if !ok || len(s.Words) == 1 || !slices.ContainsFunc(words, func(w index.Sequence) bool { return includes(w, s) }) {
			kept = append(kept, reduced(x))
		}
	}
	if len(kept) == 1 {
		return kept[0]
	}
	return index.Or{Of: kept}
}

// includes reports whether a single word stands wherever a sequence does.
func includes(word, s index.Sequence) bool {
	return s.Fields&^word.Fields == 0 && slices.ContainsFunc(s.Words, func(m index.Matcher) bool { return finds(word.Words[0], m) })
}

// finds reports whether every word that m matches is one that w matches.
func finds(w, m index.Matcher) bool {
	switch {
	case w == m:
		return true
	case w.Kind == index.Inflected && (m.Kind == index.Inflected || m.Kind == index.Exact):
		return text.Class(w.Text) == text.Class(m.Text)
	}
	return false
}
