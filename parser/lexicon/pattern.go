package lexicon

import (
	"regexp"
	"strings"
	"sync"
)

// A Pattern is a regular expression that is compiled on first use and tried
// only where it can match. Its methods are those of regexp.Regexp of the same
// name. A Pattern made by Expr is safe for concurrent use; At and Needing are
// for the expression that makes it.
type Pattern struct {
	expr    string
	heads   []string
	first   [256]bool // bytes that heads begin with
	needs   []string
	once    sync.Once
	regular *regexp.Regexp
}

// Expr returns a pattern of the syntax of package regexp; it panics, on first
// use, when the expression is none.
func Expr(expr string) *Pattern { return &Pattern{expr: expr} }

// At says that every match begins at the beginning of a word (as \b), with
// one of these letters, given in lower case; their case in the text does not
// matter. "#" is any digit.
func (p *Pattern) At(heads ...string) *Pattern {
	p.heads = heads
	for _, h := range heads {
		if h == "#" {
			for c := '0'; c <= '9'; c++ {
				p.first[c] = true
			}
			continue
		}
		p.first[h[0]] = true
		p.first[strings.ToUpper(h)[0]] = true
	}
	return p
}

// Needing says that a text in which none of these words stands has no match.
// They are in lower case; the text's case does not matter.
func (p *Pattern) Needing(words ...string) *Pattern {
	p.needs = words
	return p
}

// re returns the compiled expression, with heads one that matches only at a
// text's beginning.
func (p *Pattern) re() *regexp.Regexp {
	p.once.Do(func() {
		expr := p.expr
		if p.heads != nil {
			expr = "^(?:" + expr + ")"
		}
		p.regular = regexp.MustCompile(expr)
	})
	return p.regular
}

// may reports whether s holds what a match needs.
func (p *Pattern) may(s string) bool {
	if p.needs == nil {
		return true
	}
	for _, w := range p.needs {
		if ContainsFold(s, w) {
			return true
		}
	}
	return false
}

// next returns the first place from i on where a match may begin, -1 for none.
func (p *Pattern) next(s string, i int) int {
	for ; i < len(s); i++ {
		if !p.first[s[i]] || i > 0 && wordByte(s[i-1]) {
			continue
		}
		for _, h := range p.heads {
			if h == "#" && digit(s[i]) || hasPrefixFold(s[i:], h) {
				return i
			}
		}
	}
	return -1
}

// find returns the first match from i on, as FindStringSubmatchIndex of the
// whole text would.
func (p *Pattern) find(s string, i int) []int {
	for i = p.next(s, i); i >= 0; i = p.next(s, i+1) {
		if m := p.re().FindStringSubmatchIndex(s[i:]); m != nil {
			for k := range m {
				if m[k] >= 0 {
					m[k] += i
				}
			}
			return m
		}
	}
	return nil
}

func wordByte(b byte) bool { return letter(b) || digit(b) || b == '_' }

// hasPrefixFold reports whether s begins with prefix, which is in lower case.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if s[i] != prefix[i] && !(letter(s[i]) && s[i]|0x20 == prefix[i]) {
			return false
		}
	}
	return true
}

// ContainsFold reports whether word, which is in lower case, stands in s in any
// case.
func ContainsFold(s, word string) bool {
	first := word[0]
	for i := 0; i+len(word) <= len(s); i++ {
		if s[i]|0x20 == first|0x20 && hasPrefixFold(s[i:], word) {
			return true
		}
	}
	return false
}
