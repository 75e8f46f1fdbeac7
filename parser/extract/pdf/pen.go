package pdf

import (
	"math"
)

// A matrix is a PDF transformation: [a b 0; c d 0; e f 1].
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns the transformation that applies m, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// moved returns the transformation that shifts by x and y, then applies m.
func (m matrix) moved(x, y float64) matrix {
	m[4] += x*m[0] + y*m[2]
	m[5] += x*m[1] + y*m[3]
	return m
}

// finite reports whether the transformation can place anything.
func (m matrix) finite() bool {
	for _, v := range m {
		if !bounded(v) {
			return false
		}
	}
	return true
}

// bounded reports whether v is a number that a page may hold.
func bounded(v float64) bool { return v >= -1e9 && v <= 1e9 }

// turned returns the transformation of a page that is shown turned clockwise
// by so many degrees, a multiple of 90.
func turned(degrees int) matrix {
	switch ((degrees % 360) + 360) % 360 {
	case 90:
		return matrix{0, -1, 1, 0, 0, 0}
	case 180:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 270:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return identity
}

// A pen notes glyphs of the strings of one operator, in the frame of their
// writing direction. Between the strings only its place changes.
type pen struct {
	line   matrix  // from text space to the page
	m      matrix  // from glyph space, of one unit a font size, to the page
	unit   float64 // of glyph space, along the line on the page
	size   float64
	turn   uint8
	slant  float32 // of the line against that turn: up by so much, one along
	usable bool    // it can write at all
}

// directions are the unit vectors along the line and upwards, for each quarter
// turn of the writing direction.
var directions = [4][4]float64{{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}}

func newPen(line matrix, size, stretch, rise float64) pen {
	m := matrix{size * stretch, 0, 0, size, 0, rise}.times(line)
	p := pen{line: line, m: m, size: math.Hypot(m[2], m[3]), usable: matrix{m[0], m[1], m[2], m[3]}.finite()}
	switch along, up := m[0], m[1]; {
	case math.Abs(along) < math.Abs(up) && up > 0:
		p.turn = 1
	case math.Abs(along) < math.Abs(up):
		p.turn = 3
	case along < 0:
		p.turn = 2
	}
	d := &directions[p.turn]
	p.unit = m[0]*d[0] + m[1]*d[1]
	if p.unit != 0 {
		p.slant = float32((m[0]*d[2] + m[1]*d[3]) / p.unit)
	}
	return p
}

// place moves the pen to where text stands in the given space, and reports
// whether it can write there. Only the place of text may have changed.
func (p *pen) place(text, space *matrix, rise float64) bool {
	p.line[4] = text[4]*space[0] + text[5]*space[2] + space[4]
	p.line[5] = text[4]*space[1] + text[5]*space[3] + space[5]
	p.m[4] = rise*p.line[2] + p.line[4]
	p.m[5] = rise*p.line[3] + p.line[5]
	return p.usable && bounded(p.m[4]) && bounded(p.m[5])
}

// write makes g the glyph whose origin is moved along the line by so many
// units of text space.
func (p *pen) write(g *glyph, text string, moved, width float64) {
	if text == "\u00ad" { // soft in the text it was made from, but drawn here
		text = "-"
	}
	x, y := p.m[4]+moved*p.line[0], p.m[5]+moved*p.line[1]
	d := &directions[p.turn]
	left := x*d[0] + y*d[1]
	g.text, g.size, g.turn, g.slant = text, p.size, p.turn, p.slant
	g.left, g.right, g.base = left, left+width*p.unit, x*d[2]+y*d[3]
}
