package pdf

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// An interpreter runs the content of pages and notes where text stands.
type interpreter struct {
	objects *objects
	fonts   map[int]*font // by object number
	failed  int           // pages on which the reader failed
	text    bool          // a page of upright text was seen
	aside   bool          // text in other directions is set apart

	glyphs     []glyph // of the current page
	hidden             // of the current page: what no line tells
	operators  int     // run so far, of the whole file
	glyphCount int     // seen so far, of the whole file
}

func newInterpreter(o *objects) *interpreter {
	return &interpreter{objects: o, fonts: map[int]*font{}}
}

// Limits on the time and memory that hostile content may take. A dense page of a
// letter has 4,000 glyphs and about as many operators.
const (
	maxOperators  = 5_000_000
	maxGlyphs     = 2_000_000
	maxPageGlyphs = 200_000
	maxFormDepth  = 8
	maxOperands   = 1000
	maxSaved      = 500
	formCost      = 100 // a form costs as much as so many operators
)

// overLimit returns an error when the file has reached a limit.
func (x *interpreter) overLimit() error {
	if x.operators >= maxOperators || x.glyphCount >= maxGlyphs || len(x.glyphs) >= maxPageGlyphs {
		return refuse(ErrTooLarge, "page content without end")
	}
	return nil
}

// glyphsOf returns the glyphs of a page in the order of its content, with the
// page upright. The slice is good until the next call.
func (x *interpreter) glyphsOf(p page) []glyph {
	x.glyphs, x.hidden = x.glyphs[:0], hidden{}
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
	marked   []bool // the open marked contents; true for one that is switched off
	off      int    // how many of them are
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

// pen returns a pen for the present state, which still has to be placed.
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
		if text := f.text(code); text != "" && r.off == 0 {
			r.glyphCount += 1 + len(text)/8 // so that the limit bounds the text too
			glyphs = append(glyphs, glyph{})
			pen.write(&glyphs[len(glyphs)-1], text, moved, width)
			if f.unicode == nil {
				r.guessed++
			}
		} else if r.off == 0 {
			r.unknown++
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

// operators are the operators of page content that text depends on; all
// others are passed over.
var operators map[string]func(*run)

func init() { // not a literal: Do leads back to the table
	operators = map[string]func(*run){
		"q":  (*run).save,
		"Q":  (*run).restore,
		"cm": func(r *run) { r.space = r.matrix(identity).times(r.space) },
		"BT": func(r *run) { r.text, r.line = identity, identity },
		"Tf": (*run).setFont,
		"Tc": func(r *run) { r.spacing = r.num(0) },
		"Tw": func(r *run) { r.wordGap = r.num(0) },
		"Tz": func(r *run) { r.stretch = r.num(0) / 100 },
		"TL": func(r *run) { r.leading = r.num(0) },
		"Ts": func(r *run) { r.rise = r.num(0) },
		"Td": func(r *run) { r.moveLine(r.num(0), r.num(1)) },
		"TD": func(r *run) { r.leading = -r.num(1); r.moveLine(r.num(0), r.num(1)) },
		"Tm": func(r *run) { r.line = r.matrix(r.line); r.text = r.line },
		"T*": func(r *run) { r.moveLine(0, -r.leading) },
		"Tj": func(r *run) { r.show(r.str(0)) },
		"'":  func(r *run) { r.moveLine(0, -r.leading); r.show(r.str(0)) },
		"\"": (*run).spaceAndShow,
		"TJ": (*run).showKerned,
		"Do": (*run).drawForm,
		"BI": (*run).skipImage,

		"BMC": func(r *run) { r.mark(false) }, "BDC": (*run).beginMarked, "EMC": (*run).endMarked,
	}
}

// num returns operand i as a number, 0 when it is not one.
func (r *run) num(i int) float64 {
	if i < len(r.operands) {
		return r.operands[i].num
	}
	return 0
}

// str returns operand i as a string, nil when it is not one.
func (r *run) str(i int) []byte {
	if i < len(r.operands) && r.operands[i].kind == tokenString {
		return r.operands[i].text
	}
	return nil
}

// name returns operand i as a name, "" when it is not one.
func (r *run) name(i int) string {
	if i < len(r.operands) && r.operands[i].kind == tokenName {
		return string(r.operands[i].text)
	}
	return ""
}

// matrix returns the six operands of cm and Tm, missing when there are fewer.
func (r *run) matrix(missing matrix) matrix {
	var m matrix
	if len(r.operands) < len(m) {
		return missing
	}
	for i := range m {
		m[i] = r.num(i)
	}
	return m
}

func (r *run) save() {
	if len(r.saved) < maxSaved {
		r.saved = append(r.saved, r.graphics)
	}
}

func (r *run) restore() {
	if n := len(r.saved); n > 0 {
		r.graphics = r.saved[n-1]
		r.saved = r.saved[:n-1]
	}
}

func (r *run) moveLine(x, y float64) {
	r.line = r.line.moved(x, y)
	r.text = r.line
}

func (r *run) spaceAndShow() {
	r.wordGap, r.spacing = r.num(0), r.num(1)
	r.moveLine(0, -r.leading)
	r.show(r.str(2))
}

// showKerned shows the strings of an array; numbers between them move back,
// in thousandths of the font size.
func (r *run) showKerned() {
	if len(r.operands) == 0 {
		return
	}
	pen := r.pen()
	items := r.operands[0].items
	for i := range items {
		switch t := &items[i]; t.kind {
		case tokenString:
			if r.font != nil {
				r.write(&pen, t.text)
			}
		case tokenNumber:
			r.text = r.text.moved(-t.num/1000*r.size*r.stretch, 0)
		}
	}
}

// setFont selects a font of the resources; an unknown one leaves the old.
func (r *run) setFont() {
	r.size = r.num(1)
	name := r.name(0)
	f, seen := r.fontNames[name]
	if !seen {
		f = r.loadFont(r.objects.dict(r.resources["Font"])[name])
		r.fontNames[name] = f
	}
	if f != nil {
		r.font = f
	}
}

// loadFont reads a font, once per file if it is an indirect object.
func (r *run) loadFont(obj types.Object) *font {
	ref, isRef := obj.(types.IndirectRef)
	if f, ok := r.fonts[int(ref.ObjectNumber)]; isRef && ok {
		return f
	}
	d := r.objects.dict(obj)
	if d == nil {
		return nil
	}
	r.operators += formCost
	f := r.objects.newFont(d)
	if isRef {
		r.fonts[int(ref.ObjectNumber)] = f
	}
	return f
}

// skipImage passes over the bytes of an inline image, up to an EI that stands
// between blanks.
func (r *run) skipImage() {
	r.showPicture()
	l := &r.lex
	for {
		i := bytes.Index(l.in[l.pos:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.in)
			return
		}
		at := l.pos + i
		l.pos = at + 2
		if at > 0 && isBlank(l.in[at-1]) && (l.pos == len(l.in) || isBlank(l.in[l.pos])) {
			return
		}
	}
}
