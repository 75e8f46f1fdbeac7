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
func collect(s *selection, b *best, sc *scorer, after *ranked) {
	c := collecting{s, b, after}
	c.tier(s.tierOf(0), 0, sc)
	if s.allWords != s.query && !b.full() {
		c.tier(s.tierOf(1), 1, sc)
	}
}

func (c *collecting) tier(docs *roaring.Bitmap, tier uint8, sc *scorer) {
	switch field := c.best.order.sort.Field; {
	case c.after != nil && c.after.tier > tier:
	case field != "":
		c.byNumber(docs, tier, c.shard.columns.numbers[field])
	case sc != nil:
		c.each(docs, func(doc uint32) { c.offer(ranked{doc: doc, tier: tier, score: sc.score(c.selection, doc)}) })
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
	r.shard = int32(c.at)
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

// walkShare is how many documents are looked at in the time in which a letter
// is looked up.
const walkShare = 8

// byID goes through the letters in the order of their ids, from that of after
// on, for as long as this may be less work than to look at every document.
func (c *collecting) byID(docs *roaring.Bitmap, tier uint8) {
	letters := c.shard.letters
	at := 0
	if c.after != nil && c.after.tier == tier {
		id := c.best.order.letterOf(c.after)
		at = sort.Search(letters.len(), func(i int) bool { return bytes.Compare(letters.ids.raw(int(letters.byID[i])), id) >= 0 })
	}
	end := at
	if c.best.k >= 0 {
		end = min(at+int(docs.GetCardinality()/walkShare), letters.len())
	}
	for ; at < end; at++ {
		if c.best.full() || at%clockStride == 0 && c.deadline.stop() {
			return
		}
		first, next := letters.docs(letters.byID[at])
		for doc := first; doc < next; doc++ {
			if docs.Contains(doc) {
				c.offer(ranked{doc: doc, tier: tier})
			}
		}
	}
	c.byRank(docs, tier, uint32(at))
}

// byRank looks at every document of the letters from a rank on.
func (c *collecting) byRank(docs *roaring.Bitmap, tier uint8, from uint32) {
	letters := c.shard.letters
	last := uint32(math.MaxUint32)
	c.each(docs, func(doc uint32) {
		rank := letters.rank[letters.of[doc]]
		if rank < from || rank > last {
			return
		}
		c.offer(ranked{doc: doc, tier: tier})
		if c.best.full() && c.best.heap[0].tier == tier {
			last = letters.rank[letters.of[c.best.heap[0].doc]]
		}
	})
}
