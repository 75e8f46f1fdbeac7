package docset

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

// draw returns a random set as a bitmap and as a list.
func draw(r *rand.Rand, items int, share float64) (*roaring.Bitmap, []uint32) {
	b, list := roaring.New(), []uint32(nil)
	for doc := range uint32(items) {
		if r.Float64() < share {
			b.Add(doc)
			list = append(list, doc)
		}
	}
	return b, list
}

// TestSetsAgainstLists combines random sets, the empty and the full one among
// them, and compares with what sorted lists say. The sets are left as they
// were.
func TestSetsAgainstLists(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	shares := []float64{0, 0.001, 0.3, 1}
	const items = 3000
	for _, p := range shares {
		for _, q := range shares {
			a, x := draw(r, items, p)
			b, y := draw(r, items, q)
			either := slices.Concat(x, y)
			slices.Sort(either)
			either = slices.Compact(either)
			minus := slices.DeleteFunc(slices.Clone(x), func(d uint32) bool { return slices.Contains(y, d) })
			for name, c := range map[string]struct {
				got  *roaring.Bitmap
				want []uint32
			}{
				"Or":            {Or(a, b), either},
				"AndNot":        {AndNot(a, b), minus},
				"Union of two":  {Union([]*roaring.Bitmap{a, b}), either},
				"Union of one":  {Union([]*roaring.Bitmap{a}), x},
				"Union of none": {Union(nil), nil},
				"a afterwards":  {a, x},
				"b afterwards":  {b, y},
			} {
				if got := c.got.ToArray(); !slices.Equal(got, c.want) {
					t.Errorf("shares %g and %g: %s: %d documents, want %d", p, q, name, len(got), len(c.want))
				}
			}
			var mem Arena[uint64]
			if got := AppendBits(Bits(a, items, &mem), nil); !slices.Equal(got, x) {
				t.Errorf("share %g: bits of %d documents, want %d", p, len(got), len(x))
			}
		}
	}
	if got := Full(70).ToArray(); !slices.Equal(got, Ascending(70)) {
		t.Errorf("Full(70) = %v", got)
	}
}

// TestInverse: a permutation behind its inverse changes nothing.
func TestInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	p := Ascending(200)
	r.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
	q := Inverse(p)
	for i := range p {
		if q[p[i]] != uint32(i) {
			t.Fatalf("Inverse(p)[p[%d]] = %d", i, q[p[i]])
		}
	}
}

// TestLentSlicesAreZero: what was written into a slice that came back does not
// show in the next, of whatever length.
func TestLentSlicesAreZero(t *testing.T) {
	var pool SlicePool[uint64]
	for _, n := range []int{10, 100, 5, 100, 0, 7} {
		p := pool.Get(n)
		if len(*p) != n || slices.ContainsFunc(*p, func(x uint64) bool { return x != 0 }) {
			t.Fatalf("Get(%d) = %d numbers, not all zero or of another length", n, len(*p))
		}
		for i := range *p {
			(*p)[i] = 9
		}
		pool.Put(p)
	}
}

// TestScores adds weights to documents and takes those that pass.
func TestScores(t *testing.T) {
	scores := make([]float32, 10)
	AddScore(scores, roaring.BitmapOf(1, 2, 9), 2)
	AddScore(scores, roaring.BitmapOf(2, 3), 1)
	if want := []float32{0, 2, 3, 1, 0, 0, 0, 0, 0, 2}; !slices.Equal(scores, want) {
		t.Errorf("scores %v, want %v", scores, want)
	}
	got := WithScore(scores, func(s float32) bool { return s >= 2 }).ToArray()
	if want := []uint32{1, 2, 9}; !slices.Equal(got, want) {
		t.Errorf("with a score of 2 or more: %v, want %v", got, want)
	}
}
