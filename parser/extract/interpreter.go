package extract

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

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
	if x.operators >= maxOperators || x.glyphCount >= maxGlyphs || len(x.glyphs) >= maxPageGlyphs {
		return refuse(ErrTooLarge, "page content without end")
	}
	return nil
}

// page returns the glyphs of a page in the order of its content, with the
// page upright. The slice is good until the next call.
func (x *interpreter) page(p pdfPage) []glyph {
	x.glyphs = x.glyphs[:0]
	content := x.objects.content(p.dict["Contents"])
	if x.glyphs == nil {
		x.glyphs = make([]glyph, 0, min(len(content)/3, 4096))
	}
	x.newRun(p.resources, turned(p.rotate), 0).interpret(content)
	if annotations := x.objects.array(p.dict["Annots"]); len(annotations) > 0 {
		x.newRun(p.resources, turned(p.rotate), 0).drawAnnotations(annotations)
	}
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
			r.lex.items = r.lex.items[:0]
		default:
			if len(r.operands) < maxOperands {
				r.operands = append(r.operands, t)
			}
		}
	}
}

// pen returns the pen of the present state; it is to be placed.
func (r *run) pen() pen {
	return newPen(r.text.times(r.space), r.size, r.stretch, r.rise)
}

// show places the glyphs of a string.
func (r *run) show(s []byte) {
	if r.font != nil {
		pen := r.pen()
		r.write(&pen, s)
	}
}

// write places the glyphs of a string with the pen of the present state.
func (r *run) write(pen *pen, s []byte) {
	if !pen.place(&r.text, &r.space, r.rise) {
		return
	}
	f, glyphs, moved := r.font, r.glyphs, 0.0
	for len(s) > 0 && len(glyphs) < maxPageGlyphs {
		code, n := f.next(s)
		width := f.width(code)
		if text := f.text(code); text != "" {
			r.glyphCount += 1 + len(text)/8 // so that the limit bounds the text too
			glyphs = append(glyphs, glyph{})
			pen.write(&glyphs[len(glyphs)-1], text, moved, width)
		}
		advance := width*r.size + r.spacing
		if n == 1 && s[0] == ' ' {
			advance += r.wordGap
		}
		moved += advance * r.stretch
		s = s[n:]
	}
	r.glyphs = glyphs
	r.text = r.text.moved(moved, 0)
}
