package extract

import (
	"math"
	"slices"
	"strings"
)

// A glyph is a piece of text at its place on the page, seen in its own
// writing direction: left and right grow along the line, base grows upwards.
type glyph struct {
	text              string
	left, right, base float64
	size              float64
	turn              uint8 // quarter turns of the writing direction
}

// Distances in units of the font size.
const (
	sameRow    = 0.35 // baselines of one row
	wordGap    = 0.10 // the least gap between words
	typedGap   = 0.03 // the same where a blank was typed; writers also step back over blanks
	columnFrom = 1.2  // the least gap between columns
	overlap    = -0.5 // a step back beyond it begins a new piece
)

// rowsOf lays glyphs out as lines from top to bottom: upright text first, then
// text in other directions. An empty line stands for a vertical gap.
func rowsOf(glyphs []glyph) []string {
	pieces := piecesOf(glyphs)
	slices.SortStableFunc(pieces, func(a, b piece) int {
		if a.turn != b.turn {
			return int(a.turn) - int(b.turn)
		}
		return compare(b.base, a.base)
	})
	var rows []row
	for i := range pieces {
		if n := len(rows); n > 0 && rows[n-1].takes(&pieces[i]) {
			rows[n-1].add(&pieces[i])
			continue
		}
		rows = append(rows, newRow(&pieces[i]))
	}
	return spaced(joinRaised(rows))
}

// spaced returns the text of the rows with empty lines at vertical gaps.
func spaced(rows []row) []string {
	gap := paragraphGap(rows)
	var lines []string
	for i := range rows {
		if i > 0 && (rows[i].turn != rows[i-1].turn || rows[i-1].base-rows[i].base > gap*max(rows[i].size, rows[i-1].size)) {
			lines = append(lines, "")
		}
		lines = append(lines, rows[i].text())
	}
	return lines
}

// paragraphGap returns how far apart rows must be, in font sizes, to be of two
// paragraphs: clearly more than the page's usual distance of lines.
func paragraphGap(rows []row) float64 {
	var steps []float64
	for i := 1; i < len(rows); i++ {
		if d := (rows[i-1].base - rows[i].base) / max(rows[i].size, rows[i-1].size); d > 0.8 && d < 4 {
			steps = append(steps, d)
		}
	}
	if len(steps) < 8 {
		return 1.7
	}
	slices.Sort(steps)
	return min(max(1.4*steps[len(steps)/4], 1.55), 4)
}

// A row is what stands side by side.
type row struct {
	pieces []*piece
	base   float64 // of its widest piece, so that a raised or lowered one does not count
	width  float64
	size   float64
	turn   uint8
}

func newRow(p *piece) row {
	return row{pieces: []*piece{p}, base: p.base, width: p.right - p.left, size: p.size, turn: p.turn}
}

func (r *row) takes(p *piece) bool {
	return p.turn == r.turn && math.Abs(r.base-p.base) < sameRow*max(p.size, r.size)
}

func (r *row) add(p *piece) {
	r.pieces = append(r.pieces, p)
	if w := p.right - p.left; w > r.width {
		r.base, r.width = p.base, w
	}
	r.size = max(r.size, p.size)
}

// text joins the pieces of a row from left to right.
func (r *row) text() string {
	slices.SortStableFunc(r.pieces, func(a, b *piece) int { return compare(a.left, b.left) })
	var b strings.Builder
	var last *piece
	for _, p := range r.pieces {
		if last != nil {
			if last.covers(p) {
				continue
			}
			b.WriteString(between(p.left-last.right, max(last.size, p.size), last.blank))
		}
		b.Write(p.text)
		last = p
	}
	return b.String()
}

// between returns the blanks for a gap; typed tells that a blank was typed there.
func between(gap, size float64, typed bool) string {
	switch {
	case gap > columnFrom*size:
		return columnGap
	case gap > wordGap*size || typed && gap > typedGap*size:
		return " "
	}
	return ""
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
