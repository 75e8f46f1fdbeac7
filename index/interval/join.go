package interval

import (
	"sort"

	"imrsearch/index"
)

// A condition is what the operands of a join must meet.
type condition struct {
	unit    index.Unit
	within  int32
	ordered bool
}

// window is the unit of phrases in any order: the outer ends are within.
const window index.Unit = 255

// meet reports whether x and y, of the right sentence or paragraph already,
// meet the condition.
func (c condition) meet(x, y match) bool {
	switch c.unit {
	case index.Words:
		if c.ordered {
			return x.end < y.start && y.start-x.end <= c.within
		}
		return max(x.start, y.start)-min(x.end, y.end) <= c.within
	case window:
		return max(x.end, y.end)-min(x.start, y.start) <= c.within
	}
	return !c.ordered || x.end < y.start
}

// pairs calls yield with the matches of n.x and n.y that make a match of n,
// until it says no.
func (g *solver) pairs(n *node, yield func(i, j int) bool) {
	if n.fits.unit == index.Sentence || n.fits.unit == index.Paragraph {
		g.unitPairs(n, yield)
		return
	}
	apart := len(intersection(n.x.occ, n.y.occ)) == 0
	xs, ys, c := n.x.found, n.y.found, n.fits
	for i, x := range xs {
		if g.stop() {
			return
		}
		from, to := x.start-c.within-n.y.reach, x.end+c.within
		if c.ordered {
			from = x.end + 1
		}
		first := sort.Search(len(ys), func(j int) bool { return ys[j].start >= from })
		for j := first; j < len(ys) && ys[j].start <= to; j++ {
			if c.meet(x, ys[j]) && (apart || disjoint(x, ys[j])) && !yield(i, j) {
				return
			}
		}
	}
}

// unitPairs is pairs for sentences and paragraphs.
func (g *solver) unitPairs(n *node, yield func(i, j int) bool) {
	number := g.view.Sentence
	if n.fits.unit == index.Paragraph {
		number = g.view.Paragraph
	}
	apart := len(intersection(n.x.occ, n.y.occ)) == 0
	xs, ys, c := n.x.found, n.y.found, n.fits
	starts, ends := make([]int32, len(ys)), make([]int32, len(ys))
	for j, y := range ys {
		starts[j], ends[j] = number(y.start), number(y.end)
	}
	for i, x := range xs {
		unit := number(x.start)
		if number(x.end) != unit {
			continue
		}
		if g.stop() {
			return
		}
		first := sort.Search(len(ys), func(j int) bool {
			return starts[j] >= unit && (!c.ordered || ys[j].start > x.end)
		})
		for j := first; j < len(ys) && starts[j] == unit; j++ {
			if ends[j] == unit && c.meet(x, ys[j]) && (apart || disjoint(x, ys[j])) && !yield(i, j) {
				return
			}
		}
	}
}

// disjoint reports whether no shared position serves both x and y.
func disjoint(x, y match) bool {
	if x.start > y.end || y.start > x.end {
		return true
	}
	return !x.takes(y.start) && !x.takes(y.end) && !y.takes(x.start) && !y.takes(x.end) &&
		len(intersection(x.in, y.in)) == 0
}

func (s match) takes(p int32) bool {
	if p == s.start || p == s.end {
		return true
	}
	for _, q := range s.in {
		if q == p {
			return true
		}
	}
	return false
}

// A key tells matches apart.
type key struct {
	start, end int32
	in         string
}

// A collector gathers the different matches of a node.
type collector struct {
	node  *node
	trace bool
	at    map[key]int32
	found []match
	buf   []byte
}

func (c *collector) join(i, j int) {
	x, y := c.node.x.found[i], c.node.y.found[j]
	s := match{start: min(x.start, y.start), end: max(x.end, y.end)}
	if len(c.node.shared) > 0 {
		ends := []int32{x.start, x.end}
		if x.start == x.end {
			ends = ends[:1]
		}
		all := union(union(ends, x.in), y.in)
		all = union(all, []int32{y.start})
		all = union(all, []int32{y.end})
		for len(all) > 0 && all[0] == s.start {
			all = all[1:]
		}
		for len(all) > 0 && all[len(all)-1] == s.end {
			all = all[:len(all)-1]
		}
		s.in = c.keep(all)
	}
	c.add(s, origin{int32(i), int32(j)})
}

// keep returns what of in the rest of the query may take.
func (c *collector) keep(in []int32) []int32 {
	if len(in) == 0 || len(c.node.shared) == 0 {
		return nil
	}
	return intersection(in, c.node.shared)
}

func (c *collector) add(s match, o origin) {
	c.buf = c.buf[:0]
	for _, p := range s.in {
		c.buf = append(c.buf, byte(p), byte(p>>8), byte(p>>16), byte(p>>24))
	}
	k := key{start: s.start, end: s.end, in: string(c.buf)}
	at, ok := c.at[k]
	if !ok {
		at = int32(len(c.found))
		c.at[k] = at
		c.found = append(c.found, s)
	}
	if c.trace {
		c.found[at].from = append(c.found[at].from, o)
	}
}
