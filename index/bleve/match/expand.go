package match

import (
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
)

// ExpandPatterns finds the words that the plan's patterns stand for in every
// shard, and refuses a pattern that stands for more than maxExpansion words of
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

// expansion returns how many words m stands for in all shards, or more than
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
