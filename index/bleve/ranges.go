package bleve

import "github.com/RoaringBitmap/roaring/v2"

// between returns the documents with a number from from to to.
func (n *numberList) between(from, to int32) *roaring.Bitmap {
	var docs []uint32
	if n.first == nil {
		for doc, x := range n.one {
			if x >= from && x <= to {
				docs = append(docs, uint32(doc))
			}
		}
		return roaring.BitmapOf(docs...)
	}
	for doc := range len(n.first) - 1 {
		for _, x := range n.all[n.first[doc]:n.first[doc+1]] {
			if x >= from && x <= to {
				docs = append(docs, uint32(doc))
				break
			}
		}
	}
	return roaring.BitmapOf(docs...)
}
