// Package docset answers one question: how are sets of documents held and
// combined? Sets are roaring bitmaps; beside them stand dense bits, batches of
// document numbers, and pools of slices. It knows nothing of what is in a
// document.
package docset

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// roaring copies one of two sets when the other is empty, which it often is.
// The sets of an evaluator never change: here that one is returned itself.

// Or returns the documents in a or b.
func Or(a, b *roaring.Bitmap) *roaring.Bitmap {
	switch {
	case a.IsEmpty():
		return b
	case b.IsEmpty():
		return a
	}
	return roaring.Or(a, b)
}

// AndNot returns the documents of a that are not in b.
func AndNot(a, b *roaring.Bitmap) *roaring.Bitmap {
	switch {
	case a == b:
		return Empty
	case a.IsEmpty() || b.IsEmpty():
		return a
	}
	return roaring.AndNot(a, b)
}

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

// Ascending returns the numbers from 0 to n-1.
func Ascending(n int) []uint32 {
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	return order
}

// Inverse returns the permutation that undoes p.
func Inverse(p []uint32) []uint32 {
	inv := make([]uint32, len(p))
	for i, x := range p {
		inv[x] = uint32(i)
	}
	return inv
}
