package parser

import (
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// finish fills what follows from the rest: requests, citations, derived
// facts, the case's outcome and the checks.
func (r *reading) finish() {
	l := &r.letter
	for i := range l.Items {
		it := &l.Items[i]
		r.checkClosing(it)
		it.Treatment = lexicon.Derive(it.Request, it.Heading, it.Rationale.Text)
		it.ReasonsFor, it.ReasonsAgainst = lexicon.Reasons(it.Rationale.Text, it.Outcome, &it.Treatment)
		it.Reasons = append(append([]string{}, it.ReasonsAgainst...), it.ReasonsFor...)
		it.Stage = lexicon.Stage(it)
	}
	for i := range l.DiagnosisDetails {
		d := &l.DiagnosisDetails[i]
		d.BodyParts = lexicon.PartsNamed(d.Text)
	}
	if l.Items == nil {
		l.Items = []imr.Item{}
	}
	l.CaseOutcome = imr.OutcomeOf(l.Items)
	r.checkCaseOutcome()
	if l.Layout == imr.UnknownLayout {
		r.problem("unknown-layout", 0, r.PlaceOf(0), "the letter has none of the known layouts")
	}
	if len(l.Items) == 0 {
		r.problem("no-items", 0, r.PlaceOf(0), "no item was found")
	}
	if l.Summary.Text == "" {
		r.problem("missing-summary", 0, r.PlaceOf(0), "the letter has no clinical case summary")
	}
	r.checkEnd()
	if l.Diagnoses == nil {
		l.Diagnoses = []string{}
	}
	if l.Problems == nil {
		l.Problems = []imr.Problem{}
	}
	if len(l.Places) == 0 {
		l.Places = nil
	}
}

// checkClosing compares the verdict with the last words of the rationale.
func (r *reading) checkClosing(it *imr.Item) {
	text := it.Rationale.Text
	if len(text) > 160 {
		text = text[len(text)-160:]
	}
	o := proseVerdict(text)
	if r.layout.id == imr.LayoutZ && len(r.letter.Items) > 1 {
		return // the items share the rationale
	}
	if o == imr.UnknownOutcome || it.Outcome == imr.UnknownOutcome || it.Outcome == imr.Modified || o == it.Outcome {
		return
	}
	at := it.Rationale.Place(len(it.Rationale.Text) - 1)
	r.problem("closing-differs", it.N, at, "the verdict is %s, the rationale ends as if %s", it.Outcome, o)
	if len(r.letter.Source.OCR.Pages) > 0 { // one of the two is misread, nobody knows which
		it.Outcome = imr.UnknownOutcome
	}
}

var statedOutcome = pattern.New(`(?i)^final\s+determination\s*:\s*(partial(?:ly)?\s+overturn|uphold|upheld|overturn)`)

// checkCaseOutcome compares the computed outcome with what the cover page says.
func (r *reading) checkCaseOutcome() {
	from := 0
	var m []int
	for m == nil {
		i := strings.Index(r.Lower[from:], "final determination")
		if i < 0 {
			return
		}
		from += i
		if m = statedOutcome.FindStringSubmatchIndex(r.Text[from:min(len(r.Text), from+80)]); m == nil {
			from += len("final determination")
		}
	}
	for i := range m {
		m[i] += from
	}
	said := imr.CaseUpheld
	switch word := ascii.ToLower(r.Text[m[2]]); {
	case word == 'p':
		said = imr.CasePartial
	case word == 'o':
		said = imr.CaseOverturned
	}
	at := r.PlaceOfText(m[2])
	r.letter.Places["case_outcome"] = at
	if said != r.letter.CaseOutcome {
		r.problem("case-outcome-differs", 0, at, "the letter says %s, its items make it %s", said, r.letter.CaseOutcome)
	}
}

// checkEnd notes when the last rationale stops in the middle of a sentence.
func (r *reading) checkEnd() {
	n := len(r.letter.Items)
	if n == 0 {
		return
	}
	p := r.letter.Items[n-1].Rationale
	if p.Text != "" && !outline.EndsSentence(p.Text) && !endsInVerdict.MatchString(p.Text) {
		r.problem("cut-off", n, p.Place(len(p.Text)-1), "the letter ends within a sentence")
	}
}
