package denial

import (
	"imrsearch/parser/diagnosis"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// Letter returns a denial in the form of a determination letter of which nothing
// is decided yet: the requests as items of unknown outcome, the claims
// administrator's guidelines and reasons as read, what it gave as its ground in
// the place of the rationale. Its id is id; requests that were certified are left
// out, for nobody disputes them.
func (d *Denial) Letter(id string) *imr.Letter {
	l := &imr.Letter{
		ID: id, Layout: imr.UnknownLayout, CaseOutcome: imr.CaseUnknown,
		DateOfInjury: d.Injury, URDenialDate: d.Denied, Patient: d.Patient,
		Diagnoses: d.Diagnoses, DocumentsReviewed: []string{}, Items: []imr.Item{}, Problems: d.Notes,
		Reviewer: imr.Reviewer{Specialties: []string{}, SpecialtyNames: []string{}, LicensedIn: []string{}},
	}
	for _, text := range d.Diagnoses {
		detail := diagnosis.Parse(text)
		detail.BodyParts = lexicon.PartsNamed(text)
		l.DiagnosisDetails = append(l.DiagnosisDetails, detail)
	}
	for _, q := range d.Requests {
		if q.Verdict != Certified {
			l.Items = append(l.Items, q.item(id))
		}
	}
	return l
}

// item returns a request as an item.
func (q *Request) item(letter string) imr.Item {
	it := imr.Item{
		ID: imr.ItemID(letter, q.N), N: q.N, Page: q.Page, Line: q.Line,
		Request: q.Text, Heading: q.Text, Outcome: imr.UnknownOutcome,
		ClaimsAdministrator: q.Citations,
		ReviewerGuidelines:  imr.Guidelines{Citations: []imr.Citation{}},
		Rationale:           imr.Passage{Text: q.Why, Paragraphs: []int{0}},
		Treatment:           q.Treatment,
		Reasons:             q.Reasons, ReasonsFor: []string{}, ReasonsAgainst: q.Reasons,
	}
	it.Stage = lexicon.Stage(&it)
	return it
}
