package bleve

import (
	"encoding/binary"
	"maps"
	"slices"
	"strconv"

	lru "github.com/hashicorp/golang-lru/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/collect"
	"imrsearch/index/bleve/match"
)

// A queryCache holds the results of the last searches of an engine; the
// generation is part of the key. It is safe for concurrent use. The zero
// queryCache holds none.
type queryCache struct {
	*lru.Cache[string, *cachedResult]
}

func newQueryCache(size int) queryCache {
	if size <= 0 {
		return queryCache{}
	}
	c, err := lru.New[string, *cachedResult](size)
	if err != nil {
		panic(err) // only for a size of 0 or less
	}
	return queryCache{c}
}

// A cachedResult is what a search found, without the page that was shown: the
// next pages, another number of snippets and the same search again cost no
// search. It is never changed and takes about 25 kB.
type cachedResult struct {
	match  index.Match
	query  index.Reading // settled
	total  index.Total
	facets []index.Facet
	first  []collect.Hit // the first hits in their final order
	all    bool          // first is all of them
}

// covers reports whether the result has the limit hits from start on.
func (a *cachedResult) covers(start, limit int) bool {
	return limit >= 0 && start+limit <= len(a.first) || a.all
}

// cached returns the cached result of the same search, nil when there is none
// that has the hits of the page. Explanations are never cached.
func (s *execution) cached() *cachedResult {
	if s.req.Explain || s.cache.Cache == nil {
		return nil
	}
	a, ok := s.cache.Get(s.key(s.asked()))
	if !ok || s.req.Limit != 0 && !a.covers(s.hits.Start(), s.req.Limit) {
		return nil
	}
	return a
}

// page makes a result of a cached one, and the hits of the page asked for.
func (s *execution) page(k *cachedResult) (*index.Result, []collect.Hit, error) {
	s.Match = k.match
	result := s.newResult(copyOfTotal(k.total))
	result.Query.Expansions = slices.Clone(k.query.Expansions)
	for _, n := range k.query.Warnings {
		if !slices.Contains(result.Query.Warnings, n) {
			result.Query.Warnings = append(slices.Clip(result.Query.Warnings), n)
		}
	}
	result.Facets = copyOfFacets(k.facets)
	result.Answer = index.AnswerOf(result)
	return result, s.hits.Cut(k.first, s.hits.Start()), nil
}

// store caches a result that is not partial: under the mode of matching that
// was asked for, and under the one that was used, which cursors name.
func (s *execution) store(r *index.Result) {
	if s.cache.Cache == nil || r.Partial || s.hits.From != nil && s.hits.First == nil {
		return
	}
	shown := r.Total.Items
	if r.Total.Groups != nil {
		shown = *r.Total.Groups
	}
	a := &cachedResult{match: s.Match, query: r.Query, total: copyOfTotal(r.Total), facets: copyOfFacets(r.Facets), first: s.hits.First, all: len(s.hits.First) == shown}
	asked := s.asked()
	s.cache.Add(s.key(asked), a)
	if asked != a.match {
		s.cache.Add(s.key(a.match), a)
	}
}

// key is the search without what selects and shows the page: generation,
// query, filters, order, mode of matching, version of the labels it asks for,
// facets.
func (s *execution) key(mode index.Match) string {
	b := collect.AppendQuestion(binary.AppendUvarint(nil, s.G.Serial), s.req)
	b = match.AppendString(b, string(mode))
	if labels := s.Plan.Labels; labels != nil {
		b = binary.AppendVarint(b, labels.Version)
	}
	if s.req.Facets {
		b = binary.AppendUvarint(b, uint64(s.req.FacetLimit)+1)
		b = strconv.AppendBool(b, s.req.Rates)
		for _, f := range s.counts.Fields {
			b = match.AppendString(b, f.Name)
		}
	}
	return string(b)
}

// copyOfTotal returns a copy that shares nothing with t.
func copyOfTotal(t index.Total) index.Total {
	if t.AllWords != nil {
		n := *t.AllWords
		t.AllWords = &n
	}
	if t.Groups != nil {
		n := *t.Groups
		t.Groups = &n
	}
	if t.Requested != nil {
		r := *t.Requested
		r.Outcomes = maps.Clone(r.Outcomes)
		t.Requested = &r
	}
	t.Outcomes = maps.Clone(t.Outcomes)
	return t
}

// copyOfFacets returns a copy that shares no buckets with facets.
func copyOfFacets(facets []index.Facet) []index.Facet {
	facets = slices.Clone(facets)
	for i := range facets {
		facets[i].Buckets = slices.Clone(facets[i].Buckets)
	}
	return facets
}
