package collect

import (
	"math"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// Pruning follows MaxScore (Turtle and Flood, 1995) with impacts. Of every
// class of words that is not rare a segment has an impact list: the documents
// by the levels of their frequencies. A partition covers a concept by impact
// lists. A cut goes through the lists from their highest levels down, until no
// document below it can score the floor, whatever the other concepts add: only
// the documents above the cut are scored.

// A partition is lists by which all is bounded that a concept adds to any
// document of the segment: what is on none of them does not have it.
type partition []source

// A source is an impact list of a partition, and by how much its frequencies
// count at most.
type source struct {
	*forward.ImpactList
	factor float32
}

// A cut is a level of each list of a partition. A document is above it that
// has one of these levels or a higher one; the higher the levels, the fewer
// documents.
type cut struct {
	partition
	levels []int
	items  int // documents, those that several lists have as often
}

// bestCut returns, of the cuts above which all documents are that score floor,
// the one with the fewest documents; nil where any document may score it.
func (b bounds) bestCut(floor float32) *cut {
	most := b.most()
	var best *cut
	for i := range b {
		for _, w := range b[i].partitions {
			if c := b[i].cutFor(w, most-b[i].most, floor); c != nil && (best == nil || c.items < best.items) {
				best = c
			}
		}
	}
	return best
}

// cutFor returns a cut of a partition below which no document scores floor,
// where other concepts add others at most; nil where there is none. It begins
// at the top, and lowers the list that adds the fewest documents for the
// frequency that it excludes.
func (b *conceptBound) cutFor(w partition, others, floor float32) *cut {
	c := newCut(w)
	for (b.saturated(c.below())+others)*roundingSlack >= floor {
		k := c.cheapestList()
		if k < 0 {
			return nil
		}
		c.down(k)
	}
	return c
}

// newCut returns the cut above which there is no document.
func newCut(w partition) *cut {
	c := &cut{partition: w, levels: make([]int, len(w))}
	for k := range w {
		c.levels[k] = len(w[k].Worth)
	}
	return c
}

// below returns the frequency that documents below the cut have at most.
func (c *cut) below() float32 {
	sum := float32(0)
	for k, level := range c.levels {
		sum += c.partition[k].upTo(level)
	}
	return sum
}

// upTo returns the frequency of documents below a level at most.
func (s *source) upTo(level int) float32 {
	if level == 0 {
		return 0
	}
	return s.Worth[level-1] * s.factor
}

// more returns how many documents the next lower level of list k adds.
func (c *cut) more(k int) int {
	l, level := &c.partition[k], c.levels[k]
	if level == len(l.Items) {
		return int(l.Items[level-1])
	}
	return int(l.Items[level-1] - l.Items[level])
}

// cheapestList returns the list to lower, -1 when all are at the bottom.
func (c *cut) cheapestList() int {
	best, least := -1, float32(math.Inf(1))
	for k, level := range c.levels {
		if level == 0 {
			continue
		}
		s := &c.partition[k]
		if cost := float32(c.more(k)) / (s.upTo(level) - s.upTo(level-1)); best < 0 || cost < least {
			best, least = k, cost
		}
	}
	return best
}

// list returns the documents above the cut, ascending.
func (c *cut) list(items int, mem *scratch) []uint32 {
	if len(c.partition) == 1 {
		return c.partition[0].List(c.levels[0], &mem.ranks)
	}
	found := mem.bits.Take((items + 63) / 64)
	for k, level := range c.levels {
		if level == len(c.partition[k].Items) {
			continue
		}
		for _, doc := range c.partition[k].List(level, &mem.ranks) {
			found[doc/64] |= 1 << (doc % 64)
		}
	}
	return docset.AppendBits(found, mem.ranks.Room(c.items)[:0])
}

// seedCut returns the highest cut of the concept that weighs most above which
// at least want documents should be of n that match: the best are likely to
// be there. It returns nil where no level tells documents apart.
func (b bounds) seedCut(n, want int) *cut {
	var heaviest *conceptBound
	for i := range b {
		if c := &b[i]; len(c.partitions) > 0 && (heaviest == nil || c.most > heaviest.most) {
			heaviest = c
		}
	}
	if heaviest == nil || len(heaviest.partitions[0]) == 0 {
		return nil
	}
	c := newCut(heaviest.partitions[0])
	for all := c.partition.items(); c.items*n < want*all; {
		k := c.highestList()
		if k < 0 {
			return nil
		}
		c.down(k)
	}
	return c
}

// highestList returns the list whose next lower level has the highest
// frequencies, -1 when only lowest levels are left, which have all documents.
func (c *cut) highestList() int {
	best, most := -1, float32(0)
	for k, level := range c.levels {
		if top := c.partition[k].upTo(level); level > 1 && top > most {
			best, most = k, top
		}
	}
	return best
}

// down lowers the cut on list k by a level.
func (c *cut) down(k int) {
	c.items += c.more(k)
	c.levels[k]--
}

// in reports whether all documents above the cut are above another one.
func (c *cut) in(other *cut) bool {
	if other == nil || len(c.partition) == 0 || len(other.partition) == 0 || &c.partition[0] != &other.partition[0] {
		return false
	}
	for k, level := range c.levels {
		if level < other.levels[k] {
			return false
		}
	}
	return true
}

// upTo returns the frequency of any document at most.
func (w partition) upTo() float32 {
	sum := float32(0)
	for k := range w {
		sum += w[k].upTo(len(w[k].Worth))
	}
	return sum
}

// partitionOf returns the partition of a concept of several alternatives. Of a
// family it takes the choice with fewer documents: the first word of all, which
// counts for all of them, or of each alternative the rarest word.
func (b *conceptBound) partitionOf() partition {
	var w partition
	for i := range b.families {
		f := &b.families[i]
		var each partition
		for _, k := range f.members {
			each = append(each, b.sources(&b.alternatives[k])...)
		}
		first := &b.alternatives[f.members[0]]
		if word := &b.words[first.words[0]]; len(f.members) > 1 && word.items() <= each.items() {
			each = word.sources(f.heaviest * float32(f.atOnce) * b.growth[first.scope])
		}
		w = append(w, each...)
	}
	return w
}

// sources returns those of an alternative.
func (b *conceptBound) sources(a *alternativeBound) partition {
	rarest, factor := b.rarest(a), a.weight*b.growth[a.scope]
	if a.only == nil {
		return rarest.sources(factor)
	}
	most := rarest.sources(1).upTo()
	return partition{{&forward.ImpactList{Docs: forward.Ranks{Bits: a.only}, Worth: []float32{most}, Items: []uint32{uint32(a.items)}}, factor}}
}

// items returns how many documents its lists have.
func (w partition) items() int {
	n := 0
	for k := range w {
		n += int(w[k].Items[0])
	}
	return n
}

// items returns how many documents have the word, those with several classes
// as often.
func (w *wordBound) items() int {
	n := w.restItems
	for _, l := range w.lists {
		n += int(l.Items[0])
	}
	return n
}

// sources returns the word's lists; what is not known is one of a single
// level.
func (w *wordBound) sources(factor float32) partition {
	var out partition
	for _, l := range w.lists {
		out = append(out, source{l, factor})
	}
	if w.rest != nil {
		unknown := &forward.ImpactList{Docs: forward.Ranks{Bits: w.rest}, Worth: []float32{math.MaxFloat32}, Items: []uint32{uint32(w.restItems)}}
		out = append(out, source{unknown, factor})
	}
	return out
}
