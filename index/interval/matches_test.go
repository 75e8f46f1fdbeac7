package interval

import (
	"slices"

	"imrsearch/index"
)

// A found is where an expression matches: from Start to End, both
// included. At are the positions that made it, ascending; where several
// matches have the same ends, those of all of them.
type found struct {
	Start, End int32
	At         []int32
}

// matchesOf returns all matches of e in v that differ in their ends, by
// Start, then by End.
func matchesOf(e index.Expr, v View) []found {
	g := solver{view: v, trace: true}
	root := g.solve(e)
	if root == nil {
		return nil
	}
	var out []found
	for i, s := range root.found {
		var at []int32
		root.forget()
		root.walk(i, func(leaf *node, m match) {
			for p := m.start; p <= m.end; p++ {
				at = append(at, p)
			}
		})
		if n := len(out); n > 0 && out[n-1].Start == s.start && out[n-1].End == s.end {
			at = append(at, out[n-1].At...)
			out = out[:n-1]
		}
		slices.Sort(at)
		out = append(out, found{Start: s.start, End: s.end, At: slices.Compact(at)})
	}
	return out
}

// forget lets walk visit every match again.
func (n *node) forget() {
	clear(n.seen)
	for _, kid := range n.kids {
		kid.forget()
	}
	if n.x != nil {
		n.x.forget()
		n.y.forget()
	}
}
