package bleve

import (
	"encoding/binary"
	"maps"
	"slices"
	"strconv"

	"imrsearch/index"
)

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
func (s *search) keptAnswer() *kept {
	if s.req.Explain || !s.g.answers.keeps() {
		return nil
	}
	a, ok := s.g.answers.get(s.key(s.matching()))
	if !ok || s.req.Limit != 0 && !a.reaches(s.start(), s.req.Limit) {
		return nil
	}
	return a
}

// again gives a kept answer once more, with the hits of this page.
func (s *search) again(k *kept) (*index.Result, error) {
	s.match = k.match
	result := s.newResult(copyOfTotal(k.total))
	result.Facets = copyOfFacets(k.facets)
	if s.req.Limit == 0 {
		return result, nil
	}
	start := s.start()
	if err := s.showPage(result, start, s.cut(k.first, start)); err != nil {
		return nil, err
	}
	return result, nil
}

// keep keeps the answer of a search that was not cut: under how plain words
// were asked to be matched, and how they were, which cursors say.
func (s *search) keep(r *index.Result) {
	if !s.g.answers.keeps() || r.Partial || s.from != nil && s.first == nil {
		return
	}
	a := &kept{match: s.match, total: copyOfTotal(r.Total), facets: copyOfFacets(r.Facets), first: s.first, all: len(s.first) == r.Total.Items}
	asked := s.matching()
	s.g.answers.put(s.key(asked), a)
	if asked != a.match {
		s.g.answers.put(s.key(a.match), a)
	}
}

// key tells apart what is found: all that is asked but which hits to show and
// how.
func (s *search) key(match index.Match) string {
	b := appendQuestion(nil, s.req)
	b = appendString(b, string(match))
	if s.req.Facets {
		b = binary.AppendUvarint(b, uint64(s.req.FacetLimit)+1)
		for _, f := range s.fields {
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
