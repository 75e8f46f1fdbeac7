package view

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"imrsearch/index"
)

// A SearchPage is the list of the items that a search found, or what is wrong
// with its query.
type SearchPage struct {
	Layout
	Reading  *Reading
	Chosen   []Link
	ClearURL string
	Facets   []Facet
	Rated    string // of which items the rates beside the values speak; "" for no rates
	More     []Link // to the other facets
	Fault    *FaultInPlace
	Answer   *Answer
	Head     *Head
	Rate     *Rate
	Absent   []AbsentWord // why no item has all the words
	Nothing  *Nothing
	Hits     []Hit
	Pages    *Pages
	Export   *ExportMenu
	Decides  string // the page of what decides these items
	Builder  Builder
	Save     *SaveForm // nil where searches are not kept
	LongText string    // of a query that is more likely a text to find items like; "" for others
}

// longText is the number of characters from which a query is offered as a text
// to find items like.
const longText = 200

// longQuery returns a query that may be a pasted text, "" for others.
func longQuery(text string) string {
	if utf8.RuneCountInString(text) <= longText {
		return ""
	}
	return text
}

// A Head is what stands above a list.
type Head struct {
	Count   string
	Shown   string // the items, as the button says that shows them
	Sorts   []Option
	Scopes  *Scopes
	Chosen  int
	Took    string
	Partial string
	Relaxed *Relaxed
	Fold    *Relaxed // folded, or the way to fold
	Letters *Link    // to the list by letter, or back; nil where it would be the same
	View    Link     // to the other density of the list
}

// A Relaxed says how many of the words must match, and links to the other
// mode.
type Relaxed struct {
	Text string
	Link Link
}

// An Option is an entry of a select field.
type Option struct {
	Value, Label string
	Selected     bool
}

// NewSearchPage shows the result of a search at its address. whole is the total
// of the same search in scope all, nil where it is not known or the search has
// that scope. Nothing and Absent are for the caller to fill, for they take
// searches of their own.
func NewSearchPage(a Address, req *index.Request, res *index.Result, whole *index.Total) *SearchPage {
	text := a.Query()
	p := &SearchPage{Layout: NewLayout("search", text, text), Builder: newBuilder(a), LongText: longQuery(text)}
	p.Box.Keep = keep(a)
	// Links carry the mode of matching that was decided on the query alone, so
	// that a filter cannot change it.
	links := a.First()
	if res.Total.AllWords != nil {
		links = links.With("match", string(index.MatchMost))
	}
	p.Reading = newReading(&res.Query, links)
	if p.Chosen = chosenChips(links, res.Facets); len(p.Chosen) > 0 || text == "" {
		p.Title = searchTitle(text, p.Chosen) + " – imr"
	}
	p.ClearURL = links.withoutFilters().URL("/")
	if p.Rated = ratedItems(req, res); p.Rated == "" {
		withoutRates(res.Facets)
	}
	p.Facets, p.More = newFacets(links, res.Facets), moreFacets(links)
	p.Head = newHead(links, req, res)
	p.Head.Chosen = len(p.Chosen)
	p.Head.Scopes = newScopes(a, req, &res.Total, whole)
	if !asksOutcome(req, res) {
		if p.Rate = newListRate(&res.Total, res.Partial); p.Rate != nil {
			p.Rate.More = &Link{"Rates by year, body part, ...", a.rates("decided")}
		}
		if p.Answer = newAnswer(a, req, res); p.Answer != nil && p.Rate != nil && res.Total.Requested != nil {
			p.Rate.Share, p.Rate.Said = "", "" // the answer says it
		}
	}
	for i := range res.Hits {
		hit := newHit(&res.Hits[i], a.hit(position(req, i)))
		hit.Group = groupLink(links, &res.Hits[i])
		hit.SomeWords = hit.SomeWords && !allSomeWords(&res.Total)         // else all have
		hit.Requested = hit.Requested && req.Scope != index.ScopeRequested // else all are
		hit.Box, hit.Open = res.Hits[i].ID, a.get("view") == FullView
		p.Hits = append(p.Hits, hit)
	}
	p.Pages = newPages(links, req, res)
	p.Decides = a.decides()
	if p.Export = newExportMenu(links, res); p.Export != nil {
		p.Export.JSON = a.With("facets", "1").With("view", "").URL("/search.json")
	}
	return p
}

// Explain says of a list which of its words no item has, and of an empty one
// what else would find something.
func (p *SearchPage) Explain(words []AbsentWord, nothing *Nothing) {
	p.Reading.leaveTo(words)
	if p.Nothing = nothing; nothing == nil {
		p.Absent = words
	}
}

// NewFaultPage shows what is wrong with the query of an address, in its place.
func NewFaultPage(a Address, f *Fault) *SearchPage {
	p := &SearchPage{Layout: NewLayout("search", "Query", a.Query()), Builder: newBuilder(a), LongText: longQuery(a.Query())}
	p.Fault = newFaultInPlace(f, a)
	p.Chosen, p.ClearURL = chosenChips(a, nil), a.withoutFilters().URL("/")
	return p
}

// asksOutcome reports whether the search itself chooses an outcome, so that
// a rate would only repeat it. Words that mean an outcome do, unless the rate
// stands on the requests for a treatment, which they do not narrow.
func asksOutcome(req *index.Request, res *index.Result) bool {
	if req.ChoosesOutcome() {
		return true
	}
	meant := slices.ContainsFunc(res.Query.Understood, func(u index.Understood) bool { return u.Kind == "outcome" })
	return meant && res.Total.Requested == nil || strings.Contains(strings.ToLower(res.Query.ReadAs), "outcome:")
}

// searchTitle names a search by its query and what is chosen.
func searchTitle(query string, chosen []Link) string {
	if query == "" {
		query = "All items"
	}
	for i, c := range chosen {
		_, value, _ := strings.Cut(c.Text, ": ")
		query += [...]string{" · ", ", "}[min(i, 1)] + value
	}
	return query
}

// ratedItems says of which items the rates beside the values of a facet speak;
// "" where none may stand: where an outcome is chosen, items have only some of
// the words, or the counts are cut.
func ratedItems(req *index.Request, res *index.Result) string {
	t := &res.Total
	switch {
	case res.Partial || asksOutcome(req, res):
		return ""
	case t.Requested != nil:
		return "overturned, of the requests"
	case t.AllWords != nil && *t.AllWords < t.Items:
		return ""
	}
	return "overturned"
}

func withoutRates(facets []index.Facet) {
	for i := range facets {
		for k := range facets[i].Buckets {
			facets[i].Buckets[k].Rate = nil
		}
	}
}

// keep returns what the search form carries along beside its own fields: the
// mode of matching, the scope and the length of the page that were asked for.
func keep(a Address) []HiddenField {
	var out []HiddenField
	for _, name := range []string{"match", "scope", "limit", "fold", "view"} {
		if v := a.get(name); v != "" {
			out = append(out, HiddenField{name, v})
		}
	}
	return out
}

func newHead(a Address, req *index.Request, res *index.Result) *Head {
	t := &res.Total
	h := &Head{
		Count: count(t.Items, "item", "items") + " in " + count(t.Letters, "letter", "letters"),
		Shown: count(t.Items, "item", "items"),
		Took:  milliseconds(res.TookMS),
		Sorts: sorts(a.get("sort")),
	}
	if res.Partial {
		h.Count = "At least " + h.Count
		h.Partial = "The time limit cut this search: the numbers are lower bounds, the list may lack better items, and no rate is shown."
	}
	if t.Items == 0 && !res.Partial {
		h.Count, h.Sorts = "Nothing found", nil
		if req.Scope == index.ScopeRequested && t.Requested != nil {
			h.Count = "Requested in no item"
		}
	}
	h.View = Link{"Expand all", a.With("view", FullView).URL("/")}
	if a.get("view") == FullView {
		h.View = Link{"Collapse all", a.With("view", "").URL("/")}
	}
	h.Relaxed = newRelaxed(a, req, res)
	if t.Items > 1 {
		h.Fold, h.Letters = newFold(a, req.Fold, t), lettersLink(a, req.Fold, t)
	}
	return h
}

// newRelaxed returns nil where the mode of matching makes no difference.
func newRelaxed(a Address, req *index.Request, res *index.Result) *Relaxed {
	if req.Scope == index.ScopeRequested && res.Total.Requested != nil {
		return nil
	}
	if res.Total.AllWords != nil && *res.Total.AllWords < res.Total.Items {
		all := *res.Total.AllWords
		text := fmt.Sprintf("%s all the words; the other %s only some of them.",
			have(all), have(res.Total.Items-all))
		if all == 0 {
			text = "No item has all the words. These have some of them."
		}
		return &Relaxed{Text: text, Link: Link{"All words only", a.With("match", string(index.MatchAll)).URL("/")}}
	}
	if req.Match == index.MatchAll && strings.Contains(strings.TrimSpace(req.Query), " ") {
		return &Relaxed{Text: "Items with all the words only.",
			Link: Link{"Most of the words too", a.With("match", string(index.MatchMost)).URL("/")}}
	}
	return nil
}

// allSomeWords reports whether no item has all the words.
func allSomeWords(t *index.Total) bool { return t.AllWords != nil && *t.AllWords == 0 }

func have(n int) string {
	if n == 1 {
		return "1 item has"
	}
	return Thousands(n) + " items have"
}

// sortOptions are the orders of a list, by the value of the parameter.
var sortOptions = []Option{
	{Value: "", Label: "best match"},
	{Value: "decided", Label: "newest decision"},
	{Value: "decided-asc", Label: "oldest decision"},
	{Value: "injured", Label: "newest injury"},
	{Value: "injured-asc", Label: "oldest injury"},
	{Value: "age", Label: "age, oldest first"},
	{Value: "age-asc", Label: "age, youngest first"},
}

func sorts(chosen string) []Option {
	out := append([]Option(nil), sortOptions...)
	for i := range out {
		out[i].Selected = out[i].Value == chosen
	}
	return out
}
