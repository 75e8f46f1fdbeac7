package parser

import (
	"fmt"
	"slices"

	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// itemLabels are the kinds of the labels of an item: claims administrator,
// reviewer, rationale.
var itemLabels = [3][]outline.Kind{{outline.Claims, outline.ClaimsSentence}, {outline.Reviewer, outline.ReviewerSentence}, {outline.Rationale, outline.RationaleB}}

func labelOf(k outline.Kind) int {
	for i, kinds := range itemLabels {
		if slices.Contains(kinds, k) {
			return i
		}
	}
	return -1
}

// isItemLabel reports whether a mark that is only a sentence's opening is a
// label: the claims administrator's when the reviewer's or the rationale
// follows, the reviewer's when it stands between two labels.
func (r *reading) isItemLabel(i int) bool {
	next := outline.None
	if i+1 < len(r.Marks) {
		next = r.Marks[i+1].Kind
	}
	switch r.Marks[i].Kind {
	case outline.ClaimsSentence:
		return next == outline.ReviewerSentence || next == outline.RationaleB || next == outline.Rationale
	case outline.ReviewerSentence:
		return (next == outline.RationaleB || next == outline.Rationale) && !(i > 0 && r.Marks[i-1].Kind == outline.ReviewerSentence)
	}
	return true
}

// A reading is a letter while it is read.
type reading struct {
	*outline.Outline
	layout *layout
	letter imr.Letter
	// reviewerInProse tells that the reviewer is described in a sentence.
	reviewerInProse bool
	anyMark         bool
	doc             extract.Document
}

func newReading(o *outline.Outline) *reading {
	r := &reading{Outline: o}
	r.anyMark = len(r.Marks) > 0
	r.layout = findLayout(r.Marks, r.Text)
	r.Marks = slices.DeleteFunc(r.Marks, func(m outline.Mark) bool {
		return !slices.Contains(r.layout.marks, m.Kind) && !slices.Contains(everyLayout, m.Kind)
	})
	r.Marks = r.withoutProse()
	r.letter.Places = map[string]imr.Place{}
	return r
}

// withoutProse returns the marks without sentences that only look like an
// item's label.
func (r *reading) withoutProse() []outline.Mark {
	var kept []outline.Mark
	sections := r.Has(outline.SectionA)
	for i, m := range r.Marks {
		next := outline.None
		if i+1 < len(r.Marks) {
			next = r.Marks[i+1].Kind
		}
		switch {
		case m.Kind == outline.Regarding && sections && next != outline.SectionA && next != outline.RationaleA:
		case labelOf(m.Kind) >= 0 && !r.isItemLabel(i):
		default:
			kept = append(kept, m)
		}
	}
	return kept
}

var letterWords = pattern.New(`(?i)independent medical review|\bIMR\b|maximus federal|utilization review|medically\s+necessary|\bCM1\d-\d{7}\b`)

// looksLikeLetter reports whether there is any sign of an IMR letter.
func (r *reading) looksLikeLetter() bool {
	return r.layout.id != imr.UnknownLayout || r.anyMark || letterWords.MatchString(r.Text)
}

// problem notes what could not be read as the layout promises.
func (r *reading) problem(code string, item int, at imr.Place, format string, args ...any) {
	r.letter.Problems = append(r.letter.Problems, imr.Problem{
		Code: code, Item: item, Page: at.Page, Line: at.Line, Message: fmt.Sprintf(format, args...),
	})
}
