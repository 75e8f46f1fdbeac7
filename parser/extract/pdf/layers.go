package pdf

import (
	"bytes"
	"math"
)

// A scan that was recognized twice, or a page whose text was recognized over its
// own, has two layers of text: pieces painted over pieces. One of them is read.
const (
	layerShare = 0.25 // of the pieces that are painted over others
	overBase   = 0.35 // of the font size: of one row
	overWidth  = 0.5  // of the narrower piece
)

// oneLayer returns the pieces without those of the worse layer: the later one,
// unless it has clearly more common words.
func oneLayer(pieces []piece) []piece {
	over := make([]bool, len(pieces)) // painted over an earlier one
	under := make([]bool, len(pieces))
	rows := map[int][]int{} // by base, in units
	const unit = 4.0
	n := 0
	for i := range pieces {
		p := &pieces[i]
		at := int(math.Round(p.base / unit))
		for b := at - 2; b <= at+2; b++ {
			for _, k := range rows[b] {
				if p.overlaps(&pieces[k]) {
					under[k] = true
					if !over[i] {
						over[i] = true
						n++
					}
				}
			}
		}
		rows[at] = append(rows[at], i)
	}
	if n == 0 || float64(n) < layerShare*float64(len(pieces)) {
		return pieces
	}
	drop := over
	if first, second := commonWords(pieces, under), commonWords(pieces, over); second > first+first/10 {
		drop = under
	}
	kept := pieces[:0]
	for i := range pieces {
		if !drop[i] {
			kept = append(kept, pieces[i])
		}
	}
	return kept
}

// overlaps reports whether two pieces stand on the same place.
func (p *piece) overlaps(q *piece) bool {
	if p.turn != q.turn || math.Abs(p.base-q.base) > overBase*min(p.size, q.size) {
		return false
	}
	common := min(p.right, q.right) - max(p.left, q.left)
	return common > overWidth*min(p.right-p.left, q.right-q.left) && common > 0
}

// common are words that every page of a letter has often.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range bytes.Fields([]byte(`the of and to in a for is was that with as are on be by not or has an this which from at were
		decision based guideline medical request necessary treatment pain worker injured review reviewer rationale claims administrator`)) {
		m[string(w)] = true
	}
	return m
}()

// commonWords counts the common words of the chosen pieces.
func commonWords(pieces []piece, chosen []bool) int {
	n := 0
	for i := range pieces {
		if !chosen[i] {
			continue
		}
		for _, w := range bytes.Fields(pieces[i].text) {
			if common[string(bytes.ToLower(bytes.Trim(w, ".,;:()")))] {
				n++
			}
		}
	}
	return n
}
