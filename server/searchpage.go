package server

import (
	"fmt"
	"strings"

	"imrsearch/index"
)

// A searchPage is a list of items with everything about it.
type searchPage struct {
	chrome
	Reading  *readingView
	Chosen   []link
	ClearURL string
	Facets   []facetView
	Fault    *faultView
	Head     *headView
	Rate     *rateView
	Absent   []wordView // why no item has all the words
	Nothing  *nothingView
	Hits     []hitView
	Pages    *pagesView
	CSVURL   string
	JSONURL  string
	Builder  builderView
}

// A headView is what stands above a list.
type headView struct {
	Count   string
	Sorts   []option
	Chosen  int
	Took    string
	Partial string
	Relaxed *relaxedView
}

// A relaxedView says that words were relaxed, and leads to the other way.
type relaxedView struct {
	Text string
	Link link
}

// An option is an entry of a choice.
type option struct {
	Value, Label string
	Selected     bool
}

func newSearchPage(a address, req *index.Request, res *index.Result) *searchPage {
	text := a.q()
	p := &searchPage{chrome: newChrome("search", text, text), Builder: newBuilder()}
	p.Box.Keep = keep(a)
	// Links carry the mode of matching that was decided on the query alone, so
	// that a filter cannot change it.
	links := a.first()
	if res.Total.AllWords != nil {
		links = links.with("match", string(index.MatchMost))
	}
	p.Reading = newReadingView(&res.Query, links)
	p.Chosen = chosenChips(links, res.Facets)
	p.ClearURL = links.onlyQuery().at("/")
	p.Facets = newFacetViews(links, res.Facets)
	p.Head = newHead(links, req, res)
	p.Head.Chosen = len(p.Chosen)
	if !asksOutcome(req, &res.Query) {
		p.Rate = newRate(&res.Total, res.Partial)
	}
	for i := range res.Hits {
		p.Hits = append(p.Hits, newHitView(&res.Hits[i], a))
	}
	p.Pages = newPages(links, req, res)
	p.CSVURL, p.JSONURL = links.at("/search.csv"), a.with("facets", "1").at("/search.json")
	return p
}

// asksOutcome reports whether the search itself chooses an outcome, so that
// a rate would only repeat it.
func asksOutcome(req *index.Request, q *index.Reading) bool {
	for _, f := range req.Filters {
		if f.Field == "outcome" || f.Field == "case_outcome" {
			return true
		}
	}
	return strings.Contains(strings.ToLower(q.ReadAs), "outcome:")
}

// keep returns what the search form carries along beside its own inputs: a
// mode of matching that was asked for.
func keep(a address) []hiddenField {
	var out []hiddenField
	for _, name := range []string{"match", "limit"} {
		if v := a.get(name); v != "" {
			out = append(out, hiddenField{name, v})
		}
	}
	return out
}

func newHead(a address, req *index.Request, res *index.Result) *headView {
	t := &res.Total
	h := &headView{
		Count: count(t.Items, "item", "items") + " in " + count(t.Letters, "letter", "letters"),
		Took:  took(res.TookMS),
		Sorts: sorts(a.get("sort")),
	}
	if res.Partial {
		h.Count = "At least " + h.Count
		h.Partial = "The time limit cut this search: the numbers are lower bounds, the list may lack better items, and no rate is shown."
	}
	if t.Items == 0 && !res.Partial {
		h.Count, h.Sorts = "Nothing found", nil
	}
	h.Relaxed = newRelaxed(a, req, res)
	return h
}

// took writes a time with two or three digits.
func took(ms float64) string {
	switch {
	case ms < 10:
		return fmt.Sprintf("%.1f ms", ms)
	case ms < 1000:
		return fmt.Sprintf("%.0f ms", ms)
	}
	return fmt.Sprintf("%.1f s", ms/1000)
}

// newRelaxed says in words what became of the plain words.
func newRelaxed(a address, req *index.Request, res *index.Result) *relaxedView {
	if res.Total.AllWords != nil && *res.Total.AllWords < res.Total.Items {
		all := *res.Total.AllWords
		text := fmt.Sprintf("%s all the words; the other %s most of them and come after.",
			have(all), have(res.Total.Items-all))
		if all == 0 {
			text = "No item has all the words. These have most of them."
		}
		return &relaxedView{Text: text, Link: link{"All words only", a.with("match", string(index.MatchAll)).at("/")}}
	}
	if req.Match == index.MatchAll && strings.Contains(strings.TrimSpace(req.Query), " ") {
		return &relaxedView{Text: "Items with all the words only.",
			Link: link{"Most of the words too", a.with("match", string(index.MatchMost)).at("/")}}
	}
	return nil
}

func have(n int) string {
	if n == 1 {
		return "1 item has"
	}
	return thousands(n) + " items have"
}

// sortOptions are the orders of a list, by the value of the parameter.
var sortOptions = []option{
	{Value: "", Label: "best match"},
	{Value: "decided", Label: "newest decision"},
	{Value: "decided-asc", Label: "oldest decision"},
	{Value: "injured", Label: "newest injury"},
	{Value: "injured-asc", Label: "oldest injury"},
	{Value: "age", Label: "age, oldest first"},
	{Value: "age-asc", Label: "age, youngest first"},
}

func sorts(chosen string) []option {
	out := append([]option(nil), sortOptions...)
	for i := range out {
		out[i].Selected = out[i].Value == chosen
	}
	return out
}
