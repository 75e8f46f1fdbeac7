package parser

import (
	"fmt"
	"regexp"

	"imrsearch/parser/imr"
)

// An otherDocument is a paper that has words of a determination and is none.
type otherDocument struct {
	what string
	sign *regexp.Regexp
	// quotes tells that the paper may quote whole sections of a determination, so
	// that only the head of a letter shows that there is one.
	quotes bool
}

// otherDocuments are those that lie in the same folders, the surest signs first.
var otherDocuments = []otherDocument{
	{"a notice of assignment of a case, which decides nothing", regexp.MustCompile(`(?im)^\s*notice of assignment and request for information\s*$`), false},
	{"a notice that a case is not eligible, withdrawn or closed, which decides nothing", regexp.MustCompile(`(?im)^\s*notice of (?:in-?eligibility|non-?eligibility|termination|dismissal|withdrawal|closure|cancellation|rejection)\b|^.{0,80}\bapplication\b.{0,60}\b(?:is|was|has been|found)\s+(?:found\s+)?(?:not\s+eligible|ineligible|withdrawn|dismissed)\b`), false},
	{"a decision of the appeals board", regexp.MustCompile(`(?im)^\s*opinion and (?:decision|order)\b|^\s*findings (?:and|of|&) (?:order|fact|award)|^\s*order (?:denying|granting) petition`), true},
	{"a review of a health plan's denial, of another programme (DMHC)", regexp.MustCompile(`(?im)^\s*determination: (?:upheld|overturned) decision of health plan|^\s*reference id: M[NS]\d\d-\d+`), false},
	{"a petition that quotes a determination", regexp.MustCompile(`(?im)^\W*(?:\d{1,2}\s+)?(?:verified )?(?:petition|notice of appeal|appeal)\b.{0,40}(?:independent medical review|\bIMR\b|reconsideration|determination)`), true},
	{"a decision of another state's review", regexp.MustCompile(`(?i)independent review organization|texas department of insurance|\bIRO (?:case|decision|reviewer)\b|external (?:appeal|review) (?:agent|organization)|department of financial services`), false},
	{"a utilization-review decision: imr similar --file finds items like it", regexp.MustCompile(`(?im)^\W*(?:notice of )?(?:utilization review|UR)\b.{0,40}(?:determination|decision|denial|non-?certification)|\bnon-?certified\b|notice of (?:denial|modification|adverse)`), false},
	{"a request for authorization: imr similar --file finds items like it", regexp.MustCompile(`(?im)^\W*request for authorization\b|DWC form RFA`), false},
	{"an application for review, which decides nothing", regexp.MustCompile(`(?im)^\W*application for independent medical review\b|DWC form IMR`), false},
}

// isOther reports whether what was read is another document: one without items
// and without a form of its own, or one that quotes and has no head.
func (r *reading) isOther() bool {
	formless := r.layout.id == imr.UnknownLayout && len(r.letter.Items) == 0
	for _, o := range otherDocuments {
		if (formless || o.quotes && r.headless()) && o.sign.MatchString(r.Text) {
			return true
		}
	}
	return formless && !r.anyMark && imr.FindCaseNumber(r.Text) == "" && r.headless()
}

// headless reports whether the header gave neither a case number nor a date of
// the review.
func (r *reading) headless() bool {
	l := &r.letter
	return l.CaseNumber == "" && l.DateAssigned.IsZero() && l.DecisionDate.IsZero() && l.ApplicationReceived.IsZero()
}

// refusal says that this is no letter, and what it seems to be.
func (r *reading) refusal() error {
	for _, o := range otherDocuments {
		if o.sign.MatchString(r.Text) {
			return fmt.Errorf("%w: it seems to be %s", ErrNotLetter, o.what)
		}
	}
	return ErrNotLetter
}
