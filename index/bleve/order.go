package bleve

import (
	"cmp"
	"container/heap"
	"slices"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A ranked is a document with what it is ordered by.
type ranked struct {
	shard  int // place in the generation
	doc    uint32
	tier   uint8   // 0 with all plain words, 1 without
	score  float64 // in order by relevance
	number int32   // in order by a field; noNumber is last
	final  float64 // what re-ranking goes by, and what is shown as the score
}

// An order says which of two documents of a generation comes first.
type order struct {
	shards []*liveShard
	sort   index.Sort
}

// compare is negative when a comes first. Ties go by item id.
func (o *order) compare(a, b ranked) int {
	if c := o.compareKeys(a, b); c != 0 {
		return c
	}
	if a.shard == b.shard {
		if a.doc == b.doc {
			return 0
		}
		if o.shards[a.shard].letters.before(a.doc, b.doc) {
			return -1
		}
		return 1
	}
	return imr.CompareIDs(o.shards[a.shard].itemID(a.doc), o.shards[b.shard].itemID(b.doc))
}

// compareKeys compares all but the ids.
func (o *order) compareKeys(a, b ranked) int {
	if c := cmp.Compare(a.tier, b.tier); c != 0 {
		return c
	}
	if o.sort.Field == "" {
		return cmp.Compare(b.score, a.score)
	}
	switch {
	case a.number == b.number:
		return 0
	case a.number == noNumber:
		return 1
	case b.number == noNumber:
		return -1
	case o.sort.Ascending:
		return cmp.Compare(a.number, b.number)
	}
	return cmp.Compare(b.number, a.number)
}

// A best keeps the first k documents of those it is offered; all of them
// when k is negative.
type best struct {
	order *order
	k     int
	heap  []ranked // the last on top
}

func (b *best) Len() int           { return len(b.heap) }
func (b *best) Less(i, j int) bool { return b.order.compare(b.heap[i], b.heap[j]) > 0 }
func (b *best) Swap(i, j int)      { b.heap[i], b.heap[j] = b.heap[j], b.heap[i] }
func (b *best) Push(x any)         { b.heap = append(b.heap, x.(ranked)) }
func (b *best) Pop() any {
	last := b.heap[len(b.heap)-1]
	b.heap = b.heap[:len(b.heap)-1]
	return last
}

// offer takes r in when it is among the first k.
func (b *best) offer(r ranked) {
	switch {
	case b.k < 0:
		b.heap = append(b.heap, r)
	case b.k == 0:
	case len(b.heap) < b.k:
		heap.Push(b, r)
	case b.order.compare(r, b.heap[0]) < 0:
		b.heap[0] = r
		heap.Fix(b, 0)
	}
}

// full reports whether only what comes before the last can still get in.
func (b *best) full() bool { return b.k >= 0 && len(b.heap) >= b.k }

// merge brings what several bests kept into one order, the first k of it.
func merge(o *order, lists []*best, k int) []ranked {
	var all []ranked
	for _, l := range lists {
		all = append(all, l.heap...)
	}
	slices.SortFunc(all, o.compare)
	if k >= 0 && len(all) > k {
		all = all[:k]
	}
	return all
}
