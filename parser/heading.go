package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

var (
	setForth       = pattern.New(`(?i)set\s+forth\s+be[l1]ow\s*[:.]?\s*$`).Literals("forth")
	closingLine    = pattern.New(`(?i)^(?:/\w{1,4}|CM\d\d-\d{7}|imr case number:?\s*CM\d\d-\d{7})$`)
	endsInVerdict  = pattern.New(`(?i)(?:medically\s+necessary|and\s+appropriate|not\s+necessary)$`).Literals("necessary", "appropriate")
	wasRequest     = pattern.New(`(?i)\bw(?:as|ere)\s+(?:the\s+)?original\s+request\b`).Prefixes("was", "were")
	namesRemainder = pattern.New(`(?i)\b(?:remaining\b.{0,40}\bportion\b|the\s+original\s+request\b)`).Prefixes("remaining", "the")
)

// An itemHeading is the heading of an item without its verdict.
type itemHeading struct {
	text    string
	outcome imr.Outcome
	start   int // its first line
	off     int // where it begins there, behind the end of a rationale
}

// headingBefore reads the heading that ends before line end and begins at or
// behind line from. firstItem tells that the section begins at from, so that
// nothing but the heading can stand between.
func (r *reading) headingBefore(from, end int, firstItem bool) itemHeading {
	if end <= from {
		return itemHeading{outcome: imr.UnknownOutcome, start: end}
	}
	block := r.blockStart(from, end)
	start := block
	if !firstItem || block > from {
		start = r.headingStart(from, block, end)
	} else if end-block > 8 {
		start = r.headingStart(from, block, end)
	}
	p := r.Passage(outline.StartOf(start), outline.StartOf(end))
	text, outcome := r.layout.verdict(p.Text)
	if r.layout.id == imr.LayoutC && outcome != imr.UnknownOutcome && !r.Lines[start].GapBefore && !firstItem && start == from {
		if _, o := wordVerdict(p.Text); o == imr.UnknownOutcome {
			outcome = o // the end of a rationale, with no heading behind it
		}
	}
	if text == "" && outcome != imr.UnknownOutcome && start > from { // the verdict stands alone
		return r.headingAbove(from, start, outcome)
	}
	h := itemHeading{text: text, outcome: outcome, start: start}
	if cut := runInHeading(text); cut > 0 {
		h.text = text[cut:]
		for i, l := range p.Lines {
			if l[0] <= cut {
				h.start, h.off = start+i, cut-l[0]
			}
		}
	}
	return h
}

// headingAbove reads the heading of a verdict that an empty line parts from it.
func (r *reading) headingAbove(from, end int, outcome imr.Outcome) itemHeading {
	start := r.headingStart(from, r.blockStart(from, end), end)
	p := r.Passage(outline.StartOf(start), outline.StartOf(end))
	return itemHeading{text: trimHeading(p.Text), outcome: outcome, start: start}
}

// blockStart goes back from end to the line behind an empty one.
func (r *reading) blockStart(from, end int) int {
	start := end - 1
	for start > from && !r.Lines[start].GapBefore {
		start--
	}
	return start
}

// headingStart finds where in the lines [block, end) the heading begins. The
// block may open with the end of the rationale before it, when no empty line
// parts the two; from is the first line that may belong to the heading.
func (r *reading) headingStart(from, block, end int) int {
	if s := r.originalRequest(block, end); s >= 0 {
		return s
	}
	glued := block == from && !r.Lines[block].GapBefore
	for i := end - 1; i > block; i-- {
		if r.headingCanStart(i, r.Width*92/100) {
			return i
		}
	}
	if !glued && !r.isProse(block, end) {
		return block
	}
	for i := end - 1; i > block; i-- {
		if canStartHeading(r.Lines[i].Text) && outline.EndsSentence(r.Lines[i-1].Text) {
			return i
		}
	}
	if glued && end-block > 4 {
		return end - 1
	}
	return block
}

// headingCanStart reports whether a heading can begin on line i: the line before
// ends a sentence, or a verdict, where the next word would have had room in
// lines of that width.
func (r *reading) headingCanStart(i, width int) bool {
	prev := r.Lines[i-1].Text
	switch {
	case outline.EndsSentence(prev) && !lexicon.EndsInAbbreviation(prev):
		return canStartHeading(r.Lines[i].Text) && (r.HadRoom(i-1, width) || r.Lines[i].PageStart)
	case endsInVerdict.MatchString(prev):
		return r.HadRoom(i-1, width)
	}
	return false
}

// isProse reports whether the lines are too much, or too argued, for a heading.
func (r *reading) isProse(block, end int) bool {
	for i := block; i < end-1; i++ {
		if strings.Contains(r.Lines[i].Text, "medically necessary") && outline.EndsSentence(r.Lines[i].Text) {
			return true
		}
	}
	return end-block > 7
}

// originalRequest finds the first line of a heading that says in sentences what
// was requested and which portion of it remains; -1 when the lines are no such
// heading.
func (r *reading) originalRequest(block, end int) int {
	for i := end - 1; i >= block; i-- {
		text := r.Lines[i].Plain()
		if i+1 < end {
			text += " " + r.Lines[i+1].Plain()
		}
		m := wasRequest.FindStringIndex(text)
		if m == nil || m[0] > len(r.Lines[i].Text) {
			continue
		}
		rest := r.Passage(outline.StartOf(i), outline.StartOf(end)).Text
		if !namesRemainder.MatchString(rest[min(m[1], len(rest)):]) {
			return -1
		}
		for s := i; s > block; s-- {
			prev := r.Lines[s-1].Text
			if (outline.EndsSentence(prev) || endsInVerdict.MatchString(prev)) && !lexicon.EndsInAbbreviation(prev) && !strings.HasSuffix(prev, "request.") {
				return s
			}
		}
		return block
	}
	return -1
}

// canStartHeading reports whether a heading may begin with s.
func canStartHeading(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("#\"“'‘([", c))
}

var endOfRationale = pattern.New(`(?:medically necessary|and appropriate)\s*[.]\s*`).Literals("medically necessary", "and appropriate")

// runInHeading returns where the heading begins in a text that opens with the
// end of a rationale on the same line, 0 when it does not.
func runInHeading(s string) int {
	if m := endOfRationale.FindStringIndex(s); m != nil && m[1] < len(s) && canStartHeading(s[m[1]:]) {
		return m[1]
	}
	return 0
}
