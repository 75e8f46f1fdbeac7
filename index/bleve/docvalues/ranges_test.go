package docvalues

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

func TestRangesOfNumbersAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	n := &NumberColumn{}
	for range 5000 {
		x := int32(r.IntN(100) - 50)
		if r.IntN(20) == 0 {
			x = NoNumber
		}
		n.One = append(n.One, x)
	}
	for range 200 {
		from, to := int32(r.IntN(120)-60), int32(r.IntN(120)-60)
		switch r.IntN(10) {
		case 0:
			from = NoNumber + 1
		case 1:
			to = math.MaxInt32
		}
		if from > to {
			continue
		}
		var want []uint32
		for doc, x := range n.One {
			if x >= from && x <= to {
				want = append(want, uint32(doc))
			}
		}
		for range 2 {
			if got := n.Between(from, to); !got.Equals(roaring.BitmapOf(want...)) {
				t.Errorf("from %d to %d: %d documents, want %d", from, to, got.GetCardinality(), len(want))
			}
		}
	}
	if len(n.ranges.kept) > maxRanges {
		t.Errorf("%d ranges are kept, want %d at most", len(n.ranges.kept), maxRanges)
	}
}
