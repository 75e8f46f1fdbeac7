package parser

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// passage joins the text between two places: line ends become blanks, a
// hyphen at a line's end stays unless only the joined form is a word.
func (r *reading) passage(from, to cursor) imr.Passage {
	p := imr.Passage{}
	var b []byte
	for i := from.line; i < len(r.lines) && (i < to.line || i == to.line && to.off > 0); i++ {
		l := r.lines[i]
		s := l.text
		if i == to.line {
			s = s[:to.off]
		}
		if i == from.line {
			s = s[min(from.off, len(s)):]
		}
		s = strings.TrimSpace(strings.ReplaceAll(s, columnGap, " "))
		if s == "" {
			continue
		}
		b = r.joinLine(b, &p, i, s)
	}
	p.Text = string(b)
	return p
}

// joinLine appends the text s of line i.
func (r *reading) joinLine(b []byte, p *imr.Passage, i int, s string) []byte {
	l := r.lines[i]
	if len(b) == 0 {
		p.Page, p.Line = l.page, l.no
		p.Paragraphs = []int{0}
		p.Lines = append(p.Lines, imr.LineStart{0, l.page, l.no})
		return append(b, s...)
	}
	const wordReach = 60
	switch hyphenAt(string(b[max(0, len(b)-wordReach):]), s, r.lines[i-1].soft) {
	case hyphenGoes:
		b = bytes.TrimSuffix(b, []byte("-"))
	case hyphenStays:
	case noHyphen:
		b = append(b, ' ')
	}
	if l.gap || l.turn && r.endsParagraph(i-1) {
		p.Paragraphs = append(p.Paragraphs, len(b))
	}
	p.Lines = append(p.Lines, imr.LineStart{len(b), l.page, l.no})
	return append(b, s...)
}

type hyphenation int

const (
	noHyphen hyphenation = iota
	hyphenStays
	hyphenGoes
)

// hyphenAt tells how a text and the next line are joined.
func hyphenAt(text, next string, soft bool) hyphenation {
	first, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return noHyphen
	}
	if soft {
		return hyphenGoes
	}
	if !strings.HasSuffix(text, "-") && !strings.HasSuffix(text, "\u2010") {
		return noHyphen
	}
	stem := strings.TrimRight(text, "-\u2010")
	last, _ := utf8.DecodeLastRuneInString(stem)
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) {
		return noHyphen
	}
	left := stem[strings.LastIndexFunc(stem, func(c rune) bool { return !unicode.IsLetter(c) })+1:]
	right := next
	if i := strings.IndexFunc(next, func(c rune) bool { return !unicode.IsLetter(c) }); i >= 0 {
		right = next[:i]
	}
	if unicode.IsLower(first) && !hyphenated(left, right) && lexicon.Known(left+right) {
		return hyphenGoes
	}
	return hyphenStays
}

// hyphenated reports whether left-right is itself a way to write the word.
func hyphenated(left, right string) bool {
	if len(left) == 1 {
		return true
	}
	switch strings.ToLower(left) {
	case "", "non", "anti", "self", "post", "pre", "co", "multi", "semi", "re", "sub", "well", "long", "short", "low", "high", "over", "under", "half", "part", "follow", "work", "on", "off", "in", "out", "up":
		return true
	}
	switch strings.ToLower(right) {
	case "", "up", "ups", "out", "off", "on", "in", "down", "to", "op", "like", "free", "related", "based", "term", "day", "week", "year", "month", "ray", "rays":
		return true
	}
	return false
}

// endsParagraph reports whether line i ends a sentence so early that the next
// word would have had room on it.
func (r *reading) endsParagraph(i int) bool {
	if i < 0 || i+1 >= len(r.lines) {
		return false
	}
	return endsSentence(r.lines[i].text) && r.hadRoom(i, r.width*92/100)
}

// hadRoom reports whether the first word of line i+1 would have had room on
// line i, in lines of that width.
func (r *reading) hadRoom(i, width int) bool {
	word, _, _ := strings.Cut(r.lines[i+1].plain(), " ")
	return len(r.lines[i].text)+1+len(word) <= width
}

// endsSentence reports whether s ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’) ]")
	return s != "" && strings.ContainsRune(".?!", rune(s[len(s)-1]))
}
