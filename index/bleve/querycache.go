package bleve

import (
	"encoding/binary"
	"maps"
	"slices"

	lru "github.com/hashicorp/golang-lru/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/collect"
	"imrsearch/index/bleve/match"
)

// queryCache are the last answers of an engine, of all its generations. It is
// safe for concurrent use; the zero answers keeps none.
type queryCache struct {
	*lru.Cache[string, *cachedResult]
}

func newQueryCache(most int) queryCache {
	if most <= 0 {
		return queryCache{}
	}
	c, err := lru.New[string, *cachedResult](most)
	if err != nil {
		panic(err) // of a size that is not above 0 alone
	}
	return queryCache{c}
}

// A cachedResult is what a search found, all but the hits of its page: kept, so
// that the pages behind the first, another number of snippets and whoever
// asks the same again cost no search. It never changes; it takes about 25 kB.
type cachedResult struct {
	match  index.Match
	total  index.Total
	facets []index.Facet
	first  []collect.Hit // the first hits in their final order
	all    bool          // there are no more
}

// reaches reports whether the answer holds the hits from start on, so many.
func (a *cachedResult) reaches(start, limit int) bool {
	return limit >= 0 && start+limit <= len(a.first) || a.all
}

// keptAnswer returns the answer to the same question, if it is kept and has the
// hits of the page; nil otherwise. Why a hit stands where it does is found
// with its search alone.
func (s *execution) keptAnswer() *cachedResult {
	if s.req.Explain || s.answers.Cache == nil {
		return nil
	}
	a, ok := s.answers.Get(s.key(s.asked()))
	if !ok || s.req.Limit != 0 && !a.reaches(s.hits.Start(), s.req.Limit) {
		return nil
	}
	return a
}

// again gives a kept answer once more, with the hits of this page.
func (s *execution) again(k *cachedResult) (*index.Result, error) {
	s.Match = k.match
	result := s.newResult(copyOfTotal(k.total))
	result.Facets = copyOfFacets(k.facets)
	result.Answer = index.AnswerOf(result)
	if s.req.Limit == 0 {
		return result, nil
	}
	start := s.hits.Start()
	if err := s.hits.ShowPage(result, start, s.hits.Cut(k.first, start)); err != nil {
		return nil, err
	}
	return result, nil
}

// keep keeps the answer of a search that was not cut: under how plain words
// were asked to be matched, and how they were, which cursors say.
func (s *execution) keep(r *index.Result) {
	if s.answers.Cache == nil || r.Partial || s.hits.From != nil && s.hits.First == nil {
		return
	}
	a := &cachedResult{match: s.Match, total: copyOfTotal(r.Total), facets: copyOfFacets(r.Facets), first: s.hits.First, all: len(s.hits.First) == r.Total.Items}
	asked := s.asked()
	s.answers.Add(s.key(asked), a)
	if asked != a.match {
		s.answers.Add(s.key(a.match), a)
	}
}

// key tells apart what is found: all that is asked but which hits to show and
// how.
func (s *execution) key(mode index.Match) string {
	b := collect.AppendQuestion(binary.AppendUvarint(nil, s.G.Serial), s.req)
	b = match.AppendString(b, string(mode))
	if s.req.Facets {
		b = binary.AppendUvarint(b, uint64(s.req.FacetLimit)+1)
		for _, f := range s.counts.Fields {
			b = match.AppendString(b, f.Name)
		}
	}
	return string(b)
}

// copyOfTotal returns a total that shares nothing with another.
func copyOfTotal(t index.Total) index.Total {
	if t.AllWords != nil {
		n := *t.AllWords
		t.AllWords = &n
	}
	if t.Requested != nil {
		r := *t.Requested
		r.Outcomes = maps.Clone(r.Outcomes)
		t.Requested = &r
	}
	t.Outcomes = maps.Clone(t.Outcomes)
	return t
}

func copyOfFacets(facets []index.Facet) []index.Facet {
	facets = slices.Clone(facets)
	for i := range facets {
		facets[i].Buckets = slices.Clone(facets[i].Buckets)
	}
	return facets
}
