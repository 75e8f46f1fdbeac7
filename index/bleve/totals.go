package bleve

import (
	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A tally is what one shard counts.
type tally struct {
	items, letters int
	allWords       int // items that have all plain words
	outcomes       []uint32
	facets         []facetCount
}

// A counting counts what a search selects: totals, and facets.
type counting struct {
	*search
	fields  []*index.Field // of the facets to count
	filters []index.FacetFilter
	limit   int     // buckets of a facet; 0 means index.DefaultBuckets
	tallies []tally // by shard
}

func newCounting(s *search, fields []*index.Field, filters []index.FacetFilter, limit int) *counting {
	return &counting{search: s, fields: fields, filters: filters, limit: limit, tallies: make([]tally, len(s.g.shards))}
}

// finish narrows what a shard selected by the filters, and counts it.
func (s *counting) finish(sel *selection) {
	sel.choose(s.filters)
	s.tallies[sel.at] = tallyOf(sel, s.fields, s.filters)
}

// tallyOf counts the result in one shard.
func tallyOf(s *selection, fields []*index.Field, filters []index.FacetFilter) tally {
	t := tally{items: int(s.result.GetCardinality()), letters: s.shard.letterCount(s.result)}
	t.allWords = t.items
	if s.allWords != s.query {
		t.allWords = int(s.allWords.AndCardinality(s.result))
	}
	t.facets, t.outcomes = countFacets(s, fields, filters)
	return t
}

// total adds up what the shards counted.
func (s *counting) total() index.Total {
	t := index.Total{Outcomes: map[imr.Outcome]int{}}
	words := 0
	table := facetTableOf(s.g, outcomeField)
	outcomes := table.sum(nil)
	for i := range s.tallies {
		t.Items += s.tallies[i].items
		t.Letters += s.tallies[i].letters
		words += s.tallies[i].allWords
		outcomes.add(i, s.tallies[i].outcomes)
	}
	for i, n := range outcomes.counts {
		if n > 0 {
			t.Outcomes[imr.Outcome(table.values[i])] = int(n)
		}
	}
	if s.match == index.MatchMost {
		t.AllWords = &words
	}
	return t
}

var outcomeField, _ = index.FieldNamed("outcome")
