package forward

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

func TestBitOf(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		w := r.Uint64()&r.Uint64() | 1<<r.IntN(64)
		if r.IntN(10) == 0 {
			w = ^uint64(0) << r.IntN(64)
		}
		k := uint64(0)
		for left := w; left != 0; left &= left - 1 {
			if got, want := bitOf(w, k), uint32(bits.TrailingZeros64(left)); got != want {
				t.Fatalf("bit %d of %064b is at %d, want %d", k, w, got, want)
			}
			k++
		}
	}
}
