package bleve

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
)

// maxExpansion is how many words one wildcard may stand for.
const maxExpansion = 1024

// fewWords are quicker looked for one by one than all at once.
const fewWords = 4

// A wordSet is the words of one shard that a matcher matches.
type wordSet struct {
	lexical []uint32 // ascending
	codes   []uint32 // ascending
	bits    []uint64 // of codes; only for sets of more than a few
	scan    *wordScan
}

func newWordSet(w *words, lexical []uint32) *wordSet {
	s := &wordSet{lexical: lexical, codes: w.sortedCodes(lexical)}
	s.index(len(w.code))
	if s.bits != nil {
		s.scan = newWordScan(s, w.codes)
	}
	return s
}

// index makes the bits of a set of more than a few of n words.
func (s *wordSet) index(n int) {
	if len(s.codes) <= fewWords {
		return
	}
	s.bits = make([]uint64, n/64+1)
	for _, c := range s.codes {
		s.bits[c/64] |= 1 << (c % 64)
	}
}

// has reports whether the word with that code is in the set.
func (s *wordSet) has(code uint32) bool {
	if s.bits != nil {
		return s.bits[code/64]>>(code%64)&1 == 1
	}
	for _, c := range s.codes {
		if c == code {
			return true
		}
	}
	return false
}

// expand returns the words of a shard's vocabulary that m matches.
func (w *words) expand(m index.Matcher) []uint32 {
	switch m.Kind {
	case index.Exact:
		if i, ok := w.word(m.Text); ok {
			return []uint32{i}
		}
		return nil
	case index.Inflected:
		return w.class(text.Class(m.Text))
	case index.Pattern:
		return w.pattern(m.Text)
	default:
		return w.fuzzy(m.Text)
	}
}

// pattern returns the words that fit a pattern, a few more than maxExpansion
// at the most.
func (w *words) pattern(pattern string) []uint32 {
	prefix := pattern[:strings.IndexAny(pattern+"*", "*?")]
	suffix := pattern[strings.LastIndexAny(pattern, "*?")+1:]
	only := prefix+"*" == pattern // whatever follows
	m := index.Matcher{Kind: index.Pattern, Text: pattern}
	var out []uint32
	for i := w.list.search(prefix); i < w.list.len() && len(out) <= maxExpansion; i++ {
		word := w.list.raw(i)
		if !bytes.HasPrefix(word, []byte(prefix)) {
			break
		}
		if only || bytes.HasSuffix(word, []byte(suffix)) && m.Matches(string(word)) {
			out = append(out, uint32(i))
		}
	}
	return out
}

// fuzzy returns the words that are like another, which all begin as it does.
func (w *words) fuzzy(like string) []uint32 {
	if like == "" {
		return nil
	}
	m := index.Matcher{Kind: index.Fuzzy, Text: like}
	first := string([]rune(like)[:1])
	var out []uint32
	for i := w.list.search(first); i < w.list.len(); i++ {
		word := w.list.raw(i)
		if !strings.HasPrefix(string(word), first) {
			break
		}
		if m.Matches(string(word)) {
			out = append(out, uint32(i))
		}
	}
	return out
}

// expandPatterns finds the words that the plan's patterns stand for in every
// shard, and refuses a pattern that stands for more than maxExpansion words of
// the whole index.
func (s *search) expandPatterns() error {
	var patterns []index.Matcher
	eachMatcher(s.plan, func(m index.Matcher) {
		if m.Kind == index.Pattern && !slices.Contains(patterns, m) {
			patterns = append(patterns, m)
		}
	})
	if len(patterns) == 0 {
		return nil
	}
	s.each(func(sel *selection) {
		for _, m := range patterns {
			sel.set(m)
		}
	})
	for _, m := range patterns {
		if s.expansion(m) > maxExpansion {
			return &index.RequestError{Param: "q", Msg: fmt.Sprintf("%s stands for more than %d words: write more of its letters", m.Text, maxExpansion)}
		}
	}
	return nil
}

// expansion returns how many words m stands for in all shards, or more than
// maxExpansion.
func (s *search) expansion(m index.Matcher) int {
	sum := 0
	for _, sel := range s.selections {
		sum += len(sel.set(m).lexical)
	}
	if sum <= maxExpansion {
		return sum
	}
	all := map[string]bool{}
	for _, sel := range s.selections {
		for _, i := range sel.set(m).lexical {
			all[sel.shard.words.list.at(int(i))] = true
		}
		if len(all) > maxExpansion {
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
