package docset

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// Bits returns a bitmap as bits, one for each of the items.
func Bits(b *roaring.Bitmap, items int, mem *Arena[uint64]) []uint64 {
	out := mem.Take((items + 63) / 64)
	b.WriteDenseTo(out)
	return out
}

// Sparse is the number of documents in 65,536 up to which roaring keeps a
// list of them.
const Sparse = 4096

// Empty is the empty bitmap. It must not be changed.
var Empty = roaring.New()

// Union returns the documents in any of the bitmaps.
func Union(of []*roaring.Bitmap) *roaring.Bitmap {
	of = slices.DeleteFunc(of, func(b *roaring.Bitmap) bool { return b.IsEmpty() })
	switch len(of) {
	case 0:
		return Empty
	case 1:
		return of[0]
	case 2:
		return roaring.Or(of[0], of[1])
	}
	return roaring.FastOr(of...)
}

// Full returns n documents, bit by bit: of a run, which takes less room,
// another set is subtracted more slowly.
func Full(n int) *roaring.Bitmap {
	dense := make([]uint64, (n+63)/64)
	for i := range dense {
		dense[i] = math.MaxUint64
	}
	if n%64 != 0 {
		dense[len(dense)-1] >>= 64 - n%64
	}
	return roaring.FromDense(dense, false)
}
