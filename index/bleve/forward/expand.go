package forward

import (
	"bytes"
	"strings"

	"imrsearch/index"
	"imrsearch/index/text"
)

// MaxExpansion is how many words one wildcard may stand for.
const MaxExpansion = 1024

// fewWords are quicker looked for one by one than all at once.
const fewWords = 4

// A TermSet is the words of one segment that a matcher matches.
type TermSet struct {
	Lexical []uint32 // ascending
	Codes   []uint32 // ascending
	bits    []uint64 // of codes; only for sets of more than a few
	Scan    *MultiTermScan
}

func NewWordSet(w *Words, lexical []uint32) *TermSet {
	s := &TermSet{Lexical: lexical, Codes: w.sortedCodes(lexical)}
	s.index(len(w.Code))
	if s.bits != nil {
		s.Scan = NewMultiTermScan(s, w.Codes)
	}
	return s
}

// index makes the bits of a set of more than a few of n words.
func (s *TermSet) index(n int) {
	if len(s.Codes) <= fewWords {
		return
	}
	s.bits = make([]uint64, n/64+1)
	for _, c := range s.Codes {
		s.bits[c/64] |= 1 << (c % 64)
	}
}

// Has reports whether the word with that code is in the set.
func (s *TermSet) Has(code uint32) bool {
	if s.bits != nil {
		return s.bits[code/64]>>(code%64)&1 == 1
	}
	for _, c := range s.Codes {
		if c == code {
			return true
		}
	}
	return false
}

// Expand returns the words of a segment's vocabulary that m matches.
func (w *Words) Expand(m index.Matcher) []uint32 {
	switch m.Kind {
	case index.Exact:
		if i, ok := w.Word(m.Text); ok {
			return []uint32{i}
		}
		return nil
	case index.Inflected:
		return w.class(text.Class(m.Text))
	case index.Pattern:
		return w.pattern(m.Text)
	default:
		return w.Fuzzy(m.Text)
	}
}

// pattern returns the words that fit a pattern, a few more than maxExpansion
// at the most.
func (w *Words) pattern(pattern string) []uint32 {
	prefix := pattern[:strings.IndexAny(pattern+"*", "*?")]
	suffix := pattern[strings.LastIndexAny(pattern, "*?")+1:]
	only := prefix+"*" == pattern // whatever follows
	m := index.Matcher{Kind: index.Pattern, Text: pattern}
	var out []uint32
	for i := w.List.Search(prefix); i < w.List.Len() && len(out) <= MaxExpansion; i++ {
		word := w.List.Raw(i)
		if !bytes.HasPrefix(word, []byte(prefix)) {
			break
		}
		if only || bytes.HasSuffix(word, []byte(suffix)) && m.Matches(string(word)) {
			out = append(out, uint32(i))
		}
	}
	return out
}

// Fuzzy returns the words that are like another, which all begin as it does.
func (w *Words) Fuzzy(like string) []uint32 {
	if like == "" {
		return nil
	}
	m := index.Matcher{Kind: index.Fuzzy, Text: like}
	first := string([]rune(like)[:1])
	var out []uint32
	for i := w.List.Search(first); i < w.List.Len(); i++ {
		word := w.List.Raw(i)
		if !strings.HasPrefix(string(word), first) {
			break
		}
		if m.Matches(string(word)) {
			out = append(out, uint32(i))
		}
	}
	return out
}
