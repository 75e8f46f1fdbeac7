package collect

import (
	"math"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// A partition is ladders by which all is bounded that a concept adds to any
// document of the shard: what is on none of them does not have it.
type partition []source

// A source is a ladder of a way, and what a frequency on it counts at most.
type source struct {
	*forward.ImpactList
	factor float32
}

// A cut is a level of each ladder of a way, one of which a document must
// have, or have more: its documents are few when the levels are high.
type cut struct {
	partition
	levels []int
	items  int // documents, those that several ladders have as often
}

// fewest returns the climb with the fewest documents that must be made to
// find all that score floor; nil where any document may.
func (b bounds) fewest(floor float32) *cut {
	most := b.most()
	var best *cut
	for i := range b {
		for _, w := range b[i].ways {
			if c := b[i].climb(w, most-b[i].most, floor); c != nil && (best == nil || c.items < best.items) {
				best = c
			}
		}
	}
	return best
}

// climb returns levels of a way below all of which no document scores floor,
// whatever others add; nil where there are none. It begins at the top, and
// goes down where that adds the fewest documents for what it gains.
func (b *conceptBound) climb(w partition, others, floor float32) *cut {
	c := newClimb(w)
	for (b.saturated(c.below())+others)*roundingSlack >= floor {
		k := c.cheapest()
		if k < 0 {
			return nil
		}
		c.down(k)
	}
	return c
}

// newClimb returns a climb of no documents.
func newClimb(w partition) *cut {
	c := &cut{partition: w, levels: make([]int, len(w))}
	for k := range w {
		c.levels[k] = len(w[k].Worth)
	}
	return c
}

// below returns the frequency that documents below the levels have at most.
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

// more returns how many documents the next lower level of a ladder adds.
func (c *cut) more(k int) int {
	l, level := &c.partition[k], c.levels[k]
	if level == len(l.Items) {
		return int(l.Items[level-1])
	}
	return int(l.Items[level-1] - l.Items[level])
}

// cheapest returns the ladder to go down on, -1 when all are at the bottom.
func (c *cut) cheapest() int {
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

// list returns the documents of the climb, in their order.
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

// likeliest returns the highest climb of the concept that weighs most, of
// whose documents at least want should be among n that match; nil where no
// level tells them apart: what is best is likely to be there.
func (b bounds) likeliest(n, want int) *cut {
	var heaviest *conceptBound
	for i := range b {
		if c := &b[i]; len(c.ways) > 0 && (heaviest == nil || c.most > heaviest.most) {
			heaviest = c
		}
	}
	if heaviest == nil || len(heaviest.ways[0]) == 0 {
		return nil
	}
	c := newClimb(heaviest.ways[0])
	for all := c.partition.items(); c.items*n < want*all; {
		k := c.highest()
		if k < 0 {
			return nil
		}
		c.down(k)
	}
	return c
}

// highest returns the ladder whose next lower level has the highest
// frequencies, -1 when only bottoms are left, which tell nothing apart.
func (c *cut) highest() int {
	best, most := -1, float32(0)
	for k, level := range c.levels {
		if top := c.partition[k].upTo(level); level > 1 && top > most {
			best, most = k, top
		}
	}
	return best
}

// down goes down a level on a ladder.
func (c *cut) down(k int) {
	c.items += c.more(k)
	c.levels[k]--
}

// in reports whether another climb has all of the documents.
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

// wayOf prepares the way of a concept of several alternatives. Of a family it
// takes the fewest documents of two choices: its first word counts for all, or
// of each alternative the rarest word.
func (b *conceptBound) wayOf() partition {
	var w partition
	for i := range b.families {
		f := &b.families[i]
		var each partition
		for _, k := range f.members {
			each = append(each, b.sources(&b.alternatives[k])...)
		}
		first := &b.alternatives[f.members[0]]
		if word := &b.words[first.words[0]]; len(f.members) > 1 && word.items() <= each.items() {
			each = word.sources(f.heaviest * float32(f.atOnce) * b.grown[first.scope])
		}
		w = append(w, each...)
	}
	return w
}

// sources returns those of an alternative.
func (b *conceptBound) sources(a *alternativeBound) partition {
	rarest, factor := b.rarest(a), a.weight*b.grown[a.scope]
	if a.only == nil {
		return rarest.sources(factor)
	}
	most := rarest.sources(1).upTo()
	return partition{{&forward.ImpactList{Docs: forward.Ranks{Bits: a.only}, Worth: []float32{most}, Items: []uint32{uint32(a.items)}}, factor}}
}

// items returns how many documents its ladders have.
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
	for _, l := range w.ladders {
		n += int(l.Items[0])
	}
	return n
}

// sources returns the word's ladders; what is not known is one of a single
// level.
func (w *wordBound) sources(factor float32) partition {
	var out partition
	for _, l := range w.ladders {
		out = append(out, source{l, factor})
	}
	if w.rest != nil {
		unknown := &forward.ImpactList{Docs: forward.Ranks{Bits: w.rest}, Worth: []float32{math.MaxFloat32}, Items: []uint32{uint32(w.restItems)}}
		out = append(out, source{unknown, factor})
	}
	return out
}
