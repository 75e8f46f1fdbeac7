package collect

import (
	"bytes"
	"cmp"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/fold"
	"imrsearch/index/bleve/segment"
)

// A Hit is a document with what it is ordered by.
type Hit struct {
	Score    float64 // in order by relevance
	Final    float64 // what re-ranking goes by, and what is shown as the score
	Doc      uint32
	number   int32 // in order by a field; noNumber is last
	Segment  int32 // place in the generation
	Tier     uint8 // 0 for what comes first, 1 for the others
	reranked bool
	// In a folded list: how many other items of the result are in its group, and
	// the hit's place in the whole list, from 1.
	folded, listed int32

	requested, someWords bool // as in index.Hit; set once the hit is chosen
}

func (h *Hit) doc() fold.Doc { return fold.Doc{Segment: h.Segment, Doc: h.Doc} }

// An Order says which of two documents of a generation comes first.
type Order struct {
	Segments []*segment.LiveSegment
	sort     index.Sort
	reranked bool // before all else but the tier by what re-ranking found
}

// compare is negative when a comes first. Ties go by item id.
func (o *Order) compare(a, b *Hit) int {
	if c := o.compareKeys(a, b); c != 0 {
		return c
	}
	if a.Segment != b.Segment {
		_, m := o.Segments[a.Segment].Item(a.Doc)
		_, n := o.Segments[b.Segment].Item(b.Doc)
		return cmp.Or(bytes.Compare(o.letterOf(a), o.letterOf(b)), m-n)
	}
	switch {
	case a.Doc == b.Doc:
		return 0
	case o.Segments[a.Segment].Letters.Before(a.Doc, b.Doc):
		return -1
	}
	return 1
}

// arrange puts hits in order.
func (o *Order) arrange(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int { return o.compare(&a, &b) })
}

// letterOf returns the id of a document's letter, as it lies in the mapped
// file.
func (o *Order) letterOf(r *Hit) []byte {
	letters := o.Segments[r.Segment].Letters
	return letters.IDs.Raw(int(letters.Of[r.Doc]))
}

// compareKeys compares all but the ids.
func (o *Order) compareKeys(a, b *Hit) int {
	switch {
	case a.Tier != b.Tier:
		return int(a.Tier) - int(b.Tier)
	case o.reranked && a.Final != b.Final:
		return cmp.Compare(b.Final, a.Final)
	case o.sort.Field != "":
		return cmp.Compare(numberRank(b.number, o.sort.Ascending), numberRank(a.number, o.sort.Ascending))
	case a.Score > b.Score:
		return -1
	case a.Score < b.Score:
		return 1
	}
	return 0
}

// A TopK keeps the first k documents of those it is offered; all of them
// when k is negative.
type TopK struct {
	Order *Order
	K     int
	heap  []Hit // the last on top
}

// Offer takes r in when it is among the first k.
func (b *TopK) Offer(r Hit) {
	switch {
	case b.K < 0:
		b.heap = append(b.heap, r)
	case b.K == 0:
	case len(b.heap) < b.K:
		b.heap = append(b.heap, r)
		b.up(len(b.heap) - 1)
	case b.Order.compare(&r, &b.heap[0]) < 0:
		b.heap[0] = r
		b.down()
	}
}

// up moves a new document to its place.
func (b *TopK) up(i int) {
	r := b.heap[i]
	for i > 0 {
		above := (i - 1) / 2
		if b.Order.compare(&b.heap[above], &r) >= 0 {
			break
		}
		b.heap[i] = b.heap[above]
		i = above
	}
	b.heap[i] = r
}

// down moves the document on top to its place.
func (b *TopK) down() {
	r, i := b.heap[0], 0
	for {
		below := 2*i + 1
		if below >= len(b.heap) {
			break
		}
		if other := below + 1; other < len(b.heap) && b.Order.compare(&b.heap[other], &b.heap[below]) > 0 {
			below = other
		}
		if b.Order.compare(&r, &b.heap[below]) >= 0 {
			break
		}
		b.heap[i] = b.heap[below]
		i = below
	}
	b.heap[i] = r
}

// full reports whether only what comes before the last can still get in.
func (b *TopK) full() bool { return b.K >= 0 && len(b.heap) >= b.K }

// Merge brings what several bests kept into one order, the first k of it.
func Merge(o *Order, lists []*TopK, k int) []Hit {
	first := &TopK{Order: o, K: k}
	if len(lists) == 1 {
		first = lists[0]
	} else {
		for _, l := range lists {
			for i := range l.heap {
				first.Offer(l.heap[i])
			}
		}
	}
	o.arrange(first.heap)
	return first.heap[:len(first.heap):len(first.heap)]
}
