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

// tally counts the result in one shard.
func (s *selection) tally(fields []*index.Field, filters []index.FacetFilter) tally {
	t := tally{items: int(s.result.GetCardinality()), letters: s.shard.letterCount(s.result)}
	t.allWords = t.items
	if s.allWords != s.query {
		t.allWords = int(s.allWords.AndCardinality(s.result))
	}
	t.facets, t.outcomes = s.countFacets(fields, filters)
	return t
}

// total adds up what the shards counted.
func (s *search) total() index.Total {
	t := index.Total{Outcomes: map[imr.Outcome]int{}}
	words := 0
	table := s.g.facetTable(outcomeField)
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
