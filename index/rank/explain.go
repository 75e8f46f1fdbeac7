package rank

import (
	"math"

	"imrsearch/index"
)

// Explain weighs a document and says what its score is made of: the words of
// each concept, then the other parts, those that are 0 as shown left out.
func (r *Ranker) Explain(doc *Document) []index.Gain {
	p := r.Weigh(doc)
	var all []index.Gain
	for i, tf := range r.tf {
		all = append(all, index.Gain{For: index.ForWords, Words: r.Concepts[i].name(), Score: Saturated(r.Concepts[i].Idf, tf) / r.Total})
	}
	return Gains(append(all,
		index.Gain{For: index.ForCovered, Score: p.Covered}, index.Gain{For: index.ForMeant, Score: p.Meant},
		index.Gain{For: index.ForRequest, Score: p.Request}, index.Gain{For: index.ForAsked, Score: p.Asked},
		index.Gain{For: index.ForTyped, Score: p.Typed}, index.Gain{For: index.ForTogether, Score: p.Together},
		index.Gain{For: index.ForInOrder, Score: p.InOrder}))
}

// Gains returns parts of a score as they are shown, those that are 0 then left
// out. It never returns nil.
func Gains(all []index.Gain) []index.Gain {
	out := []index.Gain{}
	for _, g := range all {
		if g.Score = Shown(g.Score); g.Score != 0 {
			out = append(out, g)
		}
	}
	return out
}

// Shown is a score as people see it: 0 to about 50, in hundredths.
func Shown(score float64) float64 { return math.Round(score*1000) / 100 }
