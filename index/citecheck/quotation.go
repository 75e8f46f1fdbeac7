package citecheck

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quotations finds what stands in double quotation marks, typographic or
// straight. Marks inside of quoted text are kept apart where they are of the
// other kind, or balanced; otherwise every later closing mark may be the end,
// and comparing decides.
func (f *finder) quotations() {
	text := f.p.text
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		closing := rune(0)
		switch {
		case r == '“' || r == '„':
			closing = '”'
		case r == '"' && opensWord(text, i, size):
			closing = '"'
		}
		if closing == 0 {
			i += size
			continue
		}
		ends := endsOf(text, i+size, closing)
		if len(ends) == 0 {
			i += size
			continue
		}
		m := mention{kind: aQuotation, start: i, content: [2]int{i + size, ends[0]}, end: ends[0] + len(string(closing)), ends: ends[1:]}
		inside := text[m.content[0]:m.content[1]]
		if strings.TrimSpace(inside) != "" && !onlyCase(inside) {
			f.found = append(f.found, m)
		}
		i = m.end
	}
}

// maxEnds is how many later marks may be the end of a quotation.
const maxEnds = 4

// endsOf returns where a quotation that begins at from may end, the likeliest
// first. It ends in its paragraph, and in its footnote.
func endsOf(text string, from int, closing rune) []int {
	var ends []int
	depth := 1
	for i := from; i < len(text) && len(ends) <= maxEnds; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == markOfNote || r == endOfNote:
			if closing == '"' || len(ends) > 0 || r == endOfNote {
				return ends
			}
		case closing == '”' && r == '“', r == '"' && closing == r && opensWord(text, i, size) && !closesWord(text, i, size):
			depth++
		case r == closing && (closing == '”' || closesWord(text, i, size)):
			if depth--; depth <= 0 {
				ends = append(ends, i)
			}
		}
		i += size
	}
	if len(ends) == 0 && depth > 0 { // an inner mark is not closed
		return lastOf(text, from, closing)
	}
	return ends
}

// lastOf returns the last closing mark behind from.
func lastOf(text string, from int, closing rune) []int {
	if i := strings.LastIndex(text[from:], string(closing)); i >= 0 {
		return []int{from + i}
	}
	return nil
}

// opensWord reports whether a straight mark at i opens: behind white space, a
// bracket or a dash, before anything else than white space.
func opensWord(s string, i, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+size:])
	return (i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–-/|:", before) || before == markOfNote || before == '‘' || before == '\'') &&
		i+size < len(s) && !unicode.IsSpace(after)
}

// closesWord reports whether a straight mark at i closes: not behind white
// space.
func closesWord(s string, i, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+size:])
	return !unicode.IsSpace(before) && (i+size == len(s) || !letterOrDigit(after))
}

// onlyCase reports whether a text is a case number and nothing else.
func onlyCase(s string) bool {
	m := casePattern.FindStringIndex(s)
	return m != nil && strings.TrimSpace(s[:m[0]]+s[m[1]:]) == ""
}

// blockQuotation takes a block quotation without marks as one: up to its
// citation or its footnote.
func (f *finder) blockQuotation() {
	text, end := f.p.text, len(f.p.text)
	for _, m := range f.found {
		if m.kind == aQuotation && strings.TrimSpace(text[:m.start]) == "" {
			return // the marks are there
		}
	}
	if i := strings.IndexRune(text, markOfNote); i >= 0 {
		end = i
	}
	for _, p := range []interface{ FindStringIndex(string) []int }{casePattern, oldPattern, hashPattern, idPattern} {
		if m := p.FindStringIndex(text[:end]); m != nil {
			end = m[0]
		}
	}
	content := strings.TrimRight(text[:end], " ([—–-")
	if len(strings.Fields(content)) < shortQuotation {
		return
	}
	f.found = append(f.found[:0:0], mention{kind: aQuotation, end: len(content), content: [2]int{0, len(content)}, block: true})
}

// shortQuotation is how many words a quotation has at least that is taken to
// be a letter's; fewer may be a term in quotation marks.
const shortQuotation = 3
