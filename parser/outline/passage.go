package outline

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
)

// Passage joins the text between two places: line ends become blanks, a
// hyphen at a line's end stays unless only the joined form is a word.
func (o *Outline) Passage(from, to Cursor) imr.Passage {
	p := imr.Passage{}
	var b []byte
	for i := from.Line; i < len(o.Lines) && (i < to.Line || i == to.Line && to.Off > 0); i++ {
		l := o.Lines[i]
		s := l.Text
		if i == to.Line {
			s = s[:to.Off]
		}
		if i == from.Line {
			s = s[min(from.Off, len(s)):]
		}
		s = strings.TrimSpace(strings.ReplaceAll(s, ColumnGap, " "))
		if s == "" {
			continue
		}
		b = o.joinLine(b, &p, i, s)
	}
	p.Text = string(b)
	return p
}

// joinLine appends the text s of line i.
func (o *Outline) joinLine(b []byte, p *imr.Passage, i int, s string) []byte {
	l := o.Lines[i]
	if len(b) == 0 {
		p.Page, p.Line = l.Page, l.Number
		p.Paragraphs = []int{0}
		p.Lines = append(p.Lines, imr.LineStart{0, l.Page, l.Number})
		return append(b, s...)
	}
	const wordReach = 60
	switch hyphenAt(string(b[max(0, len(b)-wordReach):]), s) {
	case hyphenGoes:
		b = bytes.TrimSuffix(b, []byte("-"))
	case hyphenStays:
	case noHyphen:
		b = append(b, ' ')
	}
	if l.GapBefore || l.PageStart && o.endsParagraph(i-1) {
		p.Paragraphs = append(p.Paragraphs, len(b))
	}
	p.Lines = append(p.Lines, imr.LineStart{len(b), l.Page, l.Number})
	return append(b, s...)
}

type hyphenation int

const (
	noHyphen hyphenation = iota
	hyphenStays
	hyphenGoes
)

// hyphenAt decides how a text and the next line are joined.
func hyphenAt(text, next string) hyphenation {
	first, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return noHyphen
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
	if unicode.IsLower(first) && !writtenWithHyphen(left, right) &&
		(lexicon.Known(left+right) || !lexicon.Known(left) && !lexicon.Known(right)) { // a compound is made of words
		return hyphenGoes
	}
	return hyphenStays
}

// writtenWithHyphen reports whether left-right is itself a way to write the word.
func writtenWithHyphen(left, right string) bool {
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
func (o *Outline) endsParagraph(i int) bool {
	if i < 0 || i+1 >= len(o.Lines) {
		return false
	}
	return EndsSentence(o.Lines[i].Text) && o.HadRoom(i, o.Width*92/100)
}

// HadRoom reports whether the first word of line i+1 would have had room on
// line i, in lines of that width.
func (o *Outline) HadRoom(i, width int) bool {
	word, _, _ := strings.Cut(o.Lines[i+1].Plain(), " ")
	return len(o.Lines[i].Text)+1+len(word) <= width
}

// EndsSentence reports whether s ends as a sentence does.
func EndsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’) ]")
	return s != "" && strings.ContainsRune(".?!", rune(s[len(s)-1]))
}

var partNumber = pattern.New(`^\(?(\d{1,2})[).]\s+`)

// Numbered parts a passage whose lines open its n parts as 1., 2., ...
// n, each without its number; nil when it is not numbered so throughout, or n
// is less than two.
func Numbered(p imr.Passage, n int) []imr.Passage {
	if n < 2 {
		return nil
	}
	var starts, bodies []int
	for _, l := range p.Lines {
		m := partNumber.FindStringSubmatchIndex(p.Text[l[0]:])
		if m == nil || p.Text[l[0]:][m[2]:m[3]] != strconv.Itoa(len(starts)+1) {
			continue
		}
		starts, bodies = append(starts, l[0]), append(bodies, l[0]+m[1])
	}
	if len(starts) != n || starts[0] != 0 {
		return nil
	}
	parts := make([]imr.Passage, n)
	for i := range parts {
		end := len(p.Text)
		if i+1 < n {
			end = starts[i+1]
		}
		parts[i] = Behind(Beginning(p, end), bodies[i])
	}
	return parts
}

// Beginning returns the first n bytes of a passage, which end no character in two.
func Beginning(p imr.Passage, n int) imr.Passage {
	for n > 0 && n < len(p.Text) && !utf8.RuneStart(p.Text[n]) {
		n--
	}
	out := imr.Passage{Text: strings.TrimRight(p.Text[:n], " "), Page: p.Page, Line: p.Line}
	for _, at := range p.Paragraphs {
		if at < len(out.Text) {
			out.Paragraphs = append(out.Paragraphs, at)
		}
	}
	for _, l := range p.Lines {
		if l[0] < len(out.Text) {
			out.Lines = append(out.Lines, l)
		}
	}
	return out
}

// Behind returns a passage without its first n bytes and the blanks behind them.
func Behind(p imr.Passage, n int) imr.Passage {
	if n <= 0 || n > len(p.Text) {
		return p
	}
	n = len(p.Text) - len(strings.TrimLeft(p.Text[n:], " "))
	at := p.Place(n)
	cut := imr.Passage{Text: p.Text[n:], Page: at.Page, Line: at.Line}
	if cut.Text == "" {
		return imr.Passage{}
	}
	cut.Paragraphs = []int{0}
	for _, at := range p.Paragraphs {
		if at > n {
			cut.Paragraphs = append(cut.Paragraphs, at-n)
		}
	}
	cut.Lines = append(cut.Lines, imr.LineStart{0, at.Page, at.Line})
	for _, l := range p.Lines {
		if l[0] > n {
			cut.Lines = append(cut.Lines, imr.LineStart{l[0] - n, l[1], l[2]})
		}
	}
	return cut
}
