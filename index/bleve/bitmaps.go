package bleve

import "github.com/RoaringBitmap/roaring/v2"

// roaring copies one of two sets when the other is empty, which it often is.
// The sets of an evaluator never change: here that one is returned itself.

// either returns the documents in a or b.
func either(a, b *roaring.Bitmap) *roaring.Bitmap {
	switch {
	case a.IsEmpty():
		return b
	case b.IsEmpty():
		return a
	}
	return roaring.Or(a, b)
}

// except returns the documents of a that are not in b.
func except(a, b *roaring.Bitmap) *roaring.Bitmap {
	switch {
	case a == b:
		return nothing
	case a.IsEmpty() || b.IsEmpty():
		return a
	}
	return roaring.AndNot(a, b)
}
