package bleve

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// idf is the weight of what n of all items have.
func idf(n, all int) float64 {
	return math.Log(1 + (float64(all)-float64(n)+0.5)/(float64(n)+0.5))
}

// plainWeights returns the weight of each plain word: its idf over all
// shards, 0 when it stands nowhere.
func plainWeights(plan *index.Plan, selections []*selection, items int) []float64 {
	weights := make([]float64, len(plan.Plain))
	for i, x := range plan.Plain {
		n := 0
		for _, s := range selections {
			n += int(s.living(s.eval(x, nil)).GetCardinality())
		}
		if n > 0 {
			weights[i] = idf(n, items)
		}
	}
	return weights
}

// selectRelaxed finds the items that match root and plain words of at least
// index.RelaxShare of the weight, behind what selectStrict has found.
func (s *selection) selectRelaxed(plan *index.Plan, weights []float64) {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	if total == 0 {
		return
	}
	have := make([]float32, s.shard.items)
	var buf [1024]uint32
	for i, x := range plan.Plain {
		if weights[i] == 0 {
			continue
		}
		for it := s.eval(x, nil).ManyIterator(); ; {
			n := it.NextMany(buf[:])
			if n == 0 {
				break
			}
			for _, doc := range buf[:n] {
				have[doc] += float32(weights[i] / total)
			}
		}
	}
	var docs []uint32
	for doc, share := range have {
		if share >= index.RelaxShare-1e-6 {
			docs = append(docs, uint32(doc))
		}
	}
	most := s.living(roaring.BitmapOf(docs...))
	s.query = roaring.Or(s.allWords, roaring.And(most, s.eval(rootOf(plan), most)))
}

// undoIdle takes back a relaxing that found nothing more: then all words
// stand in every hit, and the answer says so.
func (s *search) undoIdle() {
	for _, sel := range s.selections {
		if sel.allWords.GetCardinality() != sel.query.GetCardinality() {
			return
		}
	}
	s.match = index.MatchAll
	for _, sel := range s.selections {
		sel.query = sel.allWords
	}
}
