package interval

import (
	"imrsearch/index"
)

// A chain of single words with one and the same connector for sentences or
// paragraphs (a /p b /p c) stands where, in one unit, every word finds a place
// of its own: that is decided without making the matches, of which common
// words have as many as the product of their places. With operands of several
// words it is what must be at least, and most documents fail it.

// chain appends the places of the operands of n, a chain under c. It is whole
// when all operands are single words or choices of them.
func (n *node) chain(c condition, of [][]int32) (places [][]int32, whole bool) {
	if n.x == nil || n.fits != c {
		return append(of, n.occ), n.width == 1
	}
	of, x := n.x.chain(c, of)
	of, y := n.y.chain(c, of)
	return of, x && y
}

// inOneUnit reports whether every operand has a place of its own in one
// sentence or paragraph, one behind the other where that is asked for.
func (g *solver) inOneUnit(of [][]int32, c condition) bool {
	number := g.view.Sentence
	if c.unit == index.Paragraph {
		number = g.view.Paragraph
	}
	rest, here := append([][]int32(nil), of...), make([][]int32, len(of))
	for len(rest[0]) > 0 && !g.stop() {
		unit := number(rest[0][0])
		for i, at := range rest {
			for len(at) > 0 && number(at[0]) < unit {
				at = at[1:]
			}
			n := 0
			for n < len(at) && number(at[n]) == unit {
				n++
			}
			here[i], rest[i] = at[:n], at[n:]
		}
		if c.ordered && inOrder(here) || !c.ordered && assignable(here) {
			return true
		}
	}
	return false
}

// inOrder reports whether the lists have places one behind the other.
func inOrder(of [][]int32) bool {
	last := int32(-1)
	for _, at := range of {
		for len(at) > 0 && at[0] <= last {
			at = at[1:]
		}
		if len(at) == 0 {
			return false
		}
		last = at[0]
	}
	return true
}

// assignable reports whether each list has a place of its own. One with as
// many places as there are lists always has: the others leave one.
func assignable(of [][]int32) bool {
	owner := map[int32]int{}
	var place func(i int, seen map[int32]bool) bool
	place = func(i int, seen map[int32]bool) bool {
		for _, p := range of[i] {
			if seen[p] {
				continue
			}
			seen[p] = true
			if other, taken := owner[p]; !taken || place(other, seen) {
				owner[p] = i
				return true
			}
		}
		return false
	}
	for i, at := range of {
		if len(at) == 0 || len(at) < len(of) && !place(i, map[int32]bool{}) {
			return false
		}
	}
	return true
}
