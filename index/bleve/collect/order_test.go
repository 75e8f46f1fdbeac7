package collect

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/segment"
)

func TestBestKeepsTheFirst(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, by := range []index.Sort{{}, {Field: "age"}, {Field: "age", Ascending: true}} {
		o := &Order{sort: by, Segments: []*segment.LiveSegment{{Segment: &segment.Segment{Letters: &docvalues.LetterTable{}}}}}
		var all []Hit
		for doc := range uint32(500) {
			x := Hit{Doc: doc, Tier: uint8(r.IntN(2)), number: int32(r.IntN(40)), Score: float64(r.IntN(40))}
			if r.IntN(10) == 0 {
				x.number = docvalues.NoNumber
			}
			all = append(all, x)
		}
		letters := o.Segments[0].Letters
		letters.Rank = []uint32{0}
		for range all {
			letters.Of = append(letters.Of, 0)
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		want := slices.Clone(all)
		slices.SortFunc(want, func(a, b Hit) int { return o.compare(&a, &b) })
		for _, k := range []int{0, 1, 7, 200, 600, -1} {
			lists := []*TopK{{Order: o, K: k}, {Order: o, K: k}, {Order: o, K: k}}
			for i, x := range all {
				lists[i%3].Offer(x)
			}
			first := want
			if k >= 0 {
				first = want[:min(k, len(want))]
			}
			if d := cmp.Diff(first, Merge(o, lists, k), cmp.AllowUnexported(Hit{})); d != "" && (k != 0 || len(first) > 0) {
				t.Errorf("order %v, first %d (-want +got)\n%s", by, k, d)
			}
		}
	}
}
