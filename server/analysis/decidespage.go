package analysis

import (
	"fmt"
	"math"
	"net/url"

	"imrsearch/index"
	"imrsearch/parser/imr"
	"imrsearch/server/view"
)

// A decidesPage shows what stands on one side and not on the other, in two
// columns.
type decidesPage struct {
	view.Layout
	Query           string
	Keep            []view.HiddenField
	Chosen          []view.Link
	Heading         string
	Counted         string
	Notes           []string
	Lists           []decidesList
	CSVURL, JSONURL string
}

// A decidesList has what of one kind speaks for and against.
type decidesList struct {
	ID, Label string
	Columns   []decidesColumn // the two sides, for first
}

type decidesColumn struct {
	Label string
	Empty string
	Rows  []decidesRow
}

// A decidesRow is a feature: its letters on both sides, each a search, and how
// much the sides differ.
type decidesRow struct {
	Text               string
	URL                string // of all items that have it
	Overturned, Upheld view.Link
	Bars               decidesBars
	Odds               string // "" of reasons, which one side has alone
	Clear              bool
}

// decidesBars are the shares of letters that have it, in thousandths.
type decidesBars struct {
	Overturned, Upheld int
	Said               string
}

func newDecidesPage(req *index.DecidesRequest, d *index.Decides) *decidesPage {
	p := &decidesPage{Layout: view.NewLayout("decides", "What decides", req.Search.Query), Query: req.Search.Query}
	address := view.Address(req.Values())
	for _, f := range req.Search.Filters {
		p.Keep = append(p.Keep, view.HiddenField{Name: f.Field, Value: f.Value})
		field, _ := index.FieldNamed(f.Field)
		p.Chosen = append(p.Chosen, view.Link{Text: field.Label + ": " + field.BucketLabel(f.Value), URL: without(address, f).URL("/decides")})
	}
	p.CSVURL, p.JSONURL = address.URL("/decides.csv"), address.URL("/decides.json")
	p.Heading = view.Plural(d.Overturned.Letters, "letter") + " overturned, " + view.Thousands(d.Upheld.Letters) + " upheld"
	p.Counted = "Items that match"
	if d.Requested {
		p.Counted = "Items that request the treatment"
	}
	p.Counted += fmt.Sprintf(": %s overturned, %s upheld.", view.Thousands(d.Overturned.Items), view.Thousands(d.Upheld.Items))
	if d.Other > 0 {
		p.Counted += fmt.Sprintf(" %s modified or undecided, which stand on neither side.", view.Thousands(d.Other))
	}
	if d.Folded > 0 {
		p.Counted += fmt.Sprintf(" %s that say the same as another count once.", view.Plural(d.Folded, "item"))
	}
	p.Notes = decidesNotes(d)
	for _, l := range d.Lists {
		if len(l.For)+len(l.Against) == 0 {
			continue
		}
		p.Lists = append(p.Lists, decidesList{"list-" + l.Kind, l.Label, []decidesColumn{
			newDecidesColumn("For: more in overturned letters", l, l.For, d), newDecidesColumn("Against: more in upheld letters", l, l.Against, d),
		}})
	}
	return p
}

func decidesNotes(d *index.Decides) []string {
	var notes []string
	for _, n := range d.Query.Warnings {
		notes = append(notes, view.Sentence(n.Message))
	}
	if d.Sampled {
		notes = append(notes, fmt.Sprintf("A sample of about %s items was read, the same each time.", view.Thousands(index.MaxDecidesItems)))
	}
	if d.Partial {
		notes = append(notes, "The time limit cut the work: only some of the items were read.")
	}
	switch few := min(d.Overturned.Letters, d.Upheld.Letters); {
	case few == 0:
		notes = append(notes, "One side has no letters: there is nothing to compare.")
	case few < 10:
		notes = append(notes, "One side has fewer than 10 letters: little can be told from so few.")
	}
	return notes
}

func newDecidesColumn(label string, l index.ContrastList, rows []index.ContrastRow, d *index.Decides) decidesColumn {
	c := decidesColumn{Label: label, Empty: fmt.Sprintf("Nothing that %s or more have and that differs.", view.Plural(d.Least, "letter"))}
	for _, r := range rows {
		v := decidesRow{
			Text: r.Text, URL: "/?" + r.Search, Clear: r.Clear,
			Overturned: view.Link{Text: view.Thousands(r.Overturned), URL: ofOutcome(r.Search, imr.Overturned)},
			Upheld:     view.Link{Text: view.Thousands(r.Upheld), URL: ofOutcome(r.Search, imr.Upheld)},
			Bars:       decidesBars{thousandths(r.Overturned, d.Overturned.Letters), thousandths(r.Upheld, d.Upheld.Letters), ""},
		}
		v.Bars.Said = fmt.Sprintf("%s of overturned letters, %s of upheld ones", view.Percent(float64(v.Bars.Overturned)/1000), view.Percent(float64(v.Bars.Upheld)/1000))
		if l.Kind != "reasons" {
			v.Odds = fmt.Sprintf("odds × %s (%s to %s)", odds(r.Odds), odds(r.Low), odds(r.High))
		}
		c.Rows = append(c.Rows, v)
	}
	return c
}

// odds writes a ratio with two figures that count.
func odds(x float64) string {
	if x >= 10 {
		return view.Thousands(int(math.Round(x)))
	}
	return fmt.Sprintf("%.*f", max(0, 1-int(math.Floor(math.Log10(max(x, 0.01))))), x)
}

func thousandths(n, of int) int {
	if of == 0 {
		return 0
	}
	return 1000 * n / of
}

// ofOutcome is a search for one outcome.
func ofOutcome(search string, o imr.Outcome) string {
	v, _ := url.ParseQuery(search) // it was written by url.Values
	v.Set("outcome", string(o))
	return "/?" + v.Encode()
}
