package bleve

import (
	"encoding/binary"
	"maps"
	"slices"
	"strconv"

	lru "github.com/hashicorp/golang-lru/v2"

	"imrsearch/index"
)

// answers are the last answers of an engine, of all its generations. It is
// safe for concurrent use; the zero answers keeps none.
type answers struct{ *lru.Cache[string, *kept] }

func newAnswers(most int) answers {
	if most <= 0 {
		return answers{}
	}
	c, err := lru.New[string, *kept](most)
	if err != nil {
		panic(err) // of a size that is not above 0 alone
	}
	return answers{c}
}

// A kept is what a search found, all but the hits of its page: kept, so
// that the pages behind the first, another number of snippets and whoever
// asks the same again cost no search. It never changes; it takes about 25 kB.
type kept struct {
	match  index.Match
	total  index.Total
	facets []index.Facet
	first  []ranked // the first hits in their final order
	all    bool     // there are no more
}

// reaches reports whether the answer holds the hits from start on, so many.
func (a *kept) reaches(start, limit int) bool {
	return limit >= 0 && start+limit <= len(a.first) || a.all
}

// keptAnswer returns the answer to the same question, if it is kept and has the
// hits of the page; nil otherwise. Why a hit stands where it does is found
// with its search alone.
func (s *execution) keptAnswer() *kept {
	if s.req.Explain || s.answers.Cache == nil {
		return nil
	}
	a, ok := s.answers.Get(s.key(s.asked()))
	if !ok || s.req.Limit != 0 && !a.reaches(s.hits.start(), s.req.Limit) {
		return nil
	}
	return a
}

// again gives a kept answer once more, with the hits of this page.
func (s *execution) again(k *kept) (*index.Result, error) {
	s.match = k.match
	result := s.newResult(copyOfTotal(k.total))
	result.Facets = copyOfFacets(k.facets)
	if s.req.Limit == 0 {
		return result, nil
	}
	start := s.hits.start()
	if err := s.hits.showPage(result, start, s.hits.cut(k.first, start)); err != nil {
		return nil, err
	}
	return result, nil
}

// keep keeps the answer of a search that was not cut: under how plain words
// were asked to be matched, and how they were, which cursors say.
func (s *execution) keep(r *index.Result) {
	if s.answers.Cache == nil || r.Partial || s.hits.from != nil && s.hits.first == nil {
		return
	}
	a := &kept{match: s.match, total: copyOfTotal(r.Total), facets: copyOfFacets(r.Facets), first: s.hits.first, all: len(s.hits.first) == r.Total.Items}
	asked := s.asked()
	s.answers.Add(s.key(asked), a)
	if asked != a.match {
		s.answers.Add(s.key(a.match), a)
	}
}

// key tells apart what is found: all that is asked but which hits to show and
// how.
func (s *execution) key(mode index.Match) string {
	b := appendQuestion(binary.AppendUvarint(nil, s.g.serial), s.req)
	b = appendString(b, string(mode))
	if s.req.Facets {
		b = binary.AppendUvarint(b, uint64(s.req.FacetLimit)+1)
		for _, f := range s.counts.fields {
			b = appendString(b, f.Name)
		}
	}
	return string(b)
}

// appendQuestion appends what items are asked for, and in what order.
func appendQuestion(b []byte, req *index.Request) []byte {
	b = appendString(b, req.Query)
	b = appendString(b, req.Sort.Field)
	b = strconv.AppendBool(b, req.Sort.Ascending)
	b = binary.AppendUvarint(b, uint64(len(req.Filters)))
	for _, f := range req.Filters {
		b = appendString(appendString(b, f.Field), f.Value)
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// copyOfTotal returns a total that shares nothing with another.
func copyOfTotal(t index.Total) index.Total {
	if t.AllWords != nil {
		n := *t.AllWords
		t.AllWords = &n
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
