package extract

import (
	"bytes"
	"math"
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
// distance of the words beside them tells how wide the gap is.
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
		room += len(glyphs[i].text) + len(columnGap)
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

// joins reports whether g goes on where the piece ends.
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
