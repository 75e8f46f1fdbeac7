package opensearch

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"imrsearch/index"
	"imrsearch/index/rank"
	"imrsearch/parser/imr"
)

// A hit is an item with what it is ordered by.
type hit struct {
	id       string
	tier     int     // 0 for what comes first, 1 for the others
	score    float64 // BM25F as the cluster has it
	final    float64 // what re-ranking goes by, and what is shown as the score
	sort     []json.RawMessage
	folded   int // others that are folded under it
	reranked bool
}

// A list is the hits that a request asks for.
type list struct {
	page   []hit
	start  int         // hits before the page
	scorer *rank.Query // nil where there is no score to go by
}

// list finds the hits that are asked for, in their order.
func (r *run) list() (*list, error) {
	l := &list{start: r.req.Start}
	if r.req.Sort.Field == "" {
		var err error
		if l.scorer, err = r.scorer(); err != nil {
			return nil, err
		}
	}
	if r.from != nil {
		l.start = r.from.Place
	}
	if r.req.Fold != "" {
		return l, r.foldedPage(l)
	}
	skip, want := l.start, -1
	var after *cursor
	if r.from != nil && (l.scorer == nil || l.start > rank.Rerank) {
		after, skip = r.from, 0
	}
	if r.req.Limit >= 0 {
		want = skip + r.req.Limit
		if l.scorer != nil && after == nil {
			want = max(want, rank.Rerank)
		}
	}
	hits, err := r.hits(l.scorer, want, after)
	if err != nil {
		return nil, err
	}
	l.page = pageOf(hits, skip, r.req.Limit)
	return l, nil
}

func pageOf(hits []hit, skip, limit int) []hit {
	hits = hits[min(skip, len(hits)):]
	if limit >= 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}

// hits returns the first hits of the whole list in their final order, all where
// want is negative; those behind after where it is given.
func (r *run) hits(scorer *rank.Query, want int, after *cursor) ([]hit, error) {
	var out []hit
	tiers := []object{r.filtered(r.query, -1)}
	if first := r.first(); first != nil {
		tiers = []object{allOf(tiers[0], first), but(tiers[0], first)}
	}
	for tier, q := range tiers {
		var behind []json.RawMessage
		if after != nil {
			if after.Tier > tier {
				continue
			}
			if after.Tier == tier {
				behind = after.After
			}
		}
		left, all := want-len(out), want < 0
		if all && r.total <= pageRows { // as count found
			left, all = r.total-len(out), false
		}
		err := r.firstOf(r.ctx, r.ordered(q, scorer), behind, left, all, func(x *row) {
			out = append(out, hit{id: x.ID, tier: tier, score: scoreOf(x, scorer), sort: x.Sort})
		})
		if err != nil {
			return nil, err
		}
	}
	if scorer == nil {
		return out, nil
	}
	for i := range out {
		out[i].final = out[i].score / scorer.Total
	}
	if after != nil {
		return out, nil
	}
	return out, r.rerank(scorer, out[:min(len(out), rank.Rerank)])
}

// firstOf calls do with the first n rows of a search, or with all.
func (s *snapshot) firstOf(ctx context.Context, body object, after []json.RawMessage, n int, all bool, do func(*row)) error {
	if !all && n <= 0 {
		return nil
	}
	if !all && n <= pageRows {
		body["size"], body["_source"], body["track_total_hits"] = n, false, false
		if after != nil {
			body["search_after"] = after
		}
		res, err := s.search(ctx, s.Client.items(), body)
		if err != nil {
			return err
		}
		for i := range res.Hits.Hits {
			do(&res.Hits.Hits[i])
		}
		return nil
	}
	return s.each(ctx, body, after, func(rows []row) (bool, error) {
		for i := range rows {
			if all || n > 0 {
				do(&rows[i])
				n--
			}
		}
		return all || n > 0, nil
	})
}

func scoreOf(r *row, scorer *rank.Query) float64 {
	var score float64
	if scorer != nil && len(r.Sort) > 0 {
		_ = json.Unmarshal(r.Sort[0], &score)
	}
	return score
}

// ordered is the search for the items of a query in the order of the request.
func (r *run) ordered(q object, scorer *rank.Query) object {
	switch f, ok := index.FieldNamed(r.req.Sort.Field); {
	case ok:
		order := "desc"
		if r.req.Sort.Ascending {
			order = "asc"
		}
		by := object{"s." + f.Name: object{"order": order, "missing": "_last"}}
		return object{"query": object{"bool": object{"filter": q}}, "sort": append([]object{by}, byID...)}
	case scorer != nil:
		return object{"query": r.scored(q, scorer), "sort": append([]object{{"_score": "desc"}}, byID...)}
	}
	return object{"query": object{"bool": object{"filter": q}}, "sort": byID}
}

// rerank puts the first hits in their final order: by what re-ranking finds, then
// by BM25F, then by id.
func (r *run) rerank(scorer *rank.Query, hits []hit) error {
	weighed, err := r.describer(scorer)
	if err != nil {
		return err
	}
	docs, err := weighed.describe(hits)
	if err != nil {
		return err
	}
	ranker := rank.NewRanker(scorer)
	for i := range hits {
		p := ranker.Weigh(&docs[i])
		hits[i].final, hits[i].reranked = p.Sum(), true
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(b.final, a.final), cmp.Compare(b.score, a.score), imr.CompareIDs(a.id, b.id))
	})
	return nil
}
