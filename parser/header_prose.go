package parser

import (
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

// A proseDate is a date that a letter without a header table tells in a
// fixed sentence.
type proseDate struct {
	name string
	cue  string // in small letters, without which the sentence cannot stand there
	re   *pattern.Pattern
}

var proseDates = []proseDate{
	{"application_received", "application for", pattern.New(`(?is)application for independent medical review was (?:filed|received)(?:\s+by\s+[\w ,.]{1,40}?)?\s+on\s+(` + anyDate + `)`)},
	{"ur_denial_date", "disputing", pattern.New(`(?is)disputing\s+the\s+utilization\s+review\s+(?:denial|decision|modification|denial/modification)\s+dated\s+(` + anyDate + `)`)},
	{"date_assigned", "notice of", pattern.New(`(?is)notice\s+of\s+assignment\s+and\s+request\s+for\s+information\s+was\s+(?:provided|sent)[^.]{0,60}?\s+on\s+(` + anyDate + `)`)},
}

// readHeaderProse fills what the header table leaves out.
func (r *reading) readHeaderProse() {
	for _, p := range proseDates {
		if !r.dateField(p.name).IsZero() || !strings.Contains(r.lower, p.cue) {
			continue
		}
		loc := p.re.FindStringSubmatchIndex(r.text)
		if loc == nil {
			continue
		}
		at := r.placeOfText(loc[2])
		if r.setDate(p.name, r.text[loc[2]:loc[3]], at) {
			r.letter.Places[p.name] = at
		}
	}
}

// placeOfText returns the place of an offset into r.text.
func (r *reading) placeOfText(off int) imr.Place {
	return r.placeOf(r.lineOfText(off))
}

// lineOfText returns the index of the line that the offset into r.text is on.
func (r *reading) lineOfText(off int) int {
	for i := range r.lines {
		if off -= len(r.lines[i].text) + 1; off < 0 {
			return i
		}
	}
	return len(r.lines) - 1
}

// footCaseNumber returns the case number that a running head, a running foot
// or a line of its own gives.
func (r *reading) footCaseNumber() imr.CaseNumber {
	for _, l := range r.furniture {
		if c := imr.FindCaseNumber(l.plain()); c != "" {
			r.letter.Places["case_number"] = l.place()
			return c
		}
	}
	for _, l := range r.lines {
		if aloneCase.MatchString(l.plain()) {
			r.letter.Places["case_number"] = l.place()
			return imr.FindCaseNumber(l.text)
		}
	}
	return ""
}

var aloneCase = pattern.New(`(?i)^(?:imr\s+)?(?:case\s+(?:number|no\.?)\s*:?\s*)?CM\d\d-\d{6,7}$`)
