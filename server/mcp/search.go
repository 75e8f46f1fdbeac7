package mcp

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"imrsearch/index"
)

var scopes = []string{"all", "requested"}

var searchTool = tool{
	name: "search", title: "Find items",
	description: `Find items by words, fields and filters, best first, with exact totals and by outcome. Use it for "find determinations about X". For precedents of one item or of a denial's text use similar; for rates use stats.

The query language: plain words (all are looked for, synonyms are added and listed); "exact phrase"; OR, AND, NOT; /s same sentence, /p same paragraph, /5 within 5 words; taper! words that begin so; field:value, as outcome:overturned, drug:hydrocodone, request:(epidural OR esi), rationale:"functional improvement", age:40..60, decided:2016, cite:(reviewer odg); a case number. The empty query finds all.

The snippet of kind reason is the sentence that decides. scope "requested" keeps only items that ask for the treatment which the query names.`,
	choices: map[string][]string{"scope": scopes, "match": {"auto", "all", "most"}},
}

// searched are the arguments by which items are found, in every tool that
// searches.
type searched struct {
	Query   string              `json:"query,omitempty" jsonschema:"the query; empty finds all items"`
	Filters map[string][]string `json:"filters,omitempty" jsonschema:"facet and values, as {\"outcome\": [\"overturned\"], \"body\": [\"knee\", \"low back\"]}: OR inside a facet, AND between facets"`
}

// values returns the arguments as the parameters of an address. Errors:
// *index.RequestError for a filter that is no facet.
func (a *searched) values() (url.Values, error) {
	v := url.Values{}
	for name, values := range a.Filters {
		f, ok := index.FieldNamed(name)
		if !ok || !f.Facet {
			msg := name + " is no facet"
			if near := index.Nearest(name, index.FacetNames()); near != "" {
				msg += "; did you mean " + near + "?"
			}
			return nil, &index.RequestError{Param: "filters", Msg: msg}
		}
		v[f.Name] = append(v[f.Name], values...)
	}
	set(v, "q", a.Query)
	return v, nil
}

// set sets a parameter that has a value.
func set(v url.Values, name, value string) {
	if value != "" {
		v.Set(name, value)
	}
}

type searchArgs struct {
	searched
	Scope  string `json:"scope,omitempty" jsonschema:"requested: only items that ask for the treatment that the query names; all is the default"`
	Match  string `json:"match,omitempty" jsonschema:"all: items with all plain words; most: with some of them too; auto, the default: these when few items have all"`
	Sort   string `json:"sort,omitempty" jsonschema:"relevance, the default; decided or injured, newest first; decided-asc, oldest first"`
	Limit  *int   `json:"limit,omitempty" jsonschema:"hits, from 0 (totals alone) to 100; 10 by default"`
	Cursor string `json:"cursor,omitempty" jsonschema:"next of the answer before, to go on"`
	Facets bool   `json:"facets,omitempty" jsonschema:"count the values of the facets too: which filters there are"`
}

// defaultHits is how many hits an agent gets that does not say: what it can
// read at once.
const defaultHits = 10

func (s *server) search(ctx context.Context, a *searchArgs) (*index.Result, error) {
	v, err := a.values()
	if err != nil {
		return nil, err
	}
	set(v, "scope", a.Scope)
	set(v, "match", a.Match)
	set(v, "sort", a.Sort)
	set(v, "cursor", a.Cursor)
	limit := defaultHits
	if a.Limit != nil {
		limit = *a.Limit
	}
	v.Set("limit", strconv.Itoa(limit))
	if a.Facets {
		v.Set("facets", "1")
	}
	req, err := index.RequestFrom(v)
	if err != nil {
		return nil, err
	}
	res, err := s.index.Search(ctx, req)
	if err != nil {
		return nil, err
	}
	trim(res.Hits)
	return res, nil
}

// trim takes from hits what only pages have a use for.
func trim(hits []index.Hit) {
	for i := range hits {
		h := &hits[i]
		h.Marks, h.RequestSpans = nil, nil
		h.Snippets = slices.Clone(h.Snippets)
		for k := range h.Snippets {
			h.Snippets[k].Spans = []index.Span{}
		}
	}
}

// limited returns how many hits were asked for, checked.
func limited(n *int, byDefault, most int) (int, error) {
	switch {
	case n == nil:
		return byDefault, nil
	case *n < 0 || *n > most:
		return 0, &index.RequestError{Param: "limit", Msg: fmt.Sprintf("is from 0 to %d", most)}
	}
	return *n, nil
}
