package collect

import (
	"math"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/rank"
	"imrsearch/parser/imr"
)

// A TopHits finds the hits of a page among what a search selected.
type TopHits struct {
	*match.Search
	Req    *index.Request
	From   *Cursor // nil on the first page
	sort   index.Sort
	scorer *scorer // nil where there is no score to go by
	First  []Hit   // the first hits in their final order; nil where others are looked for
}

func NewTopHits(s *match.Search, req *index.Request, from *Cursor) *TopHits {
	h := &TopHits{Search: s, Req: req, From: from, sort: req.Sort}
	if f, ok := index.FieldNamed(req.Sort.Field); ok {
		h.sort.Field = f.Name
	}
	return h
}

// Start returns how many hits stand before the page.
func (s *TopHits) Start() int {
	if s.From != nil {
		return s.From.Place
	}
	return s.Req.Start
}

// Find returns the hits that are asked for, in their order. Errors:
// *index.RequestError for a cursor of no item, or the context's.
func (s *TopHits) Find() ([]Hit, error) {
	o := &Order{Segments: s.G.Segments, sort: s.sort}
	start, after := s.Start(), (*Hit)(nil)
	if s.From != nil {
		if s.sort.Field != "" || s.From.listed() > rank.Rerank {
			var err error
			if after, err = s.From.position(s.G); err != nil {
				return nil, err
			}
		}
	}
	s.Deadline.BeginHits()
	if s.Req.Fold != "" {
		return s.findFolded(o, after), s.Deadline.Ctx.Err()
	}
	hits := s.find(o, start, s.Req.Limit, after)
	return hits, s.Deadline.Ctx.Err()
}

// Show fills in the page of a result: hits, of which the first is at place
// start of all, and the cursor behind the last. Errors: index.ErrDamaged, or
// the context's.
func (s *TopHits) Show(result *index.Result, start int, hits []Hit) error {
	if err := s.ShowHits(result, hits); err != nil {
		return err
	}
	all := result.Total.Items
	if result.Total.Groups != nil {
		all = *result.Total.Groups
	}
	if n := len(hits); n > 0 && start+n < all && !s.Deadline.Partial.Load() {
		result.Next = s.cursorAt(hits[n-1], start+n, result).String()
	}
	return nil
}

// find returns limit hits, all where it is negative, from start on; those
// behind after where it is given.
func (s *TopHits) find(o *Order, start, limit int, after *Hit) []Hit {
	skip, want := start, -1
	if after != nil {
		skip = 0
	}
	if limit >= 0 {
		want = skip + limit
	}
	if s.sort.Field == "" && s.scorer == nil {
		s.scorer = newScorer(s.Search)
	}
	sc := s.scorer
	reranks := sc != nil && after == nil
	if after == nil && want > 0 {
		want = max(want, rank.Rerank) // those to re-rank; pages behind this one may want the others
	}
	var found []*TopK
	if sc != nil && want > 0 {
		found = s.topK(newSharedTopK(o, want), sc, after, start-skip)
	} else {
		found = s.all(o, want, after, sc)
	}
	var hits []Hit
	if reranks {
		hits = s.reranked(o, sc, found, want)
	} else {
		hits = Merge(o, found, want)
	}
	if sc != nil {
		for i := range hits {
			if !reranks || i >= rank.Rerank {
				hits[i].Final = hits[i].Score / sc.Total
			}
		}
	}
	for i := range hits {
		sel := s.Selections[hits[i].Segment]
		hits[i].requested = sel.Requested != nil && sel.Requested.Contains(hits[i].Doc)
		hits[i].someWords = sel.AllWords != sel.Query && !sel.AllWords.Contains(hits[i].Doc)
	}
	if after == nil {
		s.First = slices.Clone(hits[:min(len(hits), rank.Rerank)])
	}
	return pageOf(hits, skip, limit)
}

// Cut returns the hits of a page, of which the first is hits[skip].
func (s *TopHits) Cut(hits []Hit, skip int) []Hit { return pageOf(hits, skip, s.Req.Limit) }

func pageOf(hits []Hit, skip, limit int) []Hit {
	hits = hits[min(skip, len(hits)):]
	if limit >= 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}

// topK finds the first hits by score, in no order.
func (s *TopHits) topK(f *sharedTopK, sc *scorer, after *Hit, passed int) []*TopK {
	prunings := make([]*prunedCollector, len(s.Selections))
	for i, sel := range s.Selections {
		prunings[i] = &prunedCollector{Selection: sel, first: f, scorer: sc, after: after, passed: passed, share: len(s.Selections), mem: scratches.Get().(*scratch)}
		defer prunings[i].mem.release()
	}
	for tier := range uint8(2) {
		if after != nil && after.Tier > tier || tier > 0 && s.Selections[0].Tiers() == 1 {
			continue
		}
		s.Each(func(sel *match.Selection) { prunings[sel.At].begin(tier) })
		s.Each(func(sel *match.Selection) { prunings[sel.At].collect() })
	}
	return []*TopK{&f.TopK}
}

// all finds the first hits of each segment where there is no score to go by, or
// where all are wanted, in no order.
func (s *TopHits) all(o *Order, want int, after *Hit, sc *scorer) []*TopK {
	lists := make([]*TopK, len(s.Selections))
	s.Each(func(sel *match.Selection) {
		lists[sel.At] = &TopK{Order: o, K: want}
		collect(sel, lists[sel.At], sc, after)
	})
	return lists
}

func (s *TopHits) cursorAt(last Hit, place int, result *index.Result) *Cursor {
	return &Cursor{
		Generation: result.Generation, Query: queryHash(s.Req), Match: s.Match, Place: place,
		Tier: last.Tier, Score: math.Float64bits(last.Score), Number: last.number,
		ID: s.G.Segments[last.Segment].ItemID(last.Doc), Listed: int(last.listed),
	}
}

// position returns the document and the keys that a cursor stands behind.
// Errors: *index.RequestError.
func (c *Cursor) position(g *segment.Generation) (*Hit, error) {
	letter, n, err := imr.SplitID(c.ID)
	if err == nil {
		if s, l, ok := g.Find(letter); ok {
			from, to := s.Letters.Docs(l)
			if doc := from + uint32(max(n-1, 0)); doc < to {
				return &Hit{Segment: int32(g.Place(s)), Doc: doc, Tier: c.Tier, Score: math.Float64frombits(c.Score), number: c.Number}, nil
			}
		}
	}
	return nil, &index.RequestError{Param: "cursor", Msg: "names no item: begin again without it"}
}
