package interval

import (
	"cmp"
	"slices"

	"imrsearch/index"
)

// A solver finds the matches of one expression in one field.
type solver struct {
	view View
	// trace keeps from what each match was made, for marks.
	trace    bool
	operands int
	asked    int
	stopped  bool
	pairings int // what was paired or compared
}

// stopStride is after how many matches a view is asked whether to go on:
// most evaluations end before, and a look at the clock costs as much as they.
const stopStride = 64

// stop reports whether the view wants no more.
func (g *solver) stop() bool {
	if g.asked++; g.asked%stopStride != 0 || g.stopped {
		return g.stopped
	}
	if s, ok := g.view.(Stopper); ok {
		g.stopped = s.Stop()
	}
	return g.stopped
}

// spend reports whether to stop after n more pairings or comparisons, of
// which marks have only so many.
func (g *solver) spend(n int) bool {
	g.pairings += n
	g.stopped = g.stopped || g.trace && g.pairings > pairingLimit
	return g.stop()
}

// A node is a part of the expression with its matches: a leaf (adjacent
// words), a choice (kids), or a join of x and y.
type node struct {
	kids    []*node
	x, y    *node
	fits    condition
	operand int

	occ    []int32 // positions that its matches may take
	width  int     // the most positions that one match takes
	shared []int32 // those of occ that the rest of the query may take as well
	others int     // the most positions that the rest of a match takes

	found []match // by start, end
	reach int32   // the largest end-start of found
	seen  []bool  // by walk
}

// A match is where an expression is found. in are its shared positions strictly between start
// and end.
type match struct {
	start, end int32
	in         []int32
	from       []origin
}

// An origin is a way in which a match came about: for a join the matches
// of x and y, for a choice the kid and its match.
type origin struct{ a, b int32 }

// solve finds all matches of e; nil when there are none.
func (g *solver) solve(e index.Expr) *node {
	root := g.build(e, 0)
	if root == nil {
		return nil
	}
	root.share(nil, 0)
	g.find(root)
	if len(root.found) == 0 {
		return nil
	}
	return root
}

// build makes the tree of e with the matches of its leaves, nil when a part
// that it needs stands nowhere.
func (g *solver) build(e index.Expr, operand int) *node {
	switch e := e.(type) {
	case index.Sequence:
		if e.Window > 0 && len(e.Words) > 1 {
			return g.buildWindow(e, operand)
		}
		return g.buildLeaf(e.Words, operand)
	case index.Synonyms:
		return g.buildChoice(append([]index.Expr{e.Typed}, e.Added...), operand)
	case index.Or:
		return g.buildChoice(e.Of, operand)
	case index.Near:
		x := g.build(e.X, operand)
		if x == nil {
			return nil
		}
		g.operands++
		y := g.build(e.Y, g.operands)
		if y == nil {
			return nil
		}
		return joined(x, y, condition{unit: e.Unit, within: int32(e.Within), ordered: e.Ordered})
	}
	return nil
}

func (g *solver) buildLeaf(words []index.Matcher, operand int) *node {
	if len(words) == 0 {
		return nil
	}
	at := g.view.Occurrences(words[0], nil)
	var buf []int32
	for i, w := range words[1:] {
		if len(at) == 0 {
			return nil
		}
		buf = g.view.Occurrences(w, buf[:0])
		at = following(at, buf, int32(i+1))
	}
	if len(at) == 0 {
		return nil
	}
	n := &node{operand: operand, width: len(words), reach: int32(len(words) - 1)}
	n.found = make([]match, len(at))
	for i, p := range at {
		n.found[i] = match{start: p, end: p + n.reach}
	}
	n.occ = at
	if len(words) > 1 {
		n.occ = spread(at, len(words))
	}
	return n
}

// following keeps the positions of at behind which, by steps, one of next
// stands.
func following(at, next []int32, steps int32) []int32 {
	kept, j := at[:0], 0
	for _, p := range at {
		for j < len(next) && next[j] < p+steps {
			j++
		}
		if j < len(next) && next[j] == p+steps {
			kept = append(kept, p)
		}
	}
	return kept
}

// spread returns the positions of the phrases of width words that begin at.
func spread(at []int32, width int) []int32 {
	var out []int32
	for _, p := range at {
		for k := range int32(width) {
			if n := len(out); n == 0 || out[n-1] < p+k {
				out = append(out, p+k)
			}
		}
	}
	return out
}

// buildWindow joins the words of a phrase in any order one by one: what lies
// within the window as a whole does so in its parts.
func (g *solver) buildWindow(s index.Sequence, operand int) *node {
	var n *node
	for i := range s.Words {
		leaf := g.buildLeaf(s.Words[i:i+1], operand)
		if leaf == nil {
			return nil
		}
		if n == nil {
			n = leaf
			continue
		}
		n = joined(n, leaf, condition{unit: window, within: int32(s.Window)})
	}
	return n
}

func (g *solver) buildChoice(of []index.Expr, operand int) *node {
	n := &node{operand: operand}
	for _, e := range of {
		if kid := g.build(e, operand); kid != nil {
			n.kids = append(n.kids, kid)
			n.occ = union(n.occ, kid.occ)
			n.width = max(n.width, kid.width)
		}
	}
	switch len(n.kids) {
	case 0:
		return nil
	case 1:
		return n.kids[0]
	}
	return n
}

func joined(x, y *node, c condition) *node {
	return &node{x: x, y: y, fits: c, occ: union(x.occ, y.occ), width: x.width + y.width}
}

// share tells n and all below which of their positions the rest of the query
// may take too.
func (n *node) share(outside []int32, others int) {
	n.shared, n.others = intersection(n.occ, outside), others
	for _, kid := range n.kids {
		kid.share(n.shared, others)
	}
	if n.x != nil {
		n.x.share(union(n.shared, n.y.occ), others+n.y.width)
		n.y.share(union(n.shared, n.x.occ), others+n.x.width)
	}
	if n.x == nil && n.kids == nil && n.reach > 1 && len(n.shared) > 0 {
		for i := range n.found {
			s := &n.found[i]
			s.in = between(n.shared, s.start, s.end)
		}
	}
}

// find finds all matches of n; those of leaves are there already.
func (g *solver) find(n *node) {
	if n.x == nil && n.kids == nil {
		return
	}
	c := collector{node: n, trace: g.trace, at: map[key]int32{}}
	if n.x != nil {
		g.find(n.x)
		g.find(n.y)
		g.pairs(n, func(i, j int) bool {
			c.join(i, j)
			return !g.spend(1)
		})
	}
	for k, kid := range n.kids {
		g.find(kid)
		for i, s := range kid.found {
			c.add(match{start: s.start, end: s.end, in: c.keep(s.in)}, origin{int32(k), int32(i)})
		}
	}
	n.setFound(c.found)
	if n.others > 0 && len(n.shared) > 0 && (!g.trace || len(n.found) > traceLimit) {
		n.found = g.represent(n.found, n.others)
	}
	for _, s := range n.found {
		n.reach = max(n.reach, s.end-s.start)
	}
}

// traceLimit is the number of matches of a part of a query from which on
// marks are content with representatives: beyond it (a word near itself, many
// times over) a mark may be missing, never wrong.
const traceLimit = 1 << 15

// pairingLimit bounds likewise the pairings and comparisons through which marks
// are traced: groups of very common words in one long sentence have millions.
const pairingLimit = 1 << 18

// stands reports whether n matches at all.
func (g *solver) stands(n *node) bool {
	if n.x != nil {
		if n.fits.unit == index.Sentence || n.fits.unit == index.Paragraph {
			of, whole := n.chain(n.fits, nil)
			if may := g.inOneUnit(of, n.fits); whole || !may {
				return may
			}
		}
		g.find(n.x)
		g.find(n.y)
		found := false
		g.pairs(n, func(int, int) bool {
			found = true
			return false
		})
		return found
	}
	if n.kids != nil {
		return slices.ContainsFunc(n.kids, g.stands)
	}
	return true
}

func (n *node) setFound(found []match) {
	n.found = found
	slices.SortFunc(n.found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), slices.Compare(a.in, b.in))
	})
}

// walk calls do for each leaf of match i of n and of all that it was made
// from, each once in the life of the solver.
func (n *node) walk(i int, do func(leaf *node, s match)) {
	if n.seen == nil {
		n.seen = make([]bool, len(n.found))
	}
	if n.seen[i] {
		return
	}
	n.seen[i] = true
	s := n.found[i]
	switch {
	case n.x != nil:
		for _, o := range s.from {
			n.x.walk(int(o.a), do)
			n.y.walk(int(o.b), do)
		}
	case n.kids != nil:
		for _, o := range s.from {
			n.kids[o.a].walk(int(o.b), do)
		}
	default:
		do(n, s)
	}
}
