package server

import (
	"context"
	"strings"
	"unicode"

	"imrsearch/index"
)

// A nothingView helps on when nothing was found: which words stand nowhere,
// what may have been meant, which filter to drop.
type nothingView struct {
	Words     []wordView
	DropsLead string
	Drops     []offer
	Advice    string
}

// A wordView is a word that stands nowhere, with words that do.
type wordView struct {
	Message string
	Offers  []offer
}

// An offer is a search that has results, with their number.
type offer struct{ Text, URL, Count string }

// nothing looks for the reason of an empty list. Its look-ups are bounded;
// what fails is left out, for the page is useful without it.
func (s *server) nothing(ctx context.Context, a address, req *index.Request) *nothingView {
	v := &nothingView{
		Drops:  s.drops(ctx, a, req),
		Advice: "Fewer words, a word's beginning with * or !, or OR between words of the same meaning find more.",
	}
	if len(v.Drops) > 0 {
		v.DropsLead = "Without one of the filters there is something:"
	}
	v.Words = s.absent(ctx, a, req)
	return v
}

// absent are the plain words of a query that stand in no item, each with
// words that may have been meant.
func (s *server) absent(ctx context.Context, a address, req *index.Request) []wordView {
	var out []wordView
	words := plainWords(req.Query)
	for _, w := range words[:min(len(words), emptyWords)] {
		if n, ok := s.total(ctx, &index.Request{Query: w}); ok && n == 0 {
			out = append(out, wordView{
				Message: "“" + w + "” stands in no item of this collection.",
				Offers:  s.corrections(ctx, a, req, w),
			})
		}
	}
	return out
}

// drops are the searches without the filters of one facet that find
// something.
func (s *server) drops(ctx context.Context, a address, req *index.Request) []offer {
	var out []offer
	for _, f := range index.Fields() {
		if !f.Facet || len(a[f.Name]) == 0 {
			continue
		}
		less := *req
		less.Filters = nil
		for _, filter := range req.Filters {
			if filter.Field != f.Name {
				less.Filters = append(less.Filters, filter)
			}
		}
		if n, ok := s.total(ctx, &less); ok && n > 0 {
			text := "without " + f.Label + ": " + strings.Join(a[f.Name], " or ")
			out = append(out, offer{text, a.first().with(f.Name, "").at("/"), count(n, "item", "items")})
		}
	}
	return out
}

// corrections are words of the index that may have been meant.
func (s *server) corrections(ctx context.Context, a address, req *index.Request, word string) []offer {
	if s.suggest == nil || strings.ContainsFunc(word, unicode.IsDigit) {
		return nil
	}
	found, err := s.suggest.Corrections(ctx, word, 3)
	if err != nil {
		return nil
	}
	var out []offer
	for _, b := range found {
		query := strings.Replace(req.Query, word, b.Value, 1)
		out = append(out, offer{b.Value, a.first().query(query).at("/"), count(b.Count, "item", "items")})
	}
	return out
}

// total counts the items of a search and shows none.
func (s *server) total(ctx context.Context, req *index.Request) (int, bool) {
	less := *req
	less.Limit, less.Start, less.Cursor, less.Facets, less.Snippets = 0, 0, "", false, -1
	res, err := s.index.Search(ctx, &less)
	if err != nil || res.Partial {
		return 0, false
	}
	return res.Total.Items, true
}

// plainWords are the words of a query that could each be looked for alone:
// no operators, no fields, no wildcards.
func plainWords(query string) []string {
	var out []string
	for _, w := range strings.Fields(query) {
		w = strings.Trim(w, `()"',.;?`)
		operator := w == "AND" || w == "OR" || w == "NOT" || w == "BUT" || w == "NEAR"
		if w == "" || operator || strings.ContainsAny(w, `:/*!?~#%&+"()-=<>`) {
			continue
		}
		out = append(out, w)
	}
	return out
}
