// Package pattern answers one question: where does a regular expression match,
// without running it where it cannot? It knows nothing of letters.
//
// Most expressions that read a letter match nowhere in most of its texts. A
// Pattern says in plain words what every match must have, its prefixes or its
// literals, and looks for these before it runs the expression. Of the time to
// parse a letter that saves 29 % (0.68 ms in place of 0.96 ms; BenchmarkParse
// of package parser without and with -tags plainregexp, which turns the search
// off and changes no result).
package pattern

import (
	"regexp"
	"strings"
	"sync"

	"imrsearch/parser/ascii"
)

// A Pattern is a regular expression that is compiled on first use and run only
// where it can match. Its methods are those of regexp.Regexp of the same name
// and give what these give. A Pattern is safe for concurrent use; Prefixes and
// Literals belong to its making.
type Pattern struct {
	expr     string
	prefixes []string
	first    [256]bool // bytes that the prefixes begin with
	literals []string
	bounded  bool // prefixes were given, and are not used
	once     sync.Once
	compiled *regexp.Regexp
	wide     sync.Once
	anywhere *regexp.Regexp
}

// maxAttempts is how many places with a prefix are tried by themselves. In a text
// with more that fail, the expression is run over the rest in one pass, which
// takes time that grows with the text's length alone.
const maxAttempts = 32

// New returns a pattern of the syntax of package regexp. On first use it
// panics when expr is none.
func New(expr string) *Pattern { return &Pattern{expr: expr} }

// Prefixes says that every match begins at the beginning of a word (as \b) with
// one of these prefixes, given in lower case; the text's case does not matter.
// "#" stands for any digit. It returns p.
func (p *Pattern) Prefixes(prefixes ...string) *Pattern {
	if !filtered {
		p.bounded = true
		return p
	}
	p.prefixes = prefixes
	for _, h := range prefixes {
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

// Literals says that a text has no match in which none of these stands, given
// in lower case; the text's case does not matter. It returns p.
func (p *Pattern) Literals(literals ...string) *Pattern {
	if filtered {
		p.literals = literals
	}
	return p
}

// re returns the compiled expression; with prefixes it matches only at the
// beginning of a text.
func (p *Pattern) re() *regexp.Regexp {
	p.once.Do(func() {
		expr := p.expr
		switch {
		case p.prefixes != nil:
			expr = "^(?:" + expr + ")"
		case p.bounded:
			expr = `\b(?:` + expr + ")"
		}
		p.compiled = regexp.MustCompile(expr)
	})
	return p.compiled
}

// everywhere returns the expression that matches at the beginning of any word.
func (p *Pattern) everywhere() *regexp.Regexp {
	p.wide.Do(func() { p.anywhere = regexp.MustCompile(`\b(?:` + p.expr + ")") })
	return p.anywhere
}

// mayMatch reports whether s holds one of the literals.
func (p *Pattern) mayMatch(s string) bool {
	if p.literals == nil {
		return true
	}
	for _, w := range p.literals {
		if ascii.ContainsFold(s, w) {
			return true
		}
	}
	return false
}

// next returns the first place from i on where a prefix begins a word, -1 for
// none.
func (p *Pattern) next(s string, i int) int {
	for ; i < len(s); i++ {
		if !p.first[s[i]] || i > 0 && isWord(s[i-1]) {
			continue
		}
		for _, h := range p.prefixes {
			if h == "#" && ascii.IsDigit(s[i]) || ascii.HasPrefixFold(s[i:], h) {
				return i
			}
		}
	}
	return -1
}

// isWord reports whether b is a byte between which and another no \b stands.
func isWord(b byte) bool { return ascii.IsAlnum(b) || b == '_' }

// find returns the first match that begins at i or behind, with its groups.
func (p *Pattern) find(s string, i int) []int {
	tried := 0
	for i = p.next(s, i); i >= 0; i = p.next(s, i+1) {
		if m := p.re().FindStringSubmatchIndex(s[i:]); m != nil {
			return shifted(m, i)
		}
		if tried++; tried == maxAttempts {
			return p.findWide(s, i)
		}
	}
	return nil
}

// findWide returns what find does, in one pass from i on, where a prefix stands
// whose match was tried.
func (p *Pattern) findWide(s string, i int) []int {
	return shifted(p.everywhere().FindStringSubmatchIndex(s[i:]), i)
}

// shifted adds by to the offsets of a match.
func shifted(m []int, by int) []int {
	for k := range m {
		if m[k] >= 0 {
			m[k] += by
		}
	}
	return m
}

// MatchString reports whether s has a match.
func (p *Pattern) MatchString(s string) bool {
	if !p.mayMatch(s) {
		return false
	}
	if p.prefixes == nil {
		return p.re().MatchString(s)
	}
	tried := 0
	for i := p.next(s, 0); i >= 0; i = p.next(s, i+1) {
		if p.re().MatchString(s[i:]) {
			return true
		}
		if tried++; tried == maxAttempts {
			return p.everywhere().MatchString(s[i:])
		}
	}
	return false
}

// FindStringSubmatchIndex returns the first match and its groups, nil when
// there is none.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.mayMatch(s) {
		return nil
	}
	if p.prefixes == nil {
		return p.re().FindStringSubmatchIndex(s)
	}
	return p.find(s, 0)
}

// FindSubmatchFrom returns the first match, with its groups, that begins at
// from or behind, matches before it left aside. It is for patterns with
// prefixes only.
func (p *Pattern) FindSubmatchFrom(s string, from int) []int {
	if p.bounded {
		for at := from; at <= len(s); at++ {
			m := p.re().FindStringSubmatchIndex(s[at:])
			if m == nil || m[0] > 0 || at == 0 || !isWord(s[at-1]) {
				return shifted(m, at)
			}
		}
		return nil
	}
	if p.prefixes == nil {
		panic("pattern: FindSubmatchFrom without prefixes")
	}
	if !p.mayMatch(s[from:]) {
		return nil
	}
	return p.find(s, from)
}

// FindStringIndex returns the first match, nil when there is none.
func (p *Pattern) FindStringIndex(s string) []int {
	switch {
	case !p.mayMatch(s):
		return nil
	case p.prefixes == nil:
		return p.re().FindStringIndex(s)
	}
	if m := p.find(s, 0); m != nil {
		return m[:2]
	}
	return nil
}

// FindString returns the text of the first match, "" when there is none.
func (p *Pattern) FindString(s string) string {
	if m := p.FindStringIndex(s); m != nil {
		return s[m[0]:m[1]]
	}
	return ""
}

// FindStringSubmatch returns the texts of the first match and its groups, nil
// when there is none.
func (p *Pattern) FindStringSubmatch(s string) []string {
	m := p.FindStringSubmatchIndex(s)
	if m == nil {
		return nil
	}
	return groups(s, m)
}

// groups returns the texts of a match and its groups.
func groups(s string, m []int) []string {
	texts := make([]string, len(m)/2)
	for i := range texts {
		if m[2*i] >= 0 {
			texts[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return texts
}

// FindAllStringSubmatchIndex returns the first n matches with their groups,
// all when n is negative.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.mayMatch(s) {
		return nil
	}
	if p.prefixes == nil {
		return p.re().FindAllStringSubmatchIndex(s, n)
	}
	var all [][]int
	for m := p.find(s, 0); m != nil && n != len(all); m = p.find(s, max(m[1], m[0]+1)) {
		all = append(all, m)
	}
	return all
}

// FindAllStringIndex returns the first n matches, all when n is negative.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if p.prefixes == nil && p.mayMatch(s) {
		return p.re().FindAllStringIndex(s, n)
	}
	all := p.FindAllStringSubmatchIndex(s, n)
	for i := range all {
		all[i] = all[i][:2]
	}
	return all
}

// FindAllStringSubmatch returns the texts of the first n matches and their
// groups, all when n is negative.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	var all [][]string
	for _, m := range p.FindAllStringSubmatchIndex(s, n) {
		all = append(all, groups(s, m))
	}
	return all
}

// ReplaceAllString replaces the matches by repl, in which $1 is a group.
func (p *Pattern) ReplaceAllString(s, repl string) string {
	if !p.mayMatch(s) {
		return s
	}
	if p.prefixes == nil {
		return p.re().ReplaceAllString(s, repl)
	}
	return p.replace(s, func(m []int) string { return string(p.re().ExpandString(nil, repl, s, m)) })
}

// ReplaceAllStringFunc replaces the matches by what f makes of their text.
func (p *Pattern) ReplaceAllStringFunc(s string, f func(string) string) string {
	if !p.mayMatch(s) {
		return s
	}
	if p.prefixes == nil {
		return p.re().ReplaceAllStringFunc(s, f)
	}
	return p.replace(s, func(m []int) string { return f(s[m[0]:m[1]]) })
}

func (p *Pattern) replace(s string, with func([]int) string) string {
	var b strings.Builder
	end := 0
	for _, m := range p.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[end:m[0]])
		b.WriteString(with(m))
		end = m[1]
	}
	if end == 0 {
		return s
	}
	b.WriteString(s[end:])
	return b.String()
}

// Split parts s at the matches into at most n pieces, all when n is negative.
// It is for patterns without prefixes only.
func (p *Pattern) Split(s string, n int) []string {
	if !p.mayMatch(s) && n != 0 {
		return []string{s}
	}
	if p.prefixes != nil {
		panic("pattern: Split with prefixes")
	}
	return p.re().Split(s, n)
}
