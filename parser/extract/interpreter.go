package extract

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// An interpreter runs the content of pages and notes where text stands.
type interpreter struct {
	objects *objects
	fonts   map[int]*font // by object number
	failed  int           // pages on which the reader failed

	glyphs     []glyph // of the current page
	operators  int     // run so far, of the whole file
	glyphCount int     // seen so far, of the whole file
}

func newInterpreter(o *objects) *interpreter {
	return &interpreter{objects: o, fonts: map[int]*font{}}
}

// Limits against content made to cost time or memory. A dense page of a
// letter has 4,000 glyphs and about as many operators.
const (
	maxOperators  = 5_000_000
	maxGlyphs     = 2_000_000
	maxPageGlyphs = 200_000
	maxFormDepth  = 8
	maxOperands   = 1000
	maxSaved      = 500
	formPrice     = 100 // a form costs as much as so many operators
)

// exhausted reports that the file has used up what one file may cost.
func (x *interpreter) exhausted() error {
	if x.operators >= maxOperators || x.glyphCount >= maxGlyphs {
		return refuse(ErrTooLarge, "page content without end")
	}
	return nil
}

// page returns the glyphs of a page in the order of its content, with the
// page upright. The slice is good until the next call.
func (x *interpreter) page(p pdfPage) []glyph {
	x.glyphs = x.glyphs[:0]
	run := x.newRun(p.resources, turned(p.rotate), 0)
	run.interpret(x.objects.content(p.dict["Contents"]))
	return x.glyphs
}

// A run is the interpretation of one content stream: a page or a form.
type run struct {
	*interpreter
	resources types.Dict
	fontNames map[string]*font
	depth     int

	graphics
	saved    []graphics
	text     matrix // where the next glyph stands
	line     matrix // where the current line began
	operands []token
	lex      lexer
}

// graphics is what q saves and Q restores.
type graphics struct {
	space   matrix
	font    *font
	size    float64
	spacing float64 // after each glyph
	wordGap float64 // after each blank
	stretch float64
	leading float64
	rise    float64
}

func (x *interpreter) newRun(resources types.Dict, space matrix, depth int) *run {
	return &run{
		interpreter: x, resources: resources, fontNames: map[string]*font{}, depth: depth,
		graphics: graphics{space: space, stretch: 1}, text: identity, line: identity,
	}
}

// interpret runs a content stream.
func (r *run) interpret(content []byte) {
	r.lex = lexer{in: content}
	for r.operators < maxOperators {
		t := r.lex.next()
		switch t.kind {
		case tokenEnd:
			return
		case tokenKeyword:
			r.operators++
			if op, ok := operators[string(t.text)]; ok {
				op(r)
			}
			r.operands = r.operands[:0]
		default:
			if len(r.operands) < maxOperands {
				r.operands = append(r.operands, t)
			}
		}
	}
}

// show places the glyphs of a string.
func (r *run) show(s []byte) {
	if r.font == nil {
		return
	}
	for len(s) > 0 && len(r.glyphs) < maxPageGlyphs {
		code, n := r.font.next(s)
		width := r.font.width(code)
		if text := r.font.text(code); text != "" {
			r.place(text, width)
		}
		advance := width*r.size + r.spacing
		if n == 1 && s[0] == ' ' {
			advance += r.wordGap
		}
		r.text = r.text.moved(advance*r.stretch, 0)
		s = s[n:]
	}
}

// place notes one glyph, in the frame of its own writing direction.
func (r *run) place(text string, width float64) {
	r.glyphCount++
	if text == "\u00ad" { // soft in the text it was made from, but drawn here
		text = "-"
	}
	m := matrix{r.size * r.stretch, 0, 0, r.size, 0, r.rise}.times(r.text).times(r.space)
	if !m.finite() {
		return
	}
	g := glyph{text: text, size: math.Hypot(m[2], m[3])}
	endX, endY := m[4]+m[0]*width, m[5]+m[1]*width
	switch {
	case math.Abs(m[0]) >= math.Abs(m[1]) && m[0] >= 0:
		g.left, g.right, g.base = m[4], endX, m[5]
	case math.Abs(m[0]) >= math.Abs(m[1]):
		g.turn, g.left, g.right, g.base = 2, -m[4], -endX, -m[5]
	case m[1] > 0:
		g.turn, g.left, g.right, g.base = 1, m[5], endY, -m[4]
	default:
		g.turn, g.left, g.right, g.base = 3, -m[5], -endY, m[4]
	}
	r.glyphs = append(r.glyphs, g)
}
