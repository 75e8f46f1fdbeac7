package view

import (
	"strconv"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A StartPage is the page without a query: what the index holds, and where to
// begin.
type StartPage struct {
	Layout
	Lede     string
	Rate     *Rate
	Examples []Example
	Ways     []Way
	Years    *Years
	Builder  Builder
}

// An Example is a query that runs, with what it asks in words.
type Example struct{ Query, URL, Says string }

// A Way is a facet as a list of links, each with a bar for its count.
type Way struct {
	Field, Label string
	Values       []WayValue
}

// A WayValue is a value with its share of the largest, in percent.
type WayValue struct {
	Label, URL, CountText, Class string
	W                            int
}

// Years are a chart of the items by year, each year a link.
type Years struct {
	Label  string
	Values []Year
}

// A Year is a bar of the chart, at most 60 units high.
type Year struct {
	Label, URL, CountText string
	Y, H                  int
}

// examples are the queries that the start page shows, one an idea.
var examples = []Example{
	{Query: "opioid taper", Says: "both words, anywhere in an item"},
	{Query: `"functional improvement"`, Says: "these exact words"},
	{Query: "opioid! /s (taper! OR wean!)", Says: "in one sentence, any ending"},
	{Query: "request:MRI outcome:overturned", Says: "asked for, and granted on review"},
	{Query: "epidural radiculopathy NOT fusion", Says: "without a word"},
	{Query: "age:>=60 class:surgery", Says: "by age and kind of treatment"},
}

// startFacets are the facets of the start page in their order.
var startFacets = []string{"outcome", "class", "decided", "injured"}

// fewestYears is the number of years that a chart needs. Of two facets of years
// the first that has so many is drawn.
const fewestYears = 4

// StartRequest is the search whose result NewStartPage shows: every item of
// the index, counted by the fields of the page.
func StartRequest() *index.Request {
	return &index.Request{Facets: true, FacetFields: startFacets, FacetLimit: PageBuckets, Snippets: -1}
}

// NewStartPage shows the result of StartRequest. info may be nil: the page
// then does not say from when the letters are.
func NewStartPage(res *index.Result, info *index.Info) *StartPage {
	p := &StartPage{
		Layout: NewLayout("start", "", ""), Lede: lede(&res.Total, info), Rate: newListRate(&res.Total, res.Partial),
		Builder: newBuilder(Address{}), Examples: linked(examples),
	}
	for i := range res.Facets {
		f := &res.Facets[i]
		switch {
		case isBanded(f.Field) && p.Years == nil && len(f.Buckets) >= fewestYears:
			p.Years = newYears(f)
		case !isBanded(f.Field) && len(f.Buckets) > 0:
			p.Ways = append(p.Ways, newWay(f))
		}
	}
	return p
}

// lede says what is in the index.
func lede(t *index.Total, info *index.Info) string {
	text := "Full text of " + count(t.Items, "disputed item", "disputed items") + " in " +
		count(t.Letters, "determination letter", "determination letters")
	if info != nil && !info.From.IsZero() {
		text += ", decided " + strconv.Itoa(int(info.From.Year))
		if info.To.Year != info.From.Year {
			text += " to " + strconv.Itoa(int(info.To.Year))
		}
	}
	return text + ". Every item is found by itself, with its own outcome and the reasons given for it."
}

// newExample shows a query that runs.
func newExample(query, says string) Example {
	return Example{Query: query, URL: SearchFor(query).URL("/"), Says: says}
}

// linked returns the examples with their URLs.
func linked(list []Example) []Example {
	out := append([]Example(nil), list...)
	for i := range out {
		out[i] = newExample(out[i].Query, out[i].Says)
	}
	return out
}

// newWay lists the first values of a facet.
func newWay(f *index.Facet) Way {
	const longest = 10 // as many as fit beside the examples
	v := Way{Field: f.Field, Label: f.Label}
	highest := max(1, highestCount(f.Buckets))
	for i, b := range f.Buckets {
		if i == longest {
			break
		}
		class := "plain"
		if f.Field == "outcome" {
			class = NewOutcome(imr.Outcome(b.Value)).Class
		}
		v.Values = append(v.Values, WayValue{
			Label: b.Label, URL: Address{}.With(f.Field, b.Value).URL("/"), CountText: Thousands(b.Count),
			Class: class, W: max(1, b.Count*100/highest),
		})
	}
	return v
}

// newYears draws the values of a facet of years, the oldest first.
func newYears(f *index.Facet) *Years {
	const height = 60
	v := &Years{Label: f.Label}
	highest := max(1, highestCount(f.Buckets))
	for _, b := range ascending(f.Buckets) {
		h := max(1, b.Count*height/highest)
		v.Values = append(v.Values, Year{
			Label: b.Label, URL: Address{}.With(f.Field, b.Value).URL("/"), CountText: Thousands(b.Count), Y: height - h, H: h,
		})
	}
	return v
}
