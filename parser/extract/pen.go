package extract

import "math"

// A pen notes glyphs of one string, in the frame of their writing direction.
type pen struct {
	m    matrix // from glyph space, of one unit a font size, to the page
	size float64
	turn uint8
}

// directions are the unit vectors along the line and upwards, for each quarter
// turn of the writing direction.
var directions = [4][4]float64{{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}}

func newPen(m matrix) pen {
	p := pen{m: m, size: math.Hypot(m[2], m[3])}
	switch along, up := m[0], m[1]; {
	case math.Abs(along) < math.Abs(up) && up > 0:
		p.turn = 1
	case math.Abs(along) < math.Abs(up):
		p.turn = 3
	case along < 0:
		p.turn = 2
	}
	return p
}

// glyph returns a glyph whose origin is moved by dx and dy on the page.
func (p *pen) glyph(text string, dx, dy, width float64) glyph {
	if text == "\u00ad" { // soft in the text it was made from, but drawn here
		text = "-"
	}
	x, y := p.m[4]+dx, p.m[5]+dy
	d := &directions[p.turn]
	left := x*d[0] + y*d[1]
	return glyph{
		text: text, size: p.size, turn: p.turn,
		left: left, right: left + width*(p.m[0]*d[0]+p.m[1]*d[1]), base: x*d[2] + y*d[3],
	}
}
