package bleve

import "math"

// A way is ladders by which all is bounded that a concept adds to any
// document of the shard: what is on none of them does not have it.
type way []source

// A source is a ladder of a way, and what a frequency on it counts at most.
type source struct {
	*ladder
	factor float32
}

// A climb is a level of each ladder of a way, one of which a document must
// have, or have more: its documents are few when the levels are high.
type climb struct {
	way
	levels []int
	items  int // documents, those that several ladders have as often
}

// fewest returns the climb with the fewest documents that must be made to
// find all that score floor; nil where any document may.
func (b bounds) fewest(floor float32) *climb {
	most := b.most()
	var best *climb
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
func (b *conceptBound) climb(w way, others, floor float32) *climb {
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
func newClimb(w way) *climb {
	c := &climb{way: w, levels: make([]int, len(w))}
	for k := range w {
		c.levels[k] = len(w[k].worth)
	}
	return c
}

// below returns the frequency that documents below the levels have at most.
func (c *climb) below() float32 {
	sum := float32(0)
	for k, level := range c.levels {
		sum += c.way[k].upTo(level)
	}
	return sum
}

// upTo returns the frequency of documents below a level at most.
func (s *source) upTo(level int) float32 {
	if level == 0 {
		return 0
	}
	return s.worth[level-1] * s.factor
}

// more returns how many documents the next lower level of a ladder adds.
func (c *climb) more(k int) int {
	l, level := &c.way[k], c.levels[k]
	if level == len(l.items) {
		return int(l.items[level-1])
	}
	return int(l.items[level-1] - l.items[level])
}

// cheapest returns the ladder to go down on, -1 when all are at the bottom.
func (c *climb) cheapest() int {
	best, least := -1, float32(math.Inf(1))
	for k, level := range c.levels {
		if level == 0 {
			continue
		}
		s := &c.way[k]
		if cost := float32(c.more(k)) / (s.upTo(level) - s.upTo(level-1)); best < 0 || cost < least {
			best, least = k, cost
		}
	}
	return best
}

// list returns the documents of the climb, in their order.
func (c *climb) list(items int, mem *scratch) []uint32 {
	if len(c.way) == 1 {
		return c.way[0].list(c.levels[0], &mem.ranks)
	}
	found := mem.bits.take((items + 63) / 64)
	for k, level := range c.levels {
		if level == len(c.way[k].items) {
			continue
		}
		for _, doc := range c.way[k].list(level, &mem.ranks) {
			found[doc/64] |= 1 << (doc % 64)
		}
	}
	return placesOf(found, mem.ranks.room(c.items)[:0])
}

// likeliest returns the highest climb of the concept that weighs most, of
// whose documents at least want should be among n that match; nil where no
// level tells them apart: what is best is likely to be there.
func (b bounds) likeliest(n, want int) *climb {
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
	for all := c.way.items(); c.items*n < want*all; {
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
func (c *climb) highest() int {
	best, most := -1, float32(0)
	for k, level := range c.levels {
		if top := c.way[k].upTo(level); level > 1 && top > most {
			best, most = k, top
		}
	}
	return best
}

// down goes down a level on a ladder.
func (c *climb) down(k int) {
	c.items += c.more(k)
	c.levels[k]--
}

// in reports whether another climb has all of the documents.
func (c *climb) in(other *climb) bool {
	if other == nil || len(c.way) == 0 || len(other.way) == 0 || &c.way[0] != &other.way[0] {
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
func (w way) upTo() float32 {
	sum := float32(0)
	for k := range w {
		sum += w[k].upTo(len(w[k].worth))
	}
	return sum
}

// wayOf prepares the way of a concept of several alternatives. Of a family it
// takes the fewest documents of two choices: its first word counts for all, or
// of each alternative the rarest word.
func (b *conceptBound) wayOf() way {
	var w way
	for i := range b.families {
		f := &b.families[i]
		var each way
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
func (b *conceptBound) sources(a *alternativeBound) way {
	rarest, factor := b.rarest(a), a.weight*b.grown[a.scope]
	if a.only == nil {
		return rarest.sources(factor)
	}
	most := rarest.sources(1).upTo()
	return way{{&ladder{docs: ranks{bits: a.only}, worth: []float32{most}, items: []uint32{uint32(a.items)}}, factor}}
}

// items returns how many documents its ladders have.
func (w way) items() int {
	n := 0
	for k := range w {
		n += int(w[k].items[0])
	}
	return n
}

// items returns how many documents have the word, those with several classes
// as often.
func (w *wordBound) items() int {
	n := w.restItems
	for _, l := range w.ladders {
		n += int(l.items[0])
	}
	return n
}

// sources returns the word's ladders; what is not known is one of a single
// level.
func (w *wordBound) sources(factor float32) way {
	var out way
	for _, l := range w.ladders {
		out = append(out, source{l, factor})
	}
	if w.rest != nil {
		unknown := &ladder{docs: ranks{bits: w.rest}, worth: []float32{math.MaxFloat32}, items: []uint32{uint32(w.restItems)}}
		out = append(out, source{unknown, factor})
	}
	return out
}
