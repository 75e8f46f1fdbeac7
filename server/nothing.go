package server

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"imrsearch/index"
	"imrsearch/server/view"
)

// absentWords is the number of words of an empty search that are looked up one
// by one.
const absentWords = 8

// corrections is the number of words offered for an absent one.
const corrections = 3

// absent returns the plain words of a query that stand in no item, each with
// words that may have been meant. Words that were not looked for in texts are
// left out. The searches are bounded in number; one that fails is left out, for
// the page is useful without it.
func (s *server) absent(ctx context.Context, a view.Address, req *index.Request, reading *index.Reading) []view.AbsentWord {
	var out []view.AbsentWord
	words := slices.DeleteFunc(plainWords(req.Query), func(w string) bool { return slices.Contains(notInTexts(reading), w) })
	for _, w := range words[:min(len(words), absentWords)] {
		if t, ok := s.total(ctx, &index.Request{Query: w}); ok && t.Items == 0 {
			out = append(out, view.NewAbsentWord(a, w, s.corrections(ctx, w)))
		}
	}
	return out
}

// notInTexts returns the words of a query that were ignored, or that mean
// something else than a text to look for.
func notInTexts(reading *index.Reading) []string {
	out := slices.Clone(reading.Ignored)
	for _, u := range reading.Understood {
		switch u.Kind {
		case "treatment", "body", "dose", "quantity", "level": // words that are looked for too
		default:
			out = append(out, plainWords(u.From)...)
		}
	}
	return out
}

// drops returns the searches without the filters of one facet that have hits.
func (s *server) drops(ctx context.Context, a view.Address, req *index.Request) []view.Offer {
	var out []view.Offer
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
		if t, ok := s.total(ctx, &less); ok && t.Items > 0 {
			out = append(out, view.NewDrop(a, f, t.Items))
		}
	}
	return out
}

// corrections returns words of the index that may have been meant by one that
// it has not.
func (s *server) corrections(ctx context.Context, word string) []index.Bucket {
	if s.suggest == nil || strings.ContainsFunc(word, unicode.IsDigit) {
		return nil
	}
	found, err := s.suggest.Corrections(ctx, word, corrections)
	if err != nil {
		return nil
	}
	return found
}

// total counts the items of a search and shows none. It reports false where
// the counts are not known exactly.
func (s *server) total(ctx context.Context, req *index.Request) (*index.Total, bool) {
	less := *req
	less.Limit, less.Start, less.Cursor, less.Facets, less.Snippets = 0, 0, "", false, -1
	res, err := s.Index.Search(ctx, &less)
	if err != nil || res.Partial {
		return nil, false
	}
	return &res.Total, true
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
