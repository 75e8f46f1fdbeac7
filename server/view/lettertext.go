package view

import (
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A LetterPiece is a part of a text of a letter, marked with a number or not.
// Where a line begins, a piece without text carries the anchor of the line, and
// where a page begins, a link with its number.
type LetterPiece struct {
	Text   string
	Mark   int // from 1 over the whole page; 0 means not marked
	Anchor string
	Page   *Link
}

// A letterText makes the pieces of one page. It numbers the marks through the
// page and sets every anchor once.
type letterText struct {
	marks  *letterMarks
	marked int
	page   int
	seen   map[string]bool
}

func newLetterText(m *letterMarks) *letterText {
	return &letterText{marks: m, seen: map[string]bool{}}
}

// field returns the paragraphs of a text field of determination i.
func (t *letterText) field(d *index.Determination, i int, f index.TextField) [][]LetterPiece {
	var out [][]LetterPiece
	for n, e := range d.Entries(f) {
		out = append(out, t.paragraphs(e.Text, e.Paragraphs, linesOf(d, f), t.marks.spans(i, f, n))...)
	}
	return out
}

// paragraphs divides a text at its paragraphs, and these at marks and line
// starts.
func (t *letterText) paragraphs(text string, starts []int, lines []imr.LineStart, spans []index.Span) [][]LetterPiece {
	var out [][]LetterPiece
	for i := 0; i <= len(starts); i++ {
		from, to := 0, len(text)
		if i > 0 {
			from = starts[i-1]
		}
		if i < len(starts) {
			to = min(starts[i], len(text))
		}
		if from >= to {
			continue
		}
		out = append(out, t.pieces(text, from, to, lines, spans))
	}
	return out
}

// pieces returns the pieces of text[from:to].
func (t *letterText) pieces(text string, from, to int, lines []imr.LineStart, spans []index.Span) []LetterPiece {
	var out []LetterPiece
	at := from
	for _, s := range spans {
		if s[0] < at || s[1] <= s[0] || s[1] > to || !boundary(text, s[0]) || !boundary(text, s[1]) {
			continue
		}
		out = t.unmarked(out, text, at, s[0], lines)
		// Lines that begin inside a mark are anchored before it, so that the
		// mark stays whole.
		out = t.anchors(out, s[0], s[1], lines)
		t.marked++
		out = append(out, LetterPiece{Text: text[s[0]:s[1]], Mark: t.marked})
		at = s[1]
	}
	return t.unmarked(out, text, at, to, lines)
}

// unmarked adds text[from:to] without marks, with the anchors of its lines.
func (t *letterText) unmarked(out []LetterPiece, text string, from, to int, lines []imr.LineStart) []LetterPiece {
	at := from
	for _, l := range lines {
		if l[0] < from || l[0] >= to || !boundary(text, l[0]) {
			continue
		}
		if l[0] > at {
			out = append(out, LetterPiece{Text: text[at:l[0]]})
		}
		out = t.anchor(out, l)
		at = l[0]
	}
	if at < to {
		out = append(out, LetterPiece{Text: text[at:to]})
	}
	return out
}

// anchors adds the anchors of the lines that begin in text[from:to].
func (t *letterText) anchors(out []LetterPiece, from, to int, lines []imr.LineStart) []LetterPiece {
	for _, l := range lines {
		if l[0] >= from && l[0] < to {
			out = t.anchor(out, l)
		}
	}
	return out
}

// anchor adds a piece for the start of a line, unless the page has it already.
func (t *letterText) anchor(out []LetterPiece, l imr.LineStart) []LetterPiece {
	p := LetterPiece{}
	if id := lineID(l[1], l[2]); !t.seen[id] {
		t.seen[id] = true
		p.Anchor = id
	}
	if l[1] > t.page {
		t.page = l[1]
		p.Page = &Link{"p. " + strconv.Itoa(l[1]), "?view=raw#p" + strconv.Itoa(l[1])}
	}
	if p.Anchor == "" && p.Page == nil {
		return out
	}
	return append(out, p)
}

// layoutOf returns where the lines of a stored text begin, whose first page has
// a number, and where its paragraphs do: after a blank line, and on a new page.
func layoutOf(text string, first int) (lines []imr.LineStart, paragraphs []int) {
	page, line, blank := first, 1, true
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexAny(text[at:], "\n\f"); i >= 0 {
			end = at + i
		}
		if strings.TrimSpace(text[at:end]) == "" {
			blank = true
		} else {
			if blank {
				paragraphs = append(paragraphs, at)
			}
			lines = append(lines, imr.LineStart{at, page, line})
			blank = false
		}
		line++
		if end < len(text) && text[end] == '\f' {
			page, line, blank = page+1, 1, true
		}
		at = end + 1
	}
	return lines, paragraphs
}
