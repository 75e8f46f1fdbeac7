package main

import (
	"context"

	"imrsearch/index"
)

// requests are the rows in which something but the query is special.
func requests(v *vocabulary) []row {
	var chosen, dated, relaxed, totals []index.Request
	for i, p := range v.pairs {
		query := p[0] + " " + p[1]
		r := page.of(query)
		r.Filters = append(v.filter("outcome", i, 1), append(v.filter("body", i, 1), v.filter("decided", i, 2)...)...)
		chosen = append(chosen, r)
		r = page.of(query)
		r.Sort.Field = "decided"
		dated = append(dated, r)
		r = page.of(query)
		r.Match = index.MatchMost
		relaxed = append(relaxed, r)
		totals = append(totals, index.Request{Query: query})
	}
	return []row{
		searches("3 facets chosen, page", chosen...),
		searches("by date, page", dated...),
		searches("most words, page", relaxed...),
		searches("totals alone", totals...),
		searches("no words", page.of("")),
		searches("filters alone, 8 facets", v.filtersAlone()...),
		searches("filters in the query, 8 facets", page.of("outcome:overturned age:40..60"), page.of("decided:2016 sex:female")),
		searches("page 1", start(0)),
		searches("page 500 by start", start(499*20)),
		byCursor("page 500 by cursor", start(498*20)),
		similar(v.ids),
	}
}

// filter chooses n values of a facet, from the i-th most frequent on.
func (v *vocabulary) filter(field string, i, n int) []index.Filter {
	var out []index.Filter
	values := v.values[field]
	for k := range min(n, len(values)) {
		out = append(out, index.Filter{Field: field, Value: values[(i+k)%len(values)]})
	}
	return out
}

// filtersAlone asks for no word, with one to three facets chosen.
func (v *vocabulary) filtersAlone() []index.Request {
	var out []index.Request
	for i := range 24 {
		r := page.of("")
		for k := range 1 + i%3 {
			r.Filters = append(r.Filters, v.filter(facets8[(i+3*k)%len(facets8)], i/2, 1+i%2)...)
		}
		out = append(out, r)
	}
	return out
}

// start asks for a page of a common pair of words from hit n on.
func start(n int) index.Request {
	r := page.of("medically necessary")
	r.Start = n
	return r
}

// byCursor asks for the page behind another.
func byCursor(name string, before index.Request) row {
	var next index.Request
	return row{name, 1, func(ctx context.Context, s index.Searcher, _ int) (int, error) {
		if next.Cursor == "" {
			r, err := s.Search(ctx, &before)
			if err != nil {
				return 0, err
			}
			next = before
			next.Start, next.Cursor = 0, r.Next
		}
		r, err := s.Search(ctx, &next)
		if err != nil {
			return 0, err
		}
		return r.Total.Items, nil
	}}
}

func similar(ids []string) row {
	return row{"similar", len(ids), func(ctx context.Context, s index.Searcher, i int) (int, error) {
		r, err := s.Similar(ctx, &index.SimilarRequest{ID: ids[i], Limit: 20})
		if err != nil {
			return 0, err
		}
		return r.Total.Items, nil
	}}
}
