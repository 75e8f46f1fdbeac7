// Package docset answers one question: how are sets of documents held and
// combined? Sets are roaring bitmaps; beside them stand dense bits, batches of
// document numbers, and pools of slices. It knows nothing of what is in a
// document.
package docset

import (
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
