package bleve

import (
	"math"
	"strings"

	"imrsearch/index"
)

// explain says what a hit's score is made of. Of hits behind those that are
// re-ranked nothing but their words speaks for them.
func (s *topHits) explain(r *ranked) []index.Gain {
	if s.scorer == nil {
		return nil
	}
	sel := s.selections[r.shard]
	if !r.reranked {
		return gains([]index.Gain{{For: index.ForWords, Score: r.final}})
	}
	at := reranking{scorer: s.scorer, selection: sel, stop: byte(sel.shard.words.codes.s)}
	p := at.parts(r.doc)
	var out []index.Gain
	for i, gain := range at.gains {
		out = append(out, index.Gain{For: index.ForWords, Words: s.scorer.concepts[i].name(), Score: gain / s.scorer.total})
	}
	return gains(append(out,
		index.Gain{For: index.ForRequest, Score: p.request}, index.Gain{For: index.ForAsked, Score: p.asked},
		index.Gain{For: index.ForTyped, Score: p.typed}, index.Gain{For: index.ForTogether, Score: p.together},
		index.Gain{For: index.ForInOrder, Score: p.inOrder}))
}

// gains leaves of parts of a score those that are something, as they are
// shown.
func gains(all []index.Gain) []index.Gain {
	out := []index.Gain{}
	for _, g := range all {
		if g.Score = shown(g.Score); g.Score != 0 {
			out = append(out, g)
		}
	}
	return out
}

// shown makes scores of 0 to about 50, in hundredths.
func shown(score float64) float64 { return math.Round(score*1000) / 100 }

// name returns the words of a concept as they were typed.
func (c *concept) name() string {
	var words []string
	for _, m := range c.alternatives[0].Words {
		words = append(words, m.Text)
	}
	return strings.Join(words, " ")
}
