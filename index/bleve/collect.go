package bleve

import (
	"bytes"
	"math"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
)

// A collecting offers the documents of a selection to b, in the order's keys:
// those with all plain words, then the others.
type collecting struct {
	*selection
	best  *best
	after *ranked // the document behind which to begin; nil for none
}

// collect offers what was found in a shard to b. sc, where it is given, scores
// it.
func (s *selection) collect(b *best, sc *scorer, after *ranked) {
	c := collecting{s, b, after}
	if s.allWords == s.query {
		c.tier(s.result, 0, sc)
		return
	}
	c.tier(roaring.And(s.result, s.allWords), 0, sc)
	if !b.full() {
		c.tier(roaring.AndNot(s.result, s.allWords), 1, sc)
	}
}

func (c *collecting) tier(docs *roaring.Bitmap, tier uint8, sc *scorer) {
	switch field := c.best.order.sort.Field; {
	case c.after != nil && c.after.tier > tier:
	case field != "":
		c.byNumber(docs, tier, c.shard.columns.numbers[field])
	case sc != nil:
		c.each(docs, func(doc uint32) { c.offer(ranked{doc: doc, tier: tier, score: sc.score(c.selection, doc)}) })
	case c.best.k >= 0 && docs.GetCardinality() > uint64(c.shard.items/walkShare):
		c.walk(docs, tier)
	default:
		c.byID(docs, tier)
	}
}

// each calls f for every document until time is up.
func (c *collecting) each(docs *roaring.Bitmap, f func(doc uint32)) {
	var buf [clockStride]uint32
	for it := docs.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 || c.deadline.stop() {
			return
		}
		for _, doc := range buf[:n] {
			f(doc)
		}
	}
}

func (c *collecting) offer(r ranked) {
	r.shard = c.at
	if c.best.order.sort.Field == "" {
		r.number = noNumber
	}
	if c.after == nil || c.best.order.compare(c.after, &r) < 0 {
		c.best.offer(r)
	}
}

// byNumber goes by a column of numbers. What cannot get in is seen by its
// number alone.
func (c *collecting) byNumber(docs *roaring.Bitmap, tier uint8, column *numberList) {
	ascending := c.best.order.sort.Ascending
	last := int64(math.MinInt64) // rank of the last that got in
	c.each(docs, func(doc uint32) {
		x := column.one[doc]
		if numberRank(x, ascending) < last {
			return
		}
		c.offer(ranked{doc: doc, tier: tier, number: x})
		if c.best.full() && c.best.heap[0].tier == tier {
			last = numberRank(c.best.heap[0].number, ascending)
		}
	})
}

// numberRank is higher the earlier a number comes.
func numberRank(x int32, ascending bool) int64 {
	if ascending && x != noNumber {
		return -int64(x)
	}
	return int64(x)
}

// walkShare is the share of a shard's documents, as 1 of so many, from which
// on the first by id are found by going through the letters in that order.
const walkShare = 64

// walk goes through the letters in order, from that of after on.
func (c *collecting) walk(docs *roaring.Bitmap, tier uint8) {
	letters := c.shard.letters
	from := 0
	if c.after != nil && c.after.tier == tier {
		id := c.best.order.letterOf(c.after)
		from = sort.Search(letters.len(), func(i int) bool { return bytes.Compare(letters.ids.raw(int(letters.byID[i])), id) >= 0 })
	}
	for i, letter := range letters.byID[from:] {
		if c.best.full() || i%clockStride == 0 && c.deadline.stop() {
			return
		}
		first, end := letters.docs(letter)
		for doc := first; doc < end; doc++ {
			if docs.Contains(doc) {
				c.offer(ranked{doc: doc, tier: tier})
			}
		}
	}
}

// byID looks at every document.
func (c *collecting) byID(docs *roaring.Bitmap, tier uint8) {
	letters := c.shard.letters
	last := uint32(math.MaxUint32)
	c.each(docs, func(doc uint32) {
		if letters.rank[letters.of[doc]] > last {
			return
		}
		c.offer(ranked{doc: doc, tier: tier})
		if c.best.full() && c.best.heap[0].tier == tier {
			last = letters.rank[letters.of[c.best.heap[0].doc]]
		}
	})
}
