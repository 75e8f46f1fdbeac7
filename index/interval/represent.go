package interval

import (
	"slices"
)

// represent thins out matches that differ only in shared positions, so that a
// word near itself many times over stays polynomial. Of the matches with the
// same ends it keeps enough that whatever at most others positions the rest
// of the query takes, if one of them is disjoint from these, a kept one is.
//
// Proof: keep any one, A. If the rest takes a position e of A, what can serve
// does not contain e, and e counts as one of the others; so for every e in A
// keep what represents the matches without e for others-1.
//
// What it keeps may grow with every one of the others, so it ends when the
// solver is stopped; what is left out then is meaningless, or a missing mark.
func (g *solver) represent(found []match, others int) []match {
	var out []match
	for len(found) > 0 && !g.stopped {
		n := 1
		for n < len(found) && found[n].start == found[0].start && found[n].end == found[0].end {
			n++
		}
		if n == 1 {
			out = append(out, found[0])
		} else {
			out = append(out, g.representatives(found[:n], others)...)
		}
		found = found[n:]
	}
	return out
}

func (g *solver) representatives(same []match, others int) []match {
	kept := map[int]bool{}
	index := make([]int, len(same))
	for i := range index {
		index[i] = i
	}
	g.pickRepresentatives(same, index, others, kept)
	var out []match
	for i, s := range same {
		if kept[i] {
			out = append(out, s)
		}
	}
	return out
}

func (g *solver) pickRepresentatives(same []match, among []int, others int, kept map[int]bool) {
	if len(among) == 0 || g.spend(1) {
		return
	}
	first := among[0]
	kept[first] = true
	if others == 0 || g.spend(len(among)) {
		return
	}
	for _, p := range same[first].in {
		var without []int
		for _, i := range among {
			if !slices.Contains(same[i].in, p) {
				without = append(without, i)
			}
		}
		g.pickRepresentatives(same, without, others-1, kept)
	}
}

// union returns the positions of a or b; both ascending, as the result.
func union(a, b []int32) []int32 {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]int32, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case a[0] > b[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// intersection returns the positions of a and b; both ascending, as the
// result.
func intersection(a, b []int32) []int32 {
	var out []int32
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return out
}

// between returns the positions strictly between two.
func between(at []int32, start, end int32) []int32 {
	from, _ := slices.BinarySearch(at, start+1)
	to, _ := slices.BinarySearch(at, end)
	return at[from:max(from, to)]
}
