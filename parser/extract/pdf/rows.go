package pdf

import (
	"bytes"
	"math"
	"slices"
	"strings"
)

// A piece is a run of glyphs that follow each other on one baseline, in the
// order of the page's content.
type piece struct {
	text              []byte
	left, right, base float64
	size              float64
	turn              uint8
	blank             bool // a blank was typed at its end
}

// piecesOf joins glyphs to pieces. Blanks are not kept as they were typed: the
// distance between the words beside them decides how wide the gap is.
func piecesOf(glyphs []glyph) []piece {
	pieces := make([]piece, 0, len(glyphs)/glyphsOfPiece+1)
	text := make([]byte, 0, textRoom(glyphs)) // of all pieces, one behind the other
	open := false
	for i := range glyphs {
		g := &glyphs[i]
		if isBlankGlyph(g.text) {
			if open {
				pieces[len(pieces)-1].blank = true
			}
			continue
		}
		if open {
			p := &pieces[len(pieces)-1]
			if p.joins(g) {
				p.append(g)
				continue
			}
			text = text[:len(text)+len(p.text)]
		}
		pieces = append(pieces, piece{
			text: append(text[len(text):], g.text...),
			left: g.left, right: g.right, base: g.base, size: g.size, turn: g.turn,
		})
		open = true
	}
	return pieces
}

// glyphsOfPiece is how many glyphs a piece has at least, on most pages.
const glyphsOfPiece = 16

// textRoom is the room for the text of all glyphs and the gaps behind them.
func textRoom(glyphs []glyph) int {
	room := 0
	for i := range glyphs {
		room += len(glyphs[i].text) + len(ColumnGap)
	}
	return room
}

// isBlankGlyph reports whether a glyph is nothing but blanks.
func isBlankGlyph(text string) bool {
	switch c := text[0]; c {
	case ' ', '\t', "\u00a0"[0]:
		return strings.TrimLeft(text, " \t\u00a0") == ""
	}
	return false
}

// joins reports whether g continues the piece at its end.
func (p *piece) joins(g *glyph) bool {
	gap, size := g.left-p.right, max(p.size, g.size)
	return p.turn == g.turn && math.Abs(p.base-g.base) < 0.05*size &&
		gap > overlap*size && gap <= columnFrom*size
}

func (p *piece) append(g *glyph) {
	p.text = append(p.text, between(g.left-p.right, max(p.size, g.size), p.blank)...)
	p.text = append(p.text, g.text...)
	p.right = max(p.right, g.right)
	p.size = max(p.size, g.size)
	p.blank = false
}

// covers reports whether q is the same text drawn over again, as some writers
// make bold letters.
func (p *piece) covers(q *piece) bool {
	return math.Abs(p.left-q.left) < 0.2*p.size && math.Abs(p.base-q.base) < 0.2*p.size && bytes.Equal(p.text, q.text)
}

// A glyph is a piece of text at its place on the page, seen in its own
// writing direction: left and right grow along the line, base grows upwards.
type glyph struct {
	text              string
	left, right, base float64
	size              float64
	turn              uint8   // quarter turns of the writing direction
	slant             float32 // against that direction
}

// Distances in units of the font size.
const (
	sameRow    = 0.35 // baselines of one row
	wordGap    = 0.10 // the least gap between words
	typedGap   = 0.03 // the same where a blank was typed; writers also step back over blanks
	columnFrom = 1.2  // the least gap between columns
	overlap    = -0.5 // a step back beyond it begins a new piece
)

// rowsOf lays glyphs out as lines from top to bottom, columns of prose one
// after the other. Upright text comes first, then text in other directions, of
// which a stamp or a watermark is left out, and what is outside the box. An empty line stands for a vertical
// gap.
func (x *interpreter) rowsOf(glyphs []glyph, b box) []string {
	glyphs = slices.DeleteFunc(glyphs, func(g glyph) bool { return !b.shows(&g) })
	glyphs = x.upright(glyphs)
	pieces := piecesOf(glyphs)
	if slope := stepping(pieces); slope != 0 {
		straighten(glyphs, slope)
		pieces = piecesOf(glyphs)
	}
	var lines []string
	for _, block := range blocks(oneLayer(pieces), b) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, layOut(block)...)
	}
	return lines
}

// layOut lays the pieces of one block out as lines.
func layOut(pieces []piece) []string {
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
	return spaced(joinScripts(rows))
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

// A row is the pieces on one baseline.
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
		return ColumnGap
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

// A row of superscripts or subscripts is small, close above or below a row of
// larger letters, and each of its pieces follows a piece of that row directly:
// the "th" of a date, the number of a note.
const (
	scriptSize      = 0.86 // the most of the larger size
	scriptShift     = 0.7  // of the larger size
	scriptGap       = 0.25 // of the larger size, to the left
	maxScriptPieces = 8    // pieces; more are a line of their own
)

// joinScripts joins rows of superscripts and subscripts to the rows that they
// belong to.
func joinScripts(rows []row) []row {
	var out []row
	for _, r := range rows {
		n := len(out)
		switch {
		case n > 0 && out[n-1].scriptOf(&r):
			r.pieces = append(r.pieces, out[n-1].pieces...)
			out[n-1] = r
		case n > 0 && r.scriptOf(&out[n-1]):
			out[n-1].pieces = append(out[n-1].pieces, r.pieces...)
		default:
			out = append(out, r)
		}
	}
	return out
}

func (r *row) scriptOf(big *row) bool {
	if r.turn != big.turn || r.size > scriptSize*big.size || len(r.pieces) > maxScriptPieces ||
		math.Abs(r.base-big.base) > scriptShift*big.size {
		return false
	}
	for _, p := range r.pieces {
		if !big.endsAt(p.left, scriptGap*big.size) {
			return false
		}
	}
	return true
}

// endsAt reports whether a piece of the row ends near that place.
func (r *row) endsAt(place, near float64) bool {
	for _, p := range r.pieces {
		if math.Abs(p.right-place) < near {
			return true
		}
	}
	return false
}
