// Package outline answers one question: where do the parts of a letter stand?
// It parts pages into lines without running heads, feet and page numbers, finds
// the headings and labels of all layouts in them, scanning errors and all, and
// joins the lines between two places to running text. It does not know which
// layout a letter has, nor what its parts say.
package outline

import (
	"slices"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// An Outline is a letter parted into lines and marks. One goroutine at a time
// may use it; who owns it may drop marks that do not count in the letter's
// layout.
type Outline struct {
	Lines     []Line
	Furniture []Line // running heads, feet and page numbers, which Lines have not
	Marks     []Mark // in the letter's order
	Text      string // the lines, each ended by a line feed, columns joined by a blank
	Lower     string // Text with ASCII letters small, byte for byte
	Width     int    // in bytes: four of five lines of prose are shorter
}

// Of returns the outline of a document with the marks of all layouts.
func Of(doc extract.Document) *Outline {
	o := &Outline{}
	o.Lines, o.Furniture = linesOf(doc)
	o.Lines = splitLines(o.Lines)
	o.Width = proseWidth(o.Lines)
	o.Text = joinedText(o.Lines)
	o.Lower = ascii.Lower(o.Text)
	o.Marks = findMarks(o.Lines)
	return o
}

// linesOf parts the pages into lines of text and furniture.
func linesOf(doc extract.Document) (lines []Line, furniture []Line) {
	pages := make([][]Line, 0, len(doc.Pages))
	for p, page := range doc.Pages {
		rows := make([]Line, 0, len(page.Lines))
		for n, s := range page.Lines {
			rows = append(rows, Line{Text: foldLine(s), Page: doc.Number(p), Number: n + 1, indent: len(s) - len(strings.TrimLeft(s, " "))})
		}
		pages = append(pages, rows)
	}
	withoutNumbers(pages)
	drop := findFurniture(pages)
	for _, rows := range pages {
		first, gap := true, false
		for _, l := range rows {
			switch {
			case drop[imr.Place{Page: l.Page, Line: l.Number}]:
				furniture = append(furniture, l)
				gap = false
				first = first || len(lines) == 0
				if len(lines) > 0 {
					first = true // the text continues across furniture
				}
			case l.Text == "":
				gap = true
			default:
				l.PageStart = first && len(lines) > 0
				l.GapBefore = gap && !l.PageStart
				lines = append(lines, l)
				first, gap = false, false
			}
		}
	}
	return lines, furniture
}

// inlineLabels are labels that may stand in the middle of a line where a
// file lost its line ends. Only their exact form counts there.
var inlineLabels = []string{
	"Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:",
	"The Physician Reviewer's decision rationale:", "Rationale for the Decision:",
	"Certification(s)/Specialty:", "State(s) of Licensure:",
	"Section of the Medical Treatment Utilization Schedule Relied",
}

// splitLines gives every label its own line. The parts of a line keep its
// page and number.
func splitLines(lines []Line) []Line {
	if !slices.ContainsFunc(lines, func(l Line) bool { return len(cutsOf(l.Text)) > 0 }) {
		return lines
	}
	out := make([]Line, 0, len(lines)+8)
	for _, l := range lines {
		out = append(out, cutLine(l, cutsOf(l.Text))...)
	}
	return out
}

// cutsOf returns where labels begin in the middle of s.
func cutsOf(s string) []int {
	if strings.IndexByte(s, ':') <= 0 {
		return nil
	}
	var cuts []int
	for _, l := range inlineLabels {
		for from := 1; from < len(s); {
			j := strings.Index(s[from:], l)
			if j < 0 {
				break
			}
			at := from + j
			if strings.TrimLeft(s[:at], " \t") != "" && !strings.HasSuffix(s[:at], "The ") && !ascii.IsAlnum(s[at-1]) {
				cuts = append(cuts, at)
			}
			from = at + len(l)
		}
	}
	slices.Sort(cuts)
	return cuts
}

// cutLine returns the parts of a line between the cuts.
func cutLine(l Line, cuts []int) []Line {
	var parts []Line
	start := 0
	for _, c := range append(cuts, len(l.Text)) {
		part := l
		part.Text = strings.TrimSpace(l.Text[start:c])
		if start > 0 {
			part.GapBefore, part.PageStart = false, false
		}
		if part.Text != "" {
			parts = append(parts, part)
		}
		start = c
	}
	return parts
}

// joinedText returns the lines with line ends, columns folded.
func joinedText(lines []Line) string {
	size := 0
	for _, l := range lines {
		size += len(l.Text) + 1
	}
	var b strings.Builder
	b.Grow(size)
	for _, l := range lines {
		b.WriteString(l.Plain())
		b.WriteByte('\n')
	}
	return b.String()
}

// proseWidth is the length below which four of five lines of prose stay.
func proseWidth(lines []Line) int {
	var ofLength [161]int
	all := 0
	for _, l := range lines {
		if n := len(l.Text); n > 40 && n < len(ofLength) {
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

// Has reports whether there is a mark of a kind.
func (o *Outline) Has(k Kind) bool { return o.First(k) >= 0 }

// First returns the index of the first mark of a kind, -1 when there is none.
func (o *Outline) First(k Kind) int {
	return slices.IndexFunc(o.Marks, func(m Mark) bool { return m.Kind == k })
}

// Section returns where the first section of a kind begins and ends: behind its
// mark, and at the next mark. ok is false when there is none.
func (o *Outline) Section(k Kind) (from, to Cursor, ok bool) {
	i := o.First(k)
	if i < 0 {
		return from, to, false
	}
	to = StartOf(len(o.Lines))
	if i+1 < len(o.Marks) {
		to = o.Marks[i+1].At
	}
	return o.Marks[i].After, to, true
}

// PlaceOf returns the place of line i; behind the end, that of the last line.
func (o *Outline) PlaceOf(i int) imr.Place {
	if len(o.Lines) == 0 {
		return imr.Place{}
	}
	return o.Lines[min(max(i, 0), len(o.Lines)-1)].Place()
}

// PlaceOfText returns the place of an offset into Text.
func (o *Outline) PlaceOfText(off int) imr.Place {
	return o.PlaceOf(o.LineOfText(off))
}

// LineOfText returns the index of the line that an offset into Text is on.
func (o *Outline) LineOfText(off int) int {
	for i := range o.Lines {
		if off -= len(o.Lines[i].Text) + 1; off < 0 {
			return i
		}
	}
	return len(o.Lines) - 1
}
