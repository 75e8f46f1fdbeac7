package citecheck

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pattern is a quotation as it may stand in a letter.
type pattern struct {
	literal string // the whole of it, folded: brackets and dots may be the letter's own
	parts   []part
	pieces  []string // the words between alterations
}

// A part is literal text, or what may stand in a place.
type part struct {
	text   string // folded; "" for a gap
	most   int    // of a gap: bytes at most; below 0 any number
	letter rune   // one letter in either case; 0 for none
}

// anyLength is the length of what an ellipsis leaves out.
const anyLength = -1

// altered is about how much a bracket replaces, in bytes: a few words.
const altered = 80

var (
	// alteration is an ellipsis in any of its forms, or a bracket.
	alteration = regexp.MustCompile(`\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…\.?|\.(?:\s?\.){2,3}|\*\s\*\s\*|\[([^\]\[]{0,200})\]`)
	remark     = regexp.MustCompile(`(?i)^\s*(?:sic|emphasis\s+(?:added|in\s+original|omitted)|alterations?\s+in\s+original)\s*\.?\s*$`)
	omitted    = regexp.MustCompile(`(?i)^\s*(?:(?:internal\s+)?(?:quotation\s+marks?|citations?|footnotes?)\s+(?:and\s+\w+\s+)?omitted)\s*\.?\s*$`)
)

// patternOf reads a quotation.
func patternOf(quoted string) *pattern {
	p := &pattern{literal: plain(quoted)}
	from := 0
	for _, m := range alteration.FindAllStringSubmatchIndex(quoted, -1) {
		p.text(quoted[from:m[0]])
		from = m[1]
		if m[2] < 0 {
			p.gap(part{most: anyLength})
			continue
		}
		inside := strings.TrimSpace(quoted[m[2]:m[3]])
		next, _ := utf8.DecodeRuneInString(quoted[m[1]:])
		first, size := utf8.DecodeRuneInString(inside)
		switch {
		case remark.MatchString(inside):
			p.gap(part{most: 0})
		case omitted.MatchString(inside):
			p.gap(part{most: 4 * altered})
		case size == len(inside) && unicode.IsLetter(first) && unicode.IsLetter(next):
			p.parts = append(p.parts, part{letter: unicode.ToLower(first)})
		default:
			p.gap(part{most: altered})
		}
	}
	p.text(quoted[from:])
	for i := range p.parts { // behind an omission a sentence may end, before one it may go on
		x := &p.parts[i]
		if x.text == "" {
			continue
		}
		if i > 0 && p.parts[i-1].isGap() {
			x.text = strings.TrimLeft(x.text, " ,;:.")
		}
		if i+1 < len(p.parts) && p.parts[i+1].isGap() {
			x.text = strings.TrimRight(x.text, " ,;:.")
		}
		if x.text != "" {
			p.pieces = append(p.pieces, x.text)
		}
	}
	return p
}

func (x *part) isGap() bool { return x.text == "" && x.letter == 0 }

func (p *pattern) gap(x part) { p.parts = append(p.parts, x) }

// text adds literal text; white space at its ends stays one blank.
func (p *pattern) text(s string) {
	if s == "" {
		return
	}
	f := plain(s)
	if f == "" {
		return
	}
	if len(p.parts) > 0 {
		if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
			f = " " + f
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
		f += " "
	}
	p.parts = append(p.parts, part{text: f})
}

// maxHits bounds the places of one quotation in one text, maxSteps the work of
// looking for it.
const (
	maxHits  = 16
	maxSteps = 5_000
)

// find returns where the quotation stands in a folded text: as it is, without
// the author's full stop or comma at its end, or with its alterations.
func (p *pattern) find(text string) [][2]int {
	if hits := places(text, p.literal); hits != nil {
		return hits
	}
	bare := strings.TrimRight(p.literal, " ")
	if n := len(bare); n > 1 && (bare[n-1] == '.' || bare[n-1] == ',') {
		if hits := places(text, bare[:n-1]); hits != nil {
			return hits
		}
	}
	if len(p.parts) < 2 || len(p.pieces) == 0 {
		return nil
	}
	m := &matching{text: text, parts: p.parts, steps: maxSteps}
	if hits := m.all(); hits != nil {
		return hits
	}
	last := &p.parts[len(p.parts)-1]
	if n := len(last.text); n > 1 && (last.text[n-1] == '.' || last.text[n-1] == ',') {
		m.parts = append([]part{}, p.parts...)
		m.parts[len(m.parts)-1].text = last.text[:n-1]
		return m.all()
	}
	return nil
}

// places returns where words stand in a text as whole words.
func places(text, words string) [][2]int {
	if words == "" {
		return nil
	}
	var hits [][2]int
	for at := 0; len(hits) < maxHits; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		start := at + i
		if end := start + len(words); !wordAt(text, start) && !wordAt(text, end) {
			hits = append(hits, [2]int{start, end})
		}
		at = start + 1
	}
	return hits
}

// A matching looks for the parts of a quotation in their order.
type matching struct {
	text  string
	parts []part
	steps int
}

// all returns the places where the parts stand; a gap at either end is nothing.
func (m *matching) all() [][2]int {
	for len(m.parts) > 0 && m.parts[0].isGap() {
		m.parts = m.parts[1:]
	}
	for len(m.parts) > 0 && m.parts[len(m.parts)-1].isGap() {
		m.parts = m.parts[:len(m.parts)-1]
	}
	if len(m.parts) == 0 {
		return nil
	}
	var hits [][2]int
	for start := 0; start < len(m.text) && len(hits) < maxHits && m.steps > 0; start++ {
		if first := m.parts[0]; first.text != "" {
			i := strings.Index(m.text[start:], first.text)
			if i < 0 {
				break
			}
			start += i
		}
		if wordAt(m.text, start) {
			continue
		}
		if end := m.match(start, 0); end >= 0 && !wordAt(m.text, end) {
			hits = append(hits, [2]int{start, end})
		}
	}
	return hits
}

// match returns where the parts from i on end when they begin at byte at, or
// -1.
func (m *matching) match(at, i int) int {
	if i == len(m.parts) {
		return at
	}
	switch x := m.parts[i]; {
	case x.text != "":
		if strings.HasPrefix(m.text[at:], x.text) {
			return m.match(at+len(x.text), i+1)
		}
		return -1
	case x.letter != 0:
		r, size := utf8.DecodeRuneInString(m.text[at:])
		if size > 0 && unicode.ToLower(r) == x.letter {
			return m.match(at+size, i+1)
		}
		return -1
	default:
		return m.gap(at, i, x.most)
	}
}

// gap tries the places where the part behind gap i may begin.
func (m *matching) gap(at, i, most int) int {
	next := i + 1
	for next < len(m.parts) && m.parts[next].isGap() {
		if m.parts[next].most == anyLength || most == anyLength {
			most = anyLength
		} else {
			most += m.parts[next].most
		}
		next++
	}
	if next == len(m.parts) {
		return at
	}
	limit := len(m.text)
	if most != anyLength {
		limit = min(limit, at+most+2) // blanks on both sides
	}
	for from := at; from <= limit; from++ {
		if m.steps--; m.steps < 0 {
			return -1
		}
		if text := m.parts[next].text; text != "" {
			j := strings.Index(m.text[from:], text)
			if j < 0 || from+j > limit {
				return -1
			}
			from += j
		}
		if end := m.match(from, next); end >= 0 {
			return end
		}
	}
	return -1
}
