package parser

import (
	"fmt"
	"slices"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

// A reading is a letter while it is read.
type reading struct {
	lines     []line
	furniture []line
	width     int // that four of five lines of prose keep below
	text      string
	lower     string // text in small letters, byte for byte
	layout    *layout
	marks     []found
	letter    imr.Letter
	// sentenceReviewer tells that the reviewer is described in a sentence.
	sentenceReviewer bool
	anyMark          bool
}

func newReading(doc extract.Document) *reading {
	r := &reading{}
	r.lines, r.furniture = linesOf(doc)
	r.lines = splitLines(r.lines)
	r.width = proseWidth(r.lines)
	r.text = joinedText(r.lines)
	r.lower = ascii.Lower(r.text)
	all := findMarks(r.lines)
	r.anyMark = len(all) > 0
	r.layout = findLayout(all, r.text)
	for _, m := range all {
		if slices.Contains(r.layout.marks, m.kind) || slices.Contains(everywhere, m.kind) {
			r.marks = append(r.marks, m)
		}
	}
	r.marks = r.withoutProse()
	r.letter.Places = map[string]imr.Place{}
	return r
}

// withoutProse returns the marks without sentences that only look like an
// item's label.
func (r *reading) withoutProse() []found {
	var kept []found
	sections := r.has(sectionA)
	for i, m := range r.marks {
		next := noKind
		if i+1 < len(r.marks) {
			next = r.marks[i+1].kind
		}
		switch {
		case m.kind == regarding && sections && next != sectionA && next != rationaleA:
		case labelOf(m.kind) >= 0 && !r.isItemLabel(i):
		default:
			kept = append(kept, m)
		}
	}
	return kept
}

var letterWords = pattern.New(`(?i)independent medical review|\bIMR\b|maximus federal|utilization review|medically\s+necessary|\bCM1\d-\d{7}\b`)

// looksLikeLetter reports whether there is any sign of an IMR letter.
func (r *reading) looksLikeLetter() bool {
	return r.layout.id != imr.UnknownLayout || r.anyMark || letterWords.MatchString(r.text)
}

// joinedText returns the lines with line ends, columns folded.
func joinedText(lines []line) string {
	size := 0
	for _, l := range lines {
		size += len(l.text) + 1
	}
	var b strings.Builder
	b.Grow(size)
	for _, l := range lines {
		b.WriteString(l.plain())
		b.WriteByte('\n')
	}
	return b.String()
}

// proseWidth is the length below which four of five lines of prose stay.
func proseWidth(lines []line) int {
	var ofLength [161]int
	all := 0
	for _, l := range lines {
		if n := len(l.text); n > 40 && n < len(ofLength) {
			ofLength[n]++
			all++
		}
	}
	if all == 0 {
		return 90
	}
	width := 0
	for shorter := 0; shorter <= all*8/10; width++ {
		shorter += ofLength[width]
	}
	return width - 1
}

func (r *reading) has(k kind) bool { return r.first(k) >= 0 }

// first returns the index of the first mark of a kind, -1 when there is none.
func (r *reading) first(k kind) int {
	return slices.IndexFunc(r.marks, func(m found) bool { return m.kind == k })
}

// section returns the lines of the first section of a kind: from behind its
// mark to the next mark that is none of inside.
func (r *reading) section(k kind, inside ...kind) (from, to cursor, ok bool) {
	i := r.first(k)
	if i < 0 {
		return from, to, false
	}
	to = cursor{len(r.lines), 0}
	for _, m := range r.marks[i+1:] {
		if !slices.Contains(inside, m.kind) {
			to = m.at
			break
		}
	}
	return r.marks[i].after, to, true
}

// problem notes what could not be read as the layout promises.
func (r *reading) problem(code string, item int, at imr.Place, format string, args ...any) {
	r.letter.Problems = append(r.letter.Problems, imr.Problem{
		Code: code, Item: item, Page: at.Page, Line: at.Line, Message: fmt.Sprintf(format, args...),
	})
}

// placeOf returns the place of line i; behind the end, that of the last line.
func (r *reading) placeOf(i int) imr.Place {
	if len(r.lines) == 0 {
		return imr.Place{}
	}
	return r.lines[min(max(i, 0), len(r.lines)-1)].place()
}
