package lexicon

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"imrsearch/parser/imr"
)

// A Period is the time in which one edition of a guideline was part of the
// Medical Treatment Utilization Schedule, from data/in_force.tsv, which names its
// sources. It says nothing about days after KnownUntil, where that is set.
type Period struct {
	Family       imr.Family
	Title        string
	Chapter      int   // of the ACOEM guidelines; 0 when none
	Years        []int // of the edition, as letters print them
	From         imr.Date
	Until        imr.Date // the last day; zero where no end is known
	KnownUntil   imr.Date // where no end is known: the last day that is sure
	Regulation   string
	SupersededBy string // "" where nothing took its place, or that is not known
}

var periods = sync.OnceValue(func() []Period {
	var out []Period
	for _, r := range readTable("in_force") {
		p := Period{
			Family: imr.Family(r.get("family")), Title: r.get("title"), Years: years(r.list("years")),
			Regulation: r.get("regulation"), SupersededBy: r.get("superseded_by"),
		}
		p.Chapter, _ = strconv.Atoi(r.get("chapter"))
		p.From, _ = imr.ParseDate(r.get("from"))
		p.Until, _ = imr.ParseDate(r.get("until"))
		p.KnownUntil, _ = imr.ParseDate(r.get("known_until"))
		out = append(out, p)
	}
	return out
})

// Periods returns all that is known, in the order of the table. It must not be
// changed.
func Periods() []Period { return periods() }

// of reports whether p is a period of the cited guideline: of its chapter or,
// where it has none, its title; in the edition that is cited, where one is.
func (p *Period) of(c *imr.Citation) bool {
	named := c.Chapter > 0 && p.Chapter == c.Chapter || c.Chapter == 0 && strings.EqualFold(p.Title, c.Title)
	return named && p.Family == c.Family && (c.Year == 0 || slices.Contains(p.Years, c.Year))
}

// A Status is what a guideline was on one day.
type Status string

// The statuses. The empty Status means that nothing sure is known.
const (
	InForce       Status = "in force"   // part of the MTUS
	Superseded    Status = "superseded" // it was, and something took its place
	NoLonger      Status = "no longer in force"
	NotYet        Status = "not yet in force" // it became part of the MTUS later
	OutsideOfMTUS Status = "outside the MTUS"
)

// outsideSince is the day from which the regulations say how guidelines outside
// of the MTUS are used: where it does not address a condition, or to rebut it
// (8 CCR 9792.21.1, effective April 20, 2015).
var outsideSince = imr.Date{Year: 2015, Month: 4, Day: 20}

// OutsideRegulation is where the use of guidelines outside of the MTUS stands.
const OutsideRegulation = "8 CCR 9792.21.1"

// StatusOn returns what the cited guideline was on a day, and the period that
// says so; of editions that a citation does not tell apart, the one in force. A
// guideline outside of the MTUS has a period without days, with the regulation
// where that applied.
func StatusOn(c imr.Citation, day imr.Date) (Status, Period) {
	if day.IsZero() {
		return "", Period{}
	}
	if c.Family == imr.ODG || c.Family == imr.ACOEM {
		p := Period{Family: c.Family, Title: c.Title}
		if day.Number() >= outsideSince.Number() {
			p.Regulation = OutsideRegulation
		}
		return OutsideOfMTUS, p
	}
	var status Status
	var of Period
	for _, p := range periods() {
		if !p.of(&c) {
			continue
		}
		switch s := p.on(day); {
		case s == InForce:
			return s, p
		case s != "" && (status == "" || status == NotYet || p.From.Number() > of.From.Number() && s != NotYet):
			status, of = s, p // the latest edition that had been in force
		}
	}
	return status, of
}

func (p *Period) on(day imr.Date) Status {
	switch n := day.Number(); {
	case n < p.From.Number():
		return NotYet
	case !p.Until.IsZero() && n > p.Until.Number() && p.SupersededBy != "":
		return Superseded
	case !p.Until.IsZero() && n > p.Until.Number():
		return NoLonger
	case !p.KnownUntil.IsZero() && n > p.KnownUntil.Number():
		return ""
	}
	return InForce
}
