package parser

import (
	"slices"
	"strconv"
	"strings"

	"imrsearch/parser/dates"
	"imrsearch/parser/diagnosis"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

var (
	summaryIntro = pattern.New(`(?is)^(?:the\s+\w+\s+reviewer\s+developed\s+the\s+following\s+clinical\s+case\s+summary\s+based\s+on\s+a\s+review\s+of\s+the\s+case\s+file,?\s+including\s+all\s+medical\s+records\s*[:.]|disclaimer:\s*(?:[^:"“]*?)(?:utilization\s+review[^:"“]*?)(?:[:.]|(?:19|20)\d\d\b\s*[:.]?))\s*`)
	injuryDate   = pattern.New(`(?i)\b(?:injur(?:y|ies|ed)|accident|claim|doi|hurt)\b[^.;]{0,80}?\b(?:on|of|from|dated|is|was|as|occurring|doi)\b:?\s*(?:or about\s+)?(?:the\s+)?(`+dates.Pattern+`)|\b(?:doi|injured|hurt)\b\s*(?:is|of|was|:)?\s*(`+dates.Pattern+`)|\bdate\s+of\s+(?:the\s+)?(?:\w+\s+)?injury\b[^.;]{0,30}?(`+dates.Pattern+`)|\bon\s+(`+dates.Pattern+`)[^.;]{0,40}?\b(?:sustained|suffered|was injured|injured|was hurt)\b`).Prefixes("injur", "accident", "claim", "doi", "hurt", "date", "on")
)

// readSummary reads the clinical case summary and what it tells of patient,
// injury and diagnoses.
func (r *reading) readSummary() {
	from, to, ok := r.Section(outline.Summary)
	if !ok {
		return
	}
	whole := r.Passage(from, to)
	p := outline.Behind(whole, len(summaryIntro.FindString(whole.Text)))
	if p.Text == "" {
		return
	}
	r.letter.Summary = p
	r.readPatient(p)
	r.readInjuryDate(p)
	r.readDiagnoses(p)
}

// dayWords are the days of a month in words, in their order.
var dayWords = strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
	thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
	twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth
	twenty-ninth thirtieth thirty-first`)

const dayWord = `((?:twenty|thirty)[\s-]+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|(?:fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th)`

// injuryInWords finds a date whose day is a word: "injured on the eighth of
// March 2001", "on March eighth, 2001".
var injuryInWords = pattern.New(`(?i)\b(?:injur(?:y|ies|ed)|accident|hurt|doi|fell)\b[^.;]{0,80}?\b(?:on|of|is|was)\s+(?:the\s+)?(?:`+dayWord+`\s+(?:day\s+)?(?:of\s+)?(`+dates.Months+`)|(`+dates.Months+`)\s+(?:the\s+)?`+dayWord+`),?\s+(?:of\s+)?((?:19|20)\d\d)\b`).Prefixes("injur", "accident", "hurt", "doi", "fell")

// readInjuryInWords takes a date of injury that is told in words where the
// letter tells no other.
func (r *reading) readInjuryInWords(p imr.Passage) {
	m := injuryInWords.FindStringSubmatchIndex(p.Text)
	if m == nil || !r.letter.DateOfInjury.IsZero() {
		return
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return p.Text[m[2*i]:m[2*i+1]]
	}
	day := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(group(1)+group(4)), "-", " ")), "-")
	year, _ := strconv.Atoi(group(5))
	d, err := imr.NewDate(year, dates.Month(group(2)+group(3)), slices.Index(dayWords, day)+1)
	if err == nil {
		r.letter.DateOfInjury = d
		r.letter.Places["date_of_injury"] = p.Place(m[0])
	}
}

// maxSummaryBytes is how much of a summary is searched for the date of injury:
// several times the longest that letters have.
const maxSummaryBytes = 1 << 15

// readInjuryDate takes the date of injury from the summary when the header
// has none, and notes when the two differ.
func (r *reading) readInjuryDate(p imr.Passage) {
	m := injuryDate.FindStringSubmatchIndex(p.Text[:min(len(p.Text), summaryOpening)])
	if m == nil || m[1] == summaryOpening { // or a date cut in two
		if m = injuryDate.FindStringSubmatchIndex(p.Text[:min(len(p.Text), maxSummaryBytes)]); m == nil {
			r.readInjuryInWords(p)
			return
		}
	}
	g := 2
	for m[g] < 0 {
		g += 2
	}
	d, ok := dates.Read(p.Text[m[g]:m[g+1]], r.yearNear())
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

// summaryOpening is how much of a summary is looked at first for what mostly
// stands at its beginning.
const summaryOpening = 400
