package indextest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/parser/imr"
)

// Similar returns items by how many facts they share: treatment, body parts,
// drugs. It is there for tests of what shows the list; engines do better.
func (s *Scan) Similar(_ context.Context, req *index.SimilarRequest) (*index.SimilarResult, error) {
	if err := req.Check(); err != nil {
		return nil, err
	}
	_, filters, err := resolve.Resolve(&index.Request{Filters: req.Filters})
	if err != nil {
		return nil, err
	}
	like := req.Like
	if req.ID != "" {
		i := slices.IndexFunc(s.items, func(d scanned) bool { return d.Item.ID == req.ID })
		if i < 0 {
			return nil, fmt.Errorf("item %s: %w", req.ID, index.ErrNotFound)
		}
		like = &s.items[i].Determination
	}
	var hits []found
	why := map[string][]string{}
	for i := range s.items {
		d := &s.items[i]
		shared := agreeing(like, &d.Determination)
		if d.Letter.ID != like.Letter.ID && len(shared) > 0 {
			why[d.Item.ID] = shared
			hits = append(hits, found{scanned: d, score: float64(len(shared))})
		}
	}
	hits = passing(hits, filters)
	slices.SortFunc(hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), imr.CompareIDs(a.Item.ID, b.Item.ID))
	})
	result := &index.SimilarResult{Result: index.Result{Total: total(hits, index.MatchAll), Hits: []index.Hit{}, Generation: 1}}
	r := newRun(s, &index.Plan{Root: index.All{}})
	end := len(hits)
	if req.Limit >= 0 {
		end = min(req.Start+req.Limit, end)
	}
	for i := min(req.Start, end); i < end; i++ {
		h := r.hit(hits[i], index.DefaultSnippets)
		h.Why = why[h.ID]
		result.Hits = append(result.Hits, h)
	}
	return result, nil
}

func agreeing(a, b *index.Determination) []string {
	var shared []string
	for _, name := range []string{"class", "subclass", "drug", "body"} {
		f, _ := index.FieldNamed(name)
		for _, v := range f.Values(a) {
			if slices.Contains(f.Values(b), v) {
				shared = append(shared, f.Label+": "+v)
			}
		}
	}
	return shared
}
