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

// relax takes items that have most of the plain words.
func (s *search) relax() {
	s.match = index.MatchMost
	plain := eachReduced(s.plan.Plain)
	weights := s.weightsOf(plain)
	s.each(func(sel *selection) { sel.selectRelaxed(rootOf(s.plan), plain, weights) })
	s.undoIdle()
}

// weightsOf returns the weight of each plain word: its idf over all shards, 0
// when it stands nowhere.
func (s *search) weightsOf(plain []index.Expr) []float64 {
	have := make([][]int, len(s.selections))
	s.each(func(sel *selection) {
		for _, x := range plain {
			have[sel.at] = append(have[sel.at], int(sel.living(sel.eval(x, nil)).GetCardinality()))
		}
	})
	weights := make([]float64, len(plain))
	for i := range weights {
		n := 0
		for at := range have {
			n += have[at][i]
		}
		if n > 0 {
			weights[i] = idf(n, s.g.manifest.Items)
		}
	}
	return weights
}

// selectRelaxed finds the items that match root and plain words of at least
// index.RelaxShare of the weight, behind what selectStrict has found.
func (s *selection) selectRelaxed(root index.Expr, plain []index.Expr, weights []float64) {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	if total == 0 {
		return
	}
	shares := make([]float32, len(weights))
	for i, w := range weights {
		shares[i] = float32(w / total)
	}
	most := s.living(s.havingMost(plain, shares))
	s.query = either(s.allWords, roaring.And(most, s.eval(root, most)))
}

// enough reports whether a share of the words' weight is what relaxing asks
// for.
func enough(share float32) bool { return share >= index.RelaxShare-1e-6 }

// havingMost returns the documents with enough of the words, of which each
// has a share.
func (s *selection) havingMost(words []index.Expr, shares []float32) *roaring.Bitmap {
	if len(words) > maxCombined {
		return s.addedUp(words, shares)
	}
	var found []*roaring.Bitmap
	for _, few := range fewest(shares) {
		docs := s.shard.alive
		for i := range words {
			if few>>i&1 == 1 {
				docs = s.both(docs, s.eval(words[i], nil))
			}
		}
		found = append(found, docs)
	}
	return union(found)
}

// maxCombined is up to how many words the combinations of them are looked
// for that are enough.
const maxCombined = 6

// fewest returns the combinations of words, as bits, that are enough, and of
// which none can be left out.
func fewest(shares []float32) []int {
	sum := func(set int) (share float32) {
		for i, x := range shares {
			if set>>i&1 == 1 {
				share += x
			}
		}
		return share
	}
	var out []int
	for set := 1; set < 1<<len(shares); set++ {
		spare := !enough(sum(set))
		for i := range shares {
			spare = spare || set>>i&1 == 1 && (shares[i] == 0 || enough(sum(set&^(1<<i))))
		}
		if !spare {
			out = append(out, set)
		}
	}
	return out
}

// addedUp does what havingMost does, document by document.
func (s *selection) addedUp(words []index.Expr, shares []float32) *roaring.Bitmap {
	have := scoreLoans.take(s.shard.items)
	defer scoreLoans.give(have)
	for i, x := range words {
		if shares[i] > 0 {
			addTo(*have, s.eval(x, nil), shares[i])
		}
	}
	return scoring(*have, enough)
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
