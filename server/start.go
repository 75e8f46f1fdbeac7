package server

import (
	"context"
	"net/http"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A startPage invites: what is there, and ways in.
type startPage struct {
	chrome
	Lede     string
	Rate     *rateView
	Examples []exampleView
	Ways     []wayView
	Years    *yearsView
	Builder  builderView
}

// An exampleView is a query that runs, with what it asks in words.
type exampleView struct{ Query, URL, Says string }

// A wayView is a facet as a list of links with bars.
type wayView struct {
	Field, Label string
	Values       []wayValue
}

// A wayValue is a value with its share of the largest, in percent.
type wayValue struct {
	Label, URL, CountText, Class string
	W                            int
}

// A yearsView is a chart of years, each a link.
type yearsView struct {
	Label  string
	Values []yearValue
}

// A yearValue is a bar of at most 60 units.
type yearValue struct {
	Label, URL, CountText string
	Y, H                  int
}

// examples are the queries that the start page shows, one an idea.
var examples = []exampleView{
	{Query: "opioid taper", Says: "both words, anywhere in an item"},
	{Query: `"functional improvement"`, Says: "these exact words"},
	{Query: "opioid! /s (taper! OR wean!)", Says: "in one sentence, any ending"},
	{Query: "request:MRI outcome:overturned", Says: "asked for, and granted on review"},
	{Query: "epidural radiculopathy NOT fusion", Says: "without a word"},
	{Query: "age:>=60 class:surgery", Says: "by age and kind of treatment"},
}

// startFacets are the ways in, in their order.
var startFacets = []string{"outcome", "class", "decided", "injured"}

// fewestYears make a chart: of two kinds of year the first that has so many
// is shown.
const fewestYears = 4

// start serves the page without a query.
func (s *server) start(w http.ResponseWriter, r *http.Request) error {
	res, err := s.index.Search(r.Context(), &index.Request{
		Facets: true, FacetFields: startFacets, FacetLimit: pageBuckets, Snippets: -1,
	})
	if err != nil {
		return err
	}
	page := startPage{
		chrome: newChrome("start", "", ""), Lede: s.lede(r.Context(), res), Rate: newRate(&res.Total, res.Partial),
		Builder: newBuilder(), Examples: linked(examples),
	}
	for i := range res.Facets {
		f := &res.Facets[i]
		switch {
		case isBanded(f.Field) && page.Years == nil && len(f.Buckets) >= fewestYears:
			page.Years = newYears(f)
		case !isBanded(f.Field) && len(f.Buckets) > 0:
			page.Ways = append(page.Ways, newWay(f))
		}
	}
	return s.render(w, r, http.StatusOK, "start", page)
}

// lede says what is in the index.
func (s *server) lede(ctx context.Context, res *index.Result) string {
	text := "Full text of " + count(res.Total.Items, "disputed item", "disputed items") + " in " +
		count(res.Total.Letters, "determination letter", "determination letters")
	if info, err := s.index.Info(ctx); err == nil && !info.From.IsZero() {
		text += ", decided " + itoa(int(info.From.Year))
		if info.To.Year != info.From.Year {
			text += " to " + itoa(int(info.To.Year))
		}
	}
	return text + ". Every item is found by itself, with its own outcome and the reasons given for it."
}

func linked(list []exampleView) []exampleView {
	out := append([]exampleView(nil), list...)
	for i := range out {
		out[i].URL = address{}.with("q", out[i].Query).at("/")
	}
	return out
}

func newWay(f *index.Facet) wayView {
	const longest = 10 // as many as stand beside the examples
	v := wayView{Field: f.Field, Label: f.Label}
	highest := 1
	for _, b := range f.Buckets {
		highest = max(highest, b.Count)
	}
	for i, b := range f.Buckets {
		if i == longest {
			break
		}
		class := "plain"
		if f.Field == "outcome" {
			class = newOutcomeView(imr.Outcome(b.Value)).Class
		}
		v.Values = append(v.Values, wayValue{
			Label: bucketLabel(f.Field, b), URL: address{}.with(f.Field, b.Value).at("/"), CountText: thousands(b.Count),
			Class: class, W: max(1, b.Count*100/highest),
		})
	}
	return v
}

func newYears(f *index.Facet) *yearsView {
	const height = 60
	v := &yearsView{Label: f.Label}
	highest := 1
	for _, b := range f.Buckets {
		highest = max(highest, b.Count)
	}
	for _, b := range ascending(f.Buckets) {
		h := max(1, b.Count*height/highest)
		v.Values = append(v.Values, yearValue{
			Label: b.Label, URL: address{}.with(f.Field, b.Value).at("/"), CountText: thousands(b.Count), Y: height - h, H: h,
		})
	}
	return v
}
