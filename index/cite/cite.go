// Package cite answers one question: how is a determination cited? It writes
// one citation in the forms of a brief and of reference managers: brief, short,
// Bluebook-like, RIS, BibTeX, CSL-JSON, COinS. What the letter does not say is
// left out of every form. It knows no engine and no page of the site.
package cite

import (
	"strconv"
	"strings"

	"imrsearch/parser/imr"
)

// Authority is who issues final determinations, as reference managers show the
// court of a case: the Division of Workers' Compensation contracts the review
// (Cal. Labor Code § 139.5).
const Authority = "California Division of Workers' Compensation, Independent Medical Review"

// A Citation names a determination, or a letter as a whole, and a place in it.
// Zero values are left out of every form.
type Citation struct {
	ID         string // of the letter
	CaseNumber imr.CaseNumber
	Decided    imr.Date
	Item       int // from 1; 0 cites the letter as a whole
	Outcome    imr.Outcome
	Request    string // in the words of the letter
	Page       int    // the pinpoint, a page of the file; 0 for none
	EndPage    int    // where the place ends on a later page; 0 otherwise
}

// Of cites an item of a letter; a nil item, or item 0, cites the letter.
func Of(l *imr.Letter, item *imr.Item) Citation {
	c := Citation{ID: l.ID, CaseNumber: l.CaseNumber, Decided: l.DecisionDate}
	if item != nil && item.N > 0 {
		c.Item, c.Outcome, c.Request = item.N, item.Outcome, item.Request
	}
	return c
}

// At returns the citation with a pinpoint: pages from to to. One page is given
// as both, or with to 0; from 0 takes the pinpoint away.
func (c Citation) At(from, to int) Citation {
	c.Page, c.EndPage = from, 0
	if to > from && from > 0 {
		c.EndPage = to
	}
	return c
}

// Bluebook cites as the Bluebook does agency adjudications (rule 14.3), with
// number, day, item and page: "IMR Case No. CM16-0990412 (Mar. 14, 2016),
// item 2, at 3".
func (c Citation) Bluebook() string {
	s := c.name()
	if !c.Decided.IsZero() {
		s += " (" + Day(c.Decided) + ")"
	}
	return s + c.item() + c.at()
}

// Brief cites with the outcome, for a list of authorities: "IMR Case No.
// CM16-0990412, item 2 (overturned Mar. 14, 2016), at 3".
func (c Citation) Brief() string {
	s := c.name() + c.item()
	said := strings.TrimSpace(c.outcome() + " " + Day(c.Decided))
	if said != "" {
		s += " (" + said + ")"
	}
	return s + c.at()
}

// Short cites what was cited in full before: "CM16-0990412, item 2, at 3".
func (c Citation) Short() string { return c.number() + c.item() + c.at() }

// Title names the determination as reference managers list it.
func (c Citation) Title() string {
	s := c.name() + c.item()
	if c.Request != "" {
		s += ": " + oneLine(c.Request)
	}
	return s
}

func (c Citation) name() string {
	if c.CaseNumber == "" {
		return "IMR letter " + c.ID
	}
	return "IMR Case No. " + string(c.CaseNumber)
}

// number is the case number, or the id of a letter without one.
func (c Citation) number() string {
	if c.CaseNumber == "" {
		return c.ID
	}
	return string(c.CaseNumber)
}

func (c Citation) item() string {
	if c.Item <= 0 {
		return ""
	}
	return ", item " + strconv.Itoa(c.Item)
}

func (c Citation) at() string {
	if c.Page <= 0 {
		return ""
	}
	return ", at " + c.Pages()
}

// Pages writes the pinpoint: "3", "3–4", "" for none.
func (c Citation) Pages() string {
	switch {
	case c.Page <= 0:
		return ""
	case c.EndPage > c.Page:
		return strconv.Itoa(c.Page) + "–" + strconv.Itoa(c.EndPage)
	}
	return strconv.Itoa(c.Page)
}

func (c Citation) outcome() string {
	if c.Outcome == imr.UnknownOutcome {
		return ""
	}
	return string(c.Outcome)
}

// months are the Bluebook's (table T12).
var months = [...]string{"Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}

// Day writes a date as American citations do: "Mar. 14, 2016"; the zero Date
// is "".
func Day(d imr.Date) string {
	if d.IsZero() || d.Month < 1 || int(d.Month) > len(months) {
		return ""
	}
	return months[d.Month-1] + " " + strconv.Itoa(int(d.Day)) + ", " + strconv.Itoa(int(d.Year))
}

// oneLine folds white space, which the tags of RIS and BibTeX cannot hold.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
