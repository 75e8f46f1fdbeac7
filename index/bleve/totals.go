package bleve

import (
	"imrsearch/index"
	"imrsearch/parser/imr"
)

// count fills in the totals.
func (s *search) count(t *index.Total) {
	parts := make([]index.Total, len(s.selections))
	all := make([]int, len(s.selections))
	s.each(func(sel *selection) {
		p := &parts[sel.at]
		p.Items = int(sel.result.GetCardinality())
		p.Letters = sel.shard.letterCount(sel.result)
		p.Outcomes = map[imr.Outcome]int{}
		v := sel.shard.columns.values["outcome"]
		for o, n := range sel.shard.countValues("outcome", sel.result)[1:] {
			p.Outcomes[imr.Outcome(v.list.at(o))] = int(n)
		}
		all[sel.at] = p.Items
		if sel.allWords != sel.query {
			all[sel.at] = int(sel.allWords.AndCardinality(sel.result))
		}
	})
	t.Outcomes = map[imr.Outcome]int{}
	words := 0
	for i, p := range parts {
		t.Items += p.Items
		t.Letters += p.Letters
		words += all[i]
		for o, n := range p.Outcomes {
			if n > 0 {
				t.Outcomes[o] += n
			}
		}
	}
	if s.match == index.MatchMost {
		t.AllWords = &words
	}
}
