package bleve

import (
	"math"
	"slices"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// rerankFirst hits by BM25F are put in their final order by what else
// speaks for them; behind them the order is BM25F's.
const rerankFirst = 200

// A topHits finds the hits of a page among what a search selected.
type topHits struct {
	*search
	req    *index.Request
	from   *cursor // nil on the first page
	sort   index.Sort
	scorer *scorer  // nil where there is no score to go by
	first  []ranked // the first hits in their final order; nil where others are looked for
}

func newTopHits(s *search, req *index.Request, from *cursor) *topHits {
	h := &topHits{search: s, req: req, from: from, sort: req.Sort}
	if f, ok := index.FieldNamed(req.Sort.Field); ok {
		h.sort.Field = f.Name
	}
	return h
}

// start returns how many hits stand before the page.
func (s *topHits) start() int {
	if s.from != nil {
		return s.from.Place
	}
	return s.req.Start
}

// page finds the hits of the page that is asked for.
func (s *topHits) page(result *index.Result) error {
	o := &order{shards: s.g.shards, sort: s.sort}
	start, after := s.start(), (*ranked)(nil)
	if s.from != nil {
		if s.sort.Field != "" || start > rerankFirst {
			var err error
			if after, err = s.from.position(s.g); err != nil {
				return err
			}
		}
	}
	s.deadline.begin()
	hits := s.find(o, start, after)
	if s.deadline.ctx.Err() != nil {
		return s.deadline.ctx.Err()
	}
	return s.showPage(result, start, hits)
}

// showPage shows the hits of the page that begins at start.
func (s *topHits) showPage(result *index.Result, start int, hits []ranked) error {
	if err := s.show(result, hits); err != nil {
		return err
	}
	if n := len(hits); n > 0 && start+n < result.Total.Items && !s.deadline.partial.Load() {
		result.Next = s.cursorAt(hits[n-1], start+n, result).String()
	}
	return nil
}

// find returns the hits from start on; those behind after where it is given.
func (s *topHits) find(o *order, start int, after *ranked) []ranked {
	skip, want := start, -1
	if after != nil {
		skip = 0
	}
	if s.req.Limit >= 0 {
		want = skip + s.req.Limit
	}
	var sc *scorer
	if s.sort.Field == "" {
		sc = newScorer(s.search)
		s.scorer = sc
	}
	reranks := sc != nil && after == nil
	if after == nil && want > 0 {
		want = max(want, rerankFirst) // those to re-rank; pages behind this one may want the others
	}
	var found []*best
	if sc != nil && want > 0 {
		found = s.firsts(newFirsts(o, want), sc, after, start-skip)
	} else {
		found = s.all(o, want, after, sc)
	}
	var hits []ranked
	if reranks {
		hits = s.reranked(o, sc, found, want)
	} else {
		hits = merge(o, found, want)
	}
	if sc != nil {
		for i := range hits {
			if !reranks || i >= rerankFirst {
				hits[i].final = hits[i].score / sc.total
			}
		}
	}
	if after == nil {
		s.first = slices.Clone(hits[:min(len(hits), rerankFirst)])
	}
	return s.cut(hits, skip)
}

// cut returns the hits of a page, of which the first is hits[skip].
func (s *topHits) cut(hits []ranked, skip int) []ranked {
	hits = hits[min(skip, len(hits)):]
	if s.req.Limit >= 0 && len(hits) > s.req.Limit {
		hits = hits[:s.req.Limit]
	}
	return hits
}

// firsts finds the first hits by score, in no order.
func (s *topHits) firsts(f *firsts, sc *scorer, after *ranked, passed int) []*best {
	prunings := make([]*pruning, len(s.selections))
	for i, sel := range s.selections {
		prunings[i] = &pruning{selection: sel, first: f, scorer: sc, after: after, passed: passed, share: len(s.selections), mem: scratches.Get().(*scratch)}
		defer prunings[i].mem.release()
	}
	for tier := range uint8(2) {
		if after != nil && after.tier > tier || tier > 0 && s.match != index.MatchMost {
			continue
		}
		s.each(func(sel *selection) { prunings[sel.at].begin(tier) })
		s.each(func(sel *selection) { prunings[sel.at].collect() })
	}
	return []*best{&f.best}
}

// all finds the first hits of each shard where there is no score to go by, or
// where all are wanted, in no order.
func (s *topHits) all(o *order, want int, after *ranked, sc *scorer) []*best {
	lists := make([]*best, len(s.selections))
	s.each(func(sel *selection) {
		lists[sel.at] = &best{order: o, k: want}
		collect(sel, lists[sel.at], sc, after)
	})
	return lists
}

func (s *topHits) cursorAt(last ranked, place int, result *index.Result) *cursor {
	return &cursor{
		Generation: result.Generation, Query: queryHash(s.req), Match: s.match, Place: place,
		Tier: last.tier, Score: math.Float64bits(last.score), Number: last.number,
		ID: s.g.shards[last.shard].itemID(last.doc),
	}
}

// position returns the document and the keys that a cursor stands behind.
// Errors: *index.RequestError.
func (c *cursor) position(g *generation) (*ranked, error) {
	letter, n, err := imr.SplitID(c.ID)
	if err == nil {
		if s, l, ok := g.find(letter); ok {
			from, to := s.letters.docs(l)
			if doc := from + uint32(max(n-1, 0)); doc < to {
				return &ranked{shard: int32(g.place(s)), doc: doc, tier: c.Tier, score: math.Float64frombits(c.Score), number: c.Number}, nil
			}
		}
	}
	return nil, &index.RequestError{Param: "cursor", Msg: "names no item: begin again without it"}
}
