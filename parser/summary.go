package parser

import (
	"strings"

	"imrsearch/parser/diagnosis"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

var (
	summaryIntro = pattern.New(`(?is)^(?:the\s+\w+\s+reviewer\s+developed\s+the\s+following\s+clinical\s+case\s+summary\s+based\s+on\s+a\s+review\s+of\s+the\s+case\s+file,?\s+including\s+all\s+medical\s+records\s*[:.]|disclaimer:\s*(?:[^:"“]*?)(?:utilization\s+review[^:"“]*?)(?:[:.]|(?:19|20)\d\d\b\s*[:.]?))\s*`)
	injuryDate   = pattern.New(`(?i)\b(?:injur(?:y|ies|ed)|accident|claim|doi|hurt)\b[^.;]{0,80}?\b(?:on|of|from|dated|is|was|as|occurring|doi)\b:?\s*(?:or about\s+)?(?:the\s+)?(`+anyDate+`)|\b(?:doi|injured|hurt)\b\s*(?:is|of|was|:)?\s*(`+anyDate+`)|\bdate\s+of\s+(?:the\s+)?(?:\w+\s+)?injury\b[^.;]{0,30}?(`+anyDate+`)|\bon\s+(`+anyDate+`)[^.;]{0,40}?\b(?:sustained|suffered|was injured|injured|was hurt)\b`).Prefixes("injur", "accident", "claim", "doi", "hurt", "date", "on")
)

// readSummary reads the clinical case summary and what it tells of patient,
// injury and diagnoses.
func (r *reading) readSummary() {
	from, to, ok := r.section(summary)
	if !ok {
		return
	}
	whole := r.passage(from, to)
	p := cutPassage(whole, len(summaryIntro.FindString(whole.Text)))
	if p.Text == "" {
		return
	}
	r.letter.Summary = p
	r.readPatient(p)
	r.readInjuryDate(p)
	r.readDiagnoses(p)
}

// openingLength is how much of a summary is looked at first for what mostly
// stands at its beginning.
const openingLength = 400

// longestSummary is how much of a summary is searched for the date of injury:
// several times the longest that letters have.
const longestSummary = 1 << 15

// readInjuryDate takes the date of injury from the summary when the header
// has none, and notes when the two differ.
func (r *reading) readInjuryDate(p imr.Passage) {
	m := injuryDate.FindStringSubmatchIndex(p.Text[:min(len(p.Text), openingLength)])
	if m == nil || m[1] == openingLength { // or a date cut in two
		if m = injuryDate.FindStringSubmatchIndex(p.Text[:min(len(p.Text), longestSummary)]); m == nil {
			r.readInjuryInWords(p)
			return
		}
	}
	g := 2
	for m[g] < 0 {
		g += 2
	}
	d, ok := readDate(p.Text[m[g]:m[g+1]], r.yearNear())
	at := p.Place(m[g])
	have := r.letter.DateOfInjury
	switch {
	case !ok:
	case d.IsZero() && have.IsZero():
		r.problem("date-invalid", 0, at, "date_of_injury: there is no day %s", p.Text[m[g]:m[g+1]])
	case d.IsZero():
	case have.IsZero():
		r.letter.DateOfInjury = d
		r.letter.Places["date_of_injury"] = at
	case have != d:
		r.problem("injury-date-differs", 0, at, "the summary tells %s, the header %s", d, have)
	}
}

// cutPassage drops the first n bytes of a passage.
func cutPassage(p imr.Passage, n int) imr.Passage {
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
	for _, o := range p.Paragraphs {
		if o > n {
			cut.Paragraphs = append(cut.Paragraphs, o-n)
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

// readDiagnoses reads the diagnoses that the summary names.
func (r *reading) readDiagnoses(p imr.Passage) {
	list := diagnosis.Find(p.Text)
	r.letter.Diagnoses = list
	for _, d := range list {
		r.letter.DiagnosisDetails = append(r.letter.DiagnosisDetails, diagnosis.Parse(d))
	}
	if len(list) > 0 {
		r.letter.Places["diagnoses"] = p.Place(strings.Index(p.Text, list[0]))
	}
}
