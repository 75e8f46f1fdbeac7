package bleve

import (
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
)

// denseShare is the share of a shard's documents, as 1 of so many, from which
// on letters are counted 64 documents at a time.
const denseShare = 32

// letterCount returns how many letters the documents, all alive, belong to.
func (s *liveShard) letterCount(b *roaring.Bitmap) int {
	if b == s.alive {
		return s.living
	}
	items := b.GetCardinality()
	if items > uint64(s.items/denseShare) {
		return s.countDense(b)
	}
	n, last := 0, uint32(len(s.letters.first))
	inBatches(b, items, s.items, func(docs []uint32) {
		var more int
		more, last = s.letters.changes(docs, last)
		n += more
	})
	return n
}

// changes returns how often documents, ascending, are of another letter than
// the one before, and the letter of the last; before is that of the one before
// the first.
func (c *catalogue) changes(docs []uint32, before uint32) (n int, last uint32) {
	for _, doc := range docs {
		letter := c.of[doc]
		if letter != before {
			n++
		}
		before = letter
	}
	return n, before
}

// countDense counts letters by the bits of their documents, which are side by
// side: a sum carries a bit of any of them to that of the last.
func (s *liveShard) countDense(b *roaring.Bitmap) int {
	ends := s.letters.ends()
	words := bitLoans.take(len(ends))
	defer bitLoans.give(words)
	b.WriteDenseTo(*words)
	n, carry := 0, uint64(0)
	for i, docs := range *words {
		var sum uint64
		sum, carry = bits.Add64(docs&^ends[i], ^ends[i], carry)
		n += bits.OnesCount64((sum | docs) & ends[i])
	}
	return n
}

// ends returns the last document of each letter, as bits.
func (c *catalogue) ends() []uint64 {
	c.ending.Do(func() {
		if n := len(c.first) - 1; n > 0 {
			c.lastDocs = make([]uint64, c.first[n]/64+1)
		}
		for i, doc := range c.first {
			if i > 0 && doc > c.first[i-1] {
				c.lastDocs[(doc-1)/64] |= 1 << ((doc - 1) % 64)
			}
		}
	})
	return c.lastDocs
}
