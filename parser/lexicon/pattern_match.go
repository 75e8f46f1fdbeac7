package lexicon

import "strings"

// MatchString reports whether s has a match.
func (p *Pattern) MatchString(s string) bool {
	if !p.may(s) {
		return false
	}
	if p.heads == nil {
		return p.re().MatchString(s)
	}
	for i := p.next(s, 0); i >= 0; i = p.next(s, i+1) {
		if p.re().MatchString(s[i:]) {
			return true
		}
	}
	return false
}

// FindStringSubmatchIndex returns the first match and its groups, nil when
// there is none.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	if p.heads == nil {
		return p.re().FindStringSubmatchIndex(s)
	}
	return p.find(s, 0)
}

// FindSubmatchFrom returns the first match, with its groups, that begins at or
// behind from: of a pattern with heads what FindStringSubmatchIndex would find
// if nothing before matched.
func (p *Pattern) FindSubmatchFrom(s string, from int) []int {
	if p.heads == nil {
		panic("lexicon: FindSubmatchFrom of a pattern without heads")
	}
	if !p.may(s[from:]) {
		return nil
	}
	return p.find(s, from)
}

// FindStringIndex returns the first match, nil when there is none.
func (p *Pattern) FindStringIndex(s string) []int {
	switch {
	case !p.may(s):
		return nil
	case p.heads == nil:
		return p.re().FindStringIndex(s)
	}
	for i := p.next(s, 0); i >= 0; i = p.next(s, i+1) {
		if m := p.re().FindStringIndex(s[i:]); m != nil {
			m[0] += i
			m[1] += i
			return m
		}
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
	groups := make([]string, len(m)/2)
	for i := range groups {
		if m[2*i] >= 0 {
			groups[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return groups
}

// FindAllStringSubmatchIndex returns the first n matches with their groups,
// all when n is negative.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	if p.heads == nil {
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
	if p.heads == nil && p.may(s) {
		return p.re().FindAllStringIndex(s, n)
	}
	all := p.FindAllStringSubmatchIndex(s, n)
	for i := range all {
		all[i] = all[i][:2]
	}
	return all
}

// ReplaceAllString replaces the matches by repl, in which $1 is a group.
func (p *Pattern) ReplaceAllString(s, repl string) string {
	if !p.may(s) {
		return s
	}
	if p.heads == nil {
		return p.re().ReplaceAllString(s, repl)
	}
	return p.replace(s, func(m []int) string { return string(p.re().ExpandString(nil, repl, s, m)) })
}

// ReplaceAllStringFunc replaces the matches by what f makes of their text.
func (p *Pattern) ReplaceAllStringFunc(s string, f func(string) string) string {
	if !p.may(s) {
		return s
	}
	if p.heads == nil {
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
func (p *Pattern) Split(s string, n int) []string {
	if !p.may(s) && n != 0 {
		return []string{s}
	}
	if p.heads != nil {
		panic("lexicon: Split of a pattern with heads")
	}
	return p.re().Split(s, n)
}

// FindAllString returns the texts of the first n matches, all when n is
// negative.
func (p *Pattern) FindAllString(s string, n int) []string {
	var all []string
	for _, m := range p.FindAllStringIndex(s, n) {
		all = append(all, s[m[0]:m[1]])
	}
	return all
}

// FindAllStringSubmatch returns the texts of the first n matches and their
// groups, all when n is negative.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	var all [][]string
	for _, m := range p.FindAllStringSubmatchIndex(s, n) {
		groups := make([]string, len(m)/2)
		for i := range groups {
			if m[2*i] >= 0 {
				groups[i] = s[m[2*i]:m[2*i+1]]
			}
		}
		all = append(all, groups)
	}
	return all
}
