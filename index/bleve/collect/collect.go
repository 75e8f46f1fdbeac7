// Package collect answers one question: which of the documents that match come
// first? It scores by BM25F, prunes by impacts as MaxScore does, re-ranks the
// first hits, and shows the page.
package collect

import (
	"bytes"
	"math"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/match"
)

// An exhaustiveCollector offers the documents of a selection to b, in the order's keys:
// those with all plain words, then the others.
type exhaustiveCollector struct {
	*match.Selection
	best  *TopK
	after *Hit // the document behind which to begin; nil for none
}

// collect offers what was found in a segment to b. sc, where it is given, scores
// it.
func collect(s *match.Selection, b *TopK, sc *scorer, after *Hit) {
	c := exhaustiveCollector{s, b, after}
	c.tier(s.TierOf(0), 0, sc)
	if s.Tiers() > 1 && !b.full() {
		c.tier(s.TierOf(1), 1, sc)
	}
}

func (c *exhaustiveCollector) tier(docs *roaring.Bitmap, tier uint8, sc *scorer) {
	switch field := c.best.Order.sort.Field; {
	case c.after != nil && c.after.Tier > tier:
	case field != "":
		c.byNumber(docs, tier, c.Segment.Columns.Numbers[field])
	case sc != nil:
		c.each(docs, func(doc uint32) { c.offer(Hit{Doc: doc, Tier: tier, Score: sc.score(c.Selection, doc)}) })
	default:
		c.byID(docs, tier)
	}
}

// each calls f for every document until time is up.
func (c *exhaustiveCollector) each(docs *roaring.Bitmap, f func(doc uint32)) {
	var buf [match.ClockStride]uint32
	for it := docs.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 || c.Deadline.Stop() {
			return
		}
		for _, doc := range buf[:n] {
			f(doc)
		}
	}
}

func (c *exhaustiveCollector) offer(r Hit) {
	r.Segment = int32(c.At)
	if c.best.Order.sort.Field == "" {
		r.number = docvalues.NoNumber
	}
	if c.after == nil || c.best.Order.compare(c.after, &r) < 0 {
		c.best.Offer(r)
	}
}

// byNumber goes by a column of numbers. What cannot get in is seen by its
// number alone.
func (c *exhaustiveCollector) byNumber(docs *roaring.Bitmap, tier uint8, column *docvalues.NumberColumn) {
	ascending := c.best.Order.sort.Ascending
	last := int64(math.MinInt64) // rank of the last that got in
	c.each(docs, func(doc uint32) {
		x := column.One[doc]
		if numberRank(x, ascending) < last {
			return
		}
		c.offer(Hit{Doc: doc, Tier: tier, number: x})
		if c.best.full() && c.best.heap[0].Tier == tier {
			last = numberRank(c.best.heap[0].number, ascending)
		}
	})
}

// numberRank is higher the earlier a number comes.
func numberRank(x int32, ascending bool) int64 {
	if ascending && x != docvalues.NoNumber {
		return -int64(x)
	}
	return int64(x)
}

// walkShare is how many documents are looked at in the time in which a letter
// is looked up.
const walkShare = 8

// byID goes through the letters in the order of their ids, from that of after
// on, for as long as this may be less work than to look at every document.
func (c *exhaustiveCollector) byID(docs *roaring.Bitmap, tier uint8) {
	letters := c.Segment.Letters
	at := 0
	if c.after != nil && c.after.Tier == tier {
		id := c.best.Order.letterOf(c.after)
		at = sort.Search(letters.Len(), func(i int) bool { return bytes.Compare(letters.IDs.Raw(int(letters.ByID[i])), id) >= 0 })
	}
	end := at
	if c.best.K >= 0 {
		end = min(at+int(docs.GetCardinality()/walkShare), letters.Len())
	}
	for ; at < end; at++ {
		if c.best.full() || at%match.ClockStride == 0 && c.Deadline.Stop() {
			return
		}
		first, next := letters.Docs(letters.ByID[at])
		for doc := first; doc < next; doc++ {
			if docs.Contains(doc) {
				c.offer(Hit{Doc: doc, Tier: tier})
			}
		}
	}
	c.byRank(docs, tier, uint32(at))
}

// byRank looks at every document of the letters from a rank on.
func (c *exhaustiveCollector) byRank(docs *roaring.Bitmap, tier uint8, from uint32) {
	letters := c.Segment.Letters
	last := uint32(math.MaxUint32)
	c.each(docs, func(doc uint32) {
		rank := letters.Rank[letters.Of[doc]]
		if rank < from || rank > last {
			return
		}
		c.offer(Hit{Doc: doc, Tier: tier})
		if c.best.full() && c.best.heap[0].Tier == tier {
			last = letters.Rank[letters.Of[c.best.heap[0].Doc]]
		}
	})
}
