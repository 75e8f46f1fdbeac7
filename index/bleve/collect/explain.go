package collect

import (
	"math"

	"imrsearch/index"
)

// explain says what a hit's score is made of. Of hits behind those that are
// re-ranked nothing but their words speaks for them.
func (s *TopHits) explain(r *Hit) []index.Gain {
	if s.scorer == nil {
		return nil
	}
	sel := s.Selections[r.Shard]
	if !r.reranked {
		return gains([]index.Gain{{For: index.ForWords, Score: r.Final}})
	}
	at := reranking{scorer: s.scorer, selection: sel, stop: byte(sel.Segment.Words.Codes.S)}
	p := at.parts(r.Doc)
	var out []index.Gain
	for i, gain := range at.gains {
		out = append(out, index.Gain{For: index.ForWords, Words: s.scorer.concepts[i].Name(), Score: gain / s.scorer.total})
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
