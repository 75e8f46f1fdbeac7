package bleve

import (
	"bytes"
	"cmp"
	"slices"

	"imrsearch/index"
)

// A ranked is a document with what it is ordered by.
type ranked struct {
	score    float64 // in order by relevance
	final    float64 // what re-ranking goes by, and what is shown as the score
	doc      uint32
	number   int32 // in order by a field; noNumber is last
	shard    int32 // place in the generation
	tier     uint8 // 0 with all plain words, 1 without
	reranked bool
}

// An order says which of two documents of a generation comes first.
type order struct {
	shards   []*liveShard
	sort     index.Sort
	reranked bool // before all else but the tier by what re-ranking found
}

// compare is negative when a comes first. Ties go by item id.
func (o *order) compare(a, b *ranked) int {
	if c := o.compareKeys(a, b); c != 0 {
		return c
	}
	if a.shard != b.shard {
		_, m := o.shards[a.shard].item(a.doc)
		_, n := o.shards[b.shard].item(b.doc)
		return cmp.Or(bytes.Compare(o.letterOf(a), o.letterOf(b)), m-n)
	}
	switch {
	case a.doc == b.doc:
		return 0
	case o.shards[a.shard].letters.before(a.doc, b.doc):
		return -1
	}
	return 1
}

// arrange puts hits in order.
func (o *order) arrange(hits []ranked) {
	slices.SortFunc(hits, func(a, b ranked) int { return o.compare(&a, &b) })
}

// letterOf returns the id of a document's letter, as it lies in the mapped
// file.
func (o *order) letterOf(r *ranked) []byte {
	letters := o.shards[r.shard].letters
	return letters.ids.raw(int(letters.of[r.doc]))
}

// compareKeys compares all but the ids.
func (o *order) compareKeys(a, b *ranked) int {
	switch {
	case a.tier != b.tier:
		return int(a.tier) - int(b.tier)
	case o.reranked && a.final != b.final:
		return cmp.Compare(b.final, a.final)
	case o.sort.Field != "":
		return cmp.Compare(numberRank(b.number, o.sort.Ascending), numberRank(a.number, o.sort.Ascending))
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return 0
}

// A best keeps the first k documents of those it is offered; all of them
// when k is negative.
type best struct {
	order *order
	k     int
	heap  []ranked // the last on top
}

// offer takes r in when it is among the first k.
func (b *best) offer(r ranked) {
	switch {
	case b.k < 0:
		b.heap = append(b.heap, r)
	case b.k == 0:
	case len(b.heap) < b.k:
		b.heap = append(b.heap, r)
		b.up(len(b.heap) - 1)
	case b.order.compare(&r, &b.heap[0]) < 0:
		b.heap[0] = r
		b.down()
	}
}

// up moves a new document to its place.
func (b *best) up(i int) {
	r := b.heap[i]
	for i > 0 {
		above := (i - 1) / 2
		if b.order.compare(&b.heap[above], &r) >= 0 {
			break
		}
		b.heap[i] = b.heap[above]
		i = above
	}
	b.heap[i] = r
}

// down moves the document on top to its place.
func (b *best) down() {
	r, i := b.heap[0], 0
	for {
		below := 2*i + 1
		if below >= len(b.heap) {
			break
		}
		if other := below + 1; other < len(b.heap) && b.order.compare(&b.heap[other], &b.heap[below]) > 0 {
			below = other
		}
		if b.order.compare(&r, &b.heap[below]) >= 0 {
			break
		}
		b.heap[i] = b.heap[below]
		i = below
	}
	b.heap[i] = r
}

// full reports whether only what comes before the last can still get in.
func (b *best) full() bool { return b.k >= 0 && len(b.heap) >= b.k }

// merge brings what several bests kept into one order, the first k of it.
func merge(o *order, lists []*best, k int) []ranked {
	first := &best{order: o, k: k}
	if len(lists) == 1 {
		first = lists[0]
	} else {
		for _, l := range lists {
			for i := range l.heap {
				first.offer(l.heap[i])
			}
		}
	}
	o.arrange(first.heap)
	return first.heap[:len(first.heap):len(first.heap)]
}
