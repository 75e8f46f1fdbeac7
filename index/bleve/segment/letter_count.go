package segment

import (
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
)

// denseShare is the share of a segment's documents, as 1 of so many, from which
// on letters are counted 64 documents at a time.
const denseShare = 32

// LetterCount returns how many letters the documents, all live, belong to.
func (s *LiveSegment) LetterCount(b *roaring.Bitmap) int {
	if b == s.LiveDocs {
		return s.LiveLetters
	}
	items := b.GetCardinality()
	if items > uint64(s.Items/denseShare) {
		return s.countDense(b)
	}
	n, last := 0, uint32(len(s.Letters.First))
	docset.EachBatch(b, items, s.Items, func(docs []uint32) {
		var more int
		more, last = s.Letters.Changes(docs, last)
		n += more
	})
	return n
}

// countDense counts letters by the bits of their documents, which are side by
// side: a sum carries a bit of any of them to that of the last.
func (s *LiveSegment) countDense(b *roaring.Bitmap) int {
	ends := s.Letters.Ends()
	words := docset.BitPool.Get(len(ends))
	defer docset.BitPool.Put(words)
	b.WriteDenseTo(*words)
	n, carry := 0, uint64(0)
	for i, docs := range *words {
		var sum uint64
		sum, carry = bits.Add64(docs&^ends[i], ^ends[i], carry)
		n += bits.OnesCount64((sum | docs) & ends[i])
	}
	return n
}
