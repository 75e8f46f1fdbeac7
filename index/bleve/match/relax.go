package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/rank"
)

// relax takes items that have most of the plain words.
func (s *Search) relax() {
	s.Match = index.MatchMost
	plain := eachReduced(index.Exprs(s.Plan.Plain))
	counts := s.countsOf(plain)
	weights := make([]float64, len(plain))
	for i, n := range counts {
		if n > 0 && s.Plan.Plain[i].Meaning == "" {
			weights[i] = rank.Idf(n, s.G.Manifest.Items)
		}
	}
	carrying := carryingOf(s.Plan.Carriers, counts)
	s.Each(func(sel *Selection) {
		sel.request(s.Plan)
		sel.selectRelaxed(rootOf(s.Plan), plain, weights, carrying)
	})
	s.undoUseless()
}

// carryingOf returns of each treatment that a query names its rarest word, the
// first of those that are alike: what lacks it is about something else.
func carryingOf(carriers [][]int, counts []int) []int {
	var out []int
	for _, words := range carriers {
		rarest := words[0]
		for _, i := range words {
			if counts[i] < counts[rarest] {
				rarest = i
			}
		}
		out = append(out, rarest)
	}
	return out
}

// countsOf returns how many live documents of all segments have each plain
// word.
func (s *Search) countsOf(plain []index.Expr) []int {
	have := make([][]int, len(s.Selections))
	s.Each(func(sel *Selection) {
		for _, x := range plain {
			have[sel.At] = append(have[sel.At], int(sel.Live(sel.Eval(x, nil)).GetCardinality()))
		}
	})
	counts := make([]int, len(plain))
	for i := range counts {
		for at := range have {
			counts[i] += have[at][i]
		}
	}
	return counts
}

// selectRelaxed adds to what selectStrict has found the items that match root
// and plain words of at least index.RelaxShare of the weight, and those that ask
// for the treatment which the query names. Where it names one, items that do not
// even mention it stay out, whatever else they say.
func (s *Selection) selectRelaxed(root index.Expr, plain []index.Expr, weights []float64, carrying []int) {
	if s.Requested != nil {
		s.Query = docset.Or(s.AllWords, s.Requested)
	}
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
	most := s.Live(s.havingMost(plain, shares))
	if len(carrying) > 0 {
		var mentioned []*roaring.Bitmap
		for _, i := range carrying {
			mentioned = append(mentioned, s.Eval(plain[i], nil))
		}
		most = roaring.And(most, docset.Union(mentioned))
	}
	s.Query = docset.Or(s.Query, roaring.And(most, s.Eval(root, most)))
}

// enough reports whether a share of the words' weight is what relaxing asks
// for.
func enough(share float32) bool { return share >= index.RelaxShare-1e-6 }

// havingMost returns the documents with enough of the words, of which each
// has a share.
func (s *Selection) havingMost(words []index.Expr, shares []float32) *roaring.Bitmap {
	if len(words) > maxCombined {
		return s.addedUp(words, shares)
	}
	var found []*roaring.Bitmap
	for _, few := range fewest(shares) {
		docs := s.Segment.LiveDocs
		for i := range words {
			if few>>i&1 == 1 {
				docs = s.Both(docs, s.Eval(words[i], nil))
			}
		}
		found = append(found, docs)
	}
	return docset.Union(found)
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
func (s *Selection) addedUp(words []index.Expr, shares []float32) *roaring.Bitmap {
	have := docset.ScorePool.Get(s.Segment.Items)
	defer docset.ScorePool.Put(have)
	for i, x := range words {
		if shares[i] > 0 {
			docset.AddScore(*have, s.Eval(x, nil), shares[i])
		}
	}
	return docset.WithScore(*have, enough)
}

// undoUseless takes back a relaxing that found nothing more: then all words
// stand in every hit, and the answer says so.
func (s *Search) undoUseless() {
	for _, sel := range s.Selections {
		if sel.AllWords.GetCardinality() != sel.Query.GetCardinality() {
			return
		}
	}
	s.Match = index.MatchAll
	for _, sel := range s.Selections {
		sel.Query = sel.AllWords
	}
}
