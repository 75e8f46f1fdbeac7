// Package denial answers one question: what does a utilization-review denial or
// a request for authorization ask for, and why was it denied? It reads the
// denial letters of review organizations, the forms DWC RFA and DWC IMR, and
// free text that tells of a denial: the requests with what the lexicon makes of
// them, the decision on each, its reason and guidelines, and what is told of
// patient, diagnoses, reviewer and days. A determination letter is read by
// package parser, not here.
//
// Every wording that it knows of such papers stands in one table, wordings.
package denial

import (
	"errors"
	"strings"

	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
	"imrsearch/parser/outline"
)

// The errors of Read: what a text does not have.
var (
	ErrEmpty       = errors.New("the text is empty: give a denial, a request for authorization, or a sentence that names a treatment")
	ErrLanguage    = errors.New("the text does not read as English, and no treatment was recognised in it")
	ErrNoTreatment = errors.New("no treatment was recognised in the text")
)

// MaxBytes is how much of a text is read; what stands behind is left out, and a
// note says so. Denials have some 10 to 30 kB.
const MaxBytes = 256 << 10

// MaxRequests is how many requests are read of one text.
const MaxRequests = 40

// A Kind says what a text is.
type Kind string

// The kinds.
const (
	Decision      Kind = "denial"                    // of utilization review, whatever it decides
	Authorization Kind = "request for authorization" // form DWC RFA and the like
	Application   Kind = "application for review"    // form DWC IMR
	Prose         Kind = "text"                      // that tells of a denial, or only names treatments
)

// A Verdict is what utilization review decided on a request.
type Verdict string

// The verdicts; "" where the text tells none.
const (
	Denied    Verdict = "denied"
	Modified  Verdict = "modified"
	Certified Verdict = "certified"
)

// A Denial is what was read. Absent is absent, as in imr.Letter.
type Denial struct {
	Kind      Kind          `json:"kind"`
	Pages     int           `json:"pages"`
	Requests  []Request     `json:"requests"`  // in the text's order
	Diagnoses []string      `json:"diagnoses"` // whole and as worded
	Patient   imr.Patient   `json:"patient,omitzero"`
	Reviewer  imr.Reviewer  `json:"reviewer,omitzero"`
	Denied    imr.Date      `json:"denied,omitzero"`   // the day of the decision
	Received  imr.Date      `json:"received,omitzero"` // the day on which the request came in
	Injury    imr.Date      `json:"injury,omitzero"`
	Notes     []imr.Problem `json:"notes"`
}

// A Request is one treatment that was asked for.
type Request struct {
	N         int           `json:"n"`    // from 1
	Text      string        `json:"text"` // as worded
	Page      int           `json:"page,omitempty"`
	Line      int           `json:"line,omitempty"`
	Treatment imr.Treatment `json:"treatment"`
	Verdict   Verdict       `json:"decision,omitempty"`
	// Why is what the text gives as the ground, Sentence the sentence of it that
	// decides, Reasons what the lexicon calls it.
	Why       string         `json:"rationale,omitempty"`
	Sentence  string         `json:"sentence,omitempty"`
	Reasons   []string       `json:"reasons"`
	Citations imr.Guidelines `json:"guidelines"` // cited by the claims administrator
}

// Read reads a text. The Denial is never nil: with an error, which is one of
// this package's, it holds the rest that was read. The same text gives the same
// result, in time that grows with its length up to MaxBytes, and calls may run
// at once.
func Read(doc extract.Document) (*Denial, error) {
	d := &Denial{Kind: Prose, Pages: len(doc.Pages), Requests: []Request{}, Diagnoses: []string{}, Notes: []imr.Problem{}}
	d.Reviewer = imr.Reviewer{Specialties: []string{}, SpecialtyNames: []string{}, LicensedIn: []string{}}
	doc, cut := doc.Beginning(MaxBytes)
	if cut {
		d.note("cut", "the text is longer than 256 kB: only its beginning was read")
	}
	r := &reading{Denial: d, doc: doc, outline: outline.Of(doc)}
	if strings.TrimSpace(r.outline.Text) == "" {
		return d, ErrEmpty
	}
	r.part()
	r.readKind()
	r.readRequests()
	r.readDays()
	r.readPeople()
	r.readDiagnoses()
	r.finish()
	switch {
	case len(d.Requests) > 0:
		return d, nil
	case !english(r.outline.Text):
		return d, ErrLanguage
	}
	return d, ErrNoTreatment
}

// A reading is a text while it is read.
type reading struct {
	*Denial
	doc     extract.Document
	outline *outline.Outline
	parts   []part
	found   []*request
	// performs says that the text itself decides ("is denied"), not that it
	// tells of a decision.
	performs bool
}

func (d *Denial) note(code, message string) {
	d.Notes = append(d.Notes, imr.Problem{Code: code, Message: message})
}

// english reports whether a text reads as English: of its words, half are known
// to the lexicon, or there are too few to tell.
func english(s string) bool {
	words, known := 0, 0
	for _, w := range strings.FieldsFunc(s, func(c rune) bool { return !isLetter(c) }) {
		if len(w) < 2 {
			continue
		}
		if words++; lexicon.Known(w) {
			known++
		}
	}
	return words < 8 || 2*known >= words
}

func isLetter(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
