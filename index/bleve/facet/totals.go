// Package facet answers one question: how many documents are there by value? It
// counts totals and facets over what a search selected, exactly.
package facet

import (
	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/match"
	"imrsearch/index/estimate"
	"imrsearch/parser/imr"
)

// A tally is what one segment counts.
type tally struct {
	items, letters int
	allWords       int // items that have all plain words
	outcomes       []uint32
	facets         []facetCount

	requestedItems, requestedLetters int
	mentioned                        int // items of the result that are not requested
	requestedOutcomes                []uint32

	decided, requestedDecided estimate.Sums // counted where facets are
}

// A Counts counts what a search selects: totals, and facets.
type Counts struct {
	*match.Search
	Fields  []*index.Field // of the facets to count
	filters []index.FacetFilter
	limit   int     // buckets of a facet; 0 means index.DefaultBuckets
	rates   bool    // of each bucket
	tallies []tally // by segment
}

// New counts what a request asks for.
func New(s *match.Search, req *index.Request, filters []index.FacetFilter) *Counts {
	return &Counts{Search: s, Fields: FacetFields(req), filters: filters, limit: req.FacetLimit, rates: req.Rates, tallies: make([]tally, len(s.G.Segments))}
}

// Finish narrows what a segment selected by the filters, and counts it.
func (s *Counts) Finish(sel *match.Selection) {
	sel.Choose(s.filters)
	t := tallyOf(sel, s.Fields, s.filters, s.Plan.Labels)
	if s.rates {
		countRates(sel, s.Fields, s.filters, t.facets)
	}
	if len(s.Fields) > 0 {
		outcomes := TableOf(s.G, OutcomeField)
		t.decided = decidedIn(sel, outcomes, sel.Result)
		if sel.Requested != nil {
			t.requestedDecided = decidedIn(sel, outcomes, sel.Filtered(sel.Requested))
		}
	}
	s.tallies[sel.At] = t
}

// tallyOf counts the result in one segment.
func tallyOf(s *match.Selection, fields []*index.Field, filters []index.FacetFilter, labels *index.Labels) tally {
	t := tally{items: int(s.Result.GetCardinality()), letters: s.Segment.LetterCount(s.Result)}
	t.allWords = t.items
	if s.AllWords != s.Query {
		t.allWords = int(s.AllWords.AndCardinality(s.Result))
	}
	t.facets, t.outcomes = countFacets(s, fields, filters, labels)
	if s.Requested != nil {
		docs := s.Filtered(s.Requested)
		t.requestedItems, t.requestedLetters = int(docs.GetCardinality()), s.Segment.LetterCount(docs)
		t.mentioned = t.items - int(docs.AndCardinality(s.Result))
		t.requestedOutcomes = s.Segment.CountValues(docs, []*docvalues.Keywords{s.Segment.Columns.Values["outcome"]})[0]
	}
	return t
}

// Total adds up what the segments counted.
func (s *Counts) Total() index.Total {
	t := index.Total{Outcomes: map[imr.Outcome]int{}}
	words := 0
	table := TableOf(s.G, OutcomeField)
	outcomes := table.sum(nil)
	for i := range s.tallies {
		t.Items += s.tallies[i].items
		t.Letters += s.tallies[i].letters
		words += s.tallies[i].allWords
		t.Mentioned += s.tallies[i].mentioned
		outcomes.add(i, s.tallies[i].outcomes)
		t.Decided.Merge(s.tallies[i].decided)
	}
	for i, n := range outcomes.counts {
		if n > 0 {
			t.Outcomes[imr.Outcome(table.values[i])] = int(n)
		}
	}
	if s.Match == index.MatchMost {
		t.AllWords = &words
	}
	if s.Plan.Requested != nil {
		t.Requested = s.requested(table)
	}
	return t
}

// requested adds up what the segments counted of the items that ask for the
// treatment which the query names.
func (s *Counts) requested(table *Table) *index.Requested {
	r := &index.Requested{Outcomes: map[imr.Outcome]int{}}
	outcomes := table.sum(nil)
	for i := range s.tallies {
		t := &s.tallies[i]
		r.Items += t.requestedItems
		r.Decided.Merge(t.requestedDecided)
		r.Letters += t.requestedLetters
		outcomes.add(i, t.requestedOutcomes)
	}
	for i, n := range outcomes.counts {
		if n > 0 {
			r.Outcomes[imr.Outcome(table.values[i])] = int(n)
		}
	}
	return r
}

var OutcomeField, _ = index.FieldNamed("outcome")
