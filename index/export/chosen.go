package export

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

// MaxChosen is how many ids may be chosen one by one: their letters are held
// in memory together, at some 20 kB each.
const MaxChosen = 1_000

// chosen returns the items with these ids as the one part of a result, each
// once, in the order of the ids. Errors: *index.RequestError, or one that wraps
// index.ErrNotFound.
func chosen(ctx context.Context, s index.Searcher, req *index.Request, ids []string) (*index.Result, error) {
	if len(ids) > MaxChosen {
		return nil, &index.RequestError{Param: "id", Msg: fmt.Sprintf("is given %d times; at most %d items can be chosen one by one", len(ids), MaxChosen)}
	}
	all := &index.Result{Query: index.Reading{Text: req.Query}, Hits: []index.Hit{}}
	seen, letters := map[string]bool{}, map[string]bool{}
	for _, id := range ids {
		res, err := byID(ctx, s, req, id)
		if err != nil {
			return nil, err
		}
		all.Generation = res.Generation
		for _, h := range res.Hits {
			if !seen[h.ID] {
				seen[h.ID], letters[h.Letter] = true, true
				all.Hits = append(all.Hits, h)
			}
		}
	}
	all.Total = index.Total{Items: len(all.Hits), Letters: len(letters)}
	return all, nil
}

// byID searches for one item, or for all those of a letter in its order.
func byID(ctx context.Context, s index.Searcher, req *index.Request, id string) (*index.Result, error) {
	id = strings.TrimSpace(id)
	if number, ok := query.CaseNumber(id); ok {
		id = number // in the form that letters have
	}
	if _, _, err := imr.SplitID(id); err != nil || strings.Contains(id, `"`) {
		return nil, &index.RequestError{Param: "id", Msg: fmt.Sprintf("%q is no id: want that of a letter, or LETTER/n", id)}
	}
	one := &index.Request{Query: `case:"` + id + `"`, Limit: index.MaxLimit, Snippets: req.Snippets, Determinations: req.Determinations}
	res, err := s.Search(ctx, one)
	switch {
	case err != nil:
		return nil, err
	case res.Total.Items == 0:
		return nil, fmt.Errorf("item %s: %w", id, index.ErrNotFound)
	}
	slices.SortFunc(res.Hits, func(a, b index.Hit) int { return imr.CompareIDs(a.ID, b.ID) })
	return res, nil
}
