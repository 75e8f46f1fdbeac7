package pdf

import (
	"cmp"
	"math"
	"slices"
)

// Two pages on one sheet, or two columns of prose, have a gutter: a strip that
// no text crosses, from the first row to the last but for a few, with full lines
// on both sides. A table of labels and values has shorter lines.
const (
	minBlockRows  = 10   // on each side
	gutterWidth   = 0.8  // in font sizes
	mayCross      = 0.04 // share of the pieces: heads over the whole width
	fullLine      = 0.6  // of the side's width, that half of its lines have
	proseLine     = 18   // font sizes, that a full line has
	nearMiddle    = 0.1  // of the width of a sheet that has two pages, side by side
	middleOfSheet = 0.3  // the gutter is no nearer to an edge, in widths of the text
)

// blocks parts the pieces of a page into those that are read one after the
// other.
func blocks(pieces []piece, sheet box) [][]piece {
	if len(pieces) < minBlockRows {
		return [][]piece{pieces}
	}
	left, right, size := pieces[0].left, pieces[0].right, 0.0
	for i := range pieces {
		p := &pieces[i]
		if p.turn != pieces[0].turn {
			return [][]piece{pieces}
		}
		left, right, size = min(left, p.left), max(right, p.right), size+p.size
	}
	size /= float64(len(pieces))
	gutter, ok := findGutter(pieces, left, right, size)
	if !ok {
		return [][]piece{pieces}
	}
	var before, after []piece
	for _, p := range pieces {
		if (p.left+p.right)/2 < gutter {
			before = append(before, p)
		} else {
			after = append(after, p)
		}
	}
	middle := (sheet.left + sheet.right) / 2
	two := sheet.right-sheet.left >= sheetOfTwo*(sheet.top-sheet.bottom) && math.Abs(gutter-middle) < nearMiddle*(sheet.right-sheet.left)
	if a, b := prose(before), prose(after); !(a && b || two && (a || b)) {
		return [][]piece{pieces}
	}
	return [][]piece{before, after}
}

// findGutter returns the middle of the widest strip in the middle of the text
// that few pieces cross.
func findGutter(pieces []piece, left, right, size float64) (x float64, ok bool) {
	from, to := left+middleOfSheet*(right-left), right-middleOfSheet*(right-left)
	const cells = 256
	step := (to - from) / cells
	if step <= 0 {
		return 0, false
	}
	var cover [cells + 1]int
	for i := range pieces {
		a, b := (pieces[i].left-from)/step, (pieces[i].right-from)/step
		if b < 0 || a > cells {
			continue
		}
		cover[int(max(a, 0))]++
		cover[int(min(b, cells-1))+1]--
	}
	limit := int(mayCross * float64(len(pieces)))
	best, width, run, depth := 0, 0, 0, 0
	for c := range cells {
		depth += cover[c]
		if depth > limit {
			run = 0
			continue
		}
		if run++; run > width {
			best, width = c, run
		}
	}
	if float64(width)*step < gutterWidth*size {
		return 0, false
	}
	return from + (float64(best)+1-float64(width)/2)*step, true
}

// prose reports whether pieces are lines of prose: enough rows, most of them
// full.
func prose(pieces []piece) bool {
	type line struct{ base, left, right float64 }
	sorted := slices.SortedFunc(slices.Values(pieces), func(a, b piece) int { return cmp.Compare(b.base, a.base) })
	var rows []line
	left, right := 0.0, 0.0
	for i, p := range sorted {
		if n := len(rows); n > 0 && rows[n-1].base-p.base < sameRow*p.size {
			rows[n-1].left, rows[n-1].right = min(rows[n-1].left, p.left), max(rows[n-1].right, p.right)
		} else {
			rows = append(rows, line{p.base, p.left, p.right})
		}
		if i == 0 {
			left, right = p.left, p.right
		}
		left, right = min(left, p.left), max(right, p.right)
	}
	full, size := 0, 0.0
	for i := range pieces {
		size = max(size, pieces[i].size)
	}
	for _, r := range rows {
		if r.right-r.left >= max(fullLine*(right-left), proseLine*size) {
			full++
		}
	}
	return len(rows) >= minBlockRows && 2*full >= len(rows)
}
