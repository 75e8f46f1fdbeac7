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
	if b.GetCardinality() > uint64(s.items/denseShare) {
		return s.countDense(b)
	}
	n, last := 0, uint32(len(s.letters.first))
	var buf [1024]uint32
	for it := b.ManyIterator(); ; {
		k := it.NextMany(buf[:])
		if k == 0 {
			return n
		}
		for _, doc := range buf[:k] {
			letter := s.letters.of[doc]
			if letter != last {
				n++
			}
			last = letter
		}
	}
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
