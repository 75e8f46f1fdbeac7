package match

import (
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/text"
)

// ExpandPatterns finds the words that the plan's patterns stand for in every
// segment, and refuses a pattern that stands for more than maxExpansion words of
// the whole index.
func (s *Search) ExpandPatterns() error {
	var patterns []index.Matcher
	eachMatcher(s.Plan, func(m index.Matcher) {
		if m.Kind == index.Pattern && !slices.Contains(patterns, m) {
			patterns = append(patterns, m)
		}
	})
	if len(patterns) == 0 {
		return nil
	}
	s.Each(func(sel *Selection) {
		for _, m := range patterns {
			sel.Set(m)
		}
	})
	for _, m := range patterns {
		if s.expansion(m) > forward.MaxExpansion {
			return &index.RequestError{Param: "q", Msg: fmt.Sprintf("%s stands for more than %d words: write more of its letters", m.Text, forward.MaxExpansion)}
		}
	}
	return nil
}

// expansion returns how many words m stands for in all segments, or more than
// maxExpansion.
func (s *Search) expansion(m index.Matcher) int {
	sum := 0
	for _, sel := range s.Selections {
		sum += len(sel.Set(m).Lexical)
	}
	if sum <= forward.MaxExpansion {
		return sum
	}
	all := map[string]bool{}
	for _, sel := range s.Selections {
		for _, i := range sel.Set(m).Lexical {
			all[sel.Segment.Words.List.At(int(i))] = true
		}
		if len(all) > forward.MaxExpansion {
			break
		}
	}
	return len(all)
}

// eachMatcher calls f with every matcher of a plan.
func eachMatcher(plan *index.Plan, f func(index.Matcher)) {
	plan.Each(func(e index.Expr) {
		if s, ok := e.(index.Sequence); ok {
			for _, m := range s.Words {
				f(m)
			}
		}
	})
}

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
