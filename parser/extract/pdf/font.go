package pdf

import (
	"math"
	"strings"
	"unicode/utf8"

	corefont "github.com/pdfcpu/pdfcpu/pkg/font"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
)

// A font tells, for the codes of a string, their text and their width.
type font struct {
	unicode  *cmap // ToUnicode, nil if there is none
	scale    float64
	usual    float64 // width of a code without one
	encoding *codeTable
	simple   [256]float64

	composite bool // codes of two bytes, or as codes says
	codes     *cmap
	wide      map[int]float64
}

// newFont reads a font dictionary.
func (o *objects) newFont(d types.Dict) *font {
	f := &font{scale: 0.001}
	if data := o.stream(d["ToUnicode"]); data != nil {
		f.unicode = parseCMap(data)
	}
	if o.name(d["Subtype"]) == "Type0" {
		o.compositeFont(f, d)
		return f
	}
	f.encoding = o.simpleEncoding(d)
	o.simpleWidths(f, d)
	if o.name(d["Subtype"]) == "Type3" {
		if m := o.matrix(d["FontMatrix"]); m[0] != 0 {
			f.scale = math.Abs(m[0])
		}
	}
	return f
}

func (o *objects) compositeFont(f *font, d types.Dict) {
	f.composite = true
	if name := o.name(d["Encoding"]); name == "" {
		if data := o.stream(d["Encoding"]); data != nil {
			f.codes = parseCMap(data)
		}
	} else if !strings.HasPrefix(name, "Identity") && f.unicode != nil {
		f.codes = &cmap{spans: f.unicode.spans}
	}
	var descendant types.Dict
	if list := o.array(d["DescendantFonts"]); len(list) > 0 {
		descendant = o.dict(list[0])
	}
	o.glyphWidths(f, descendant)
}

// next returns the first code of a string and its length in bytes.
func (f *font) next(s []byte) (code, bytes int) {
	if !f.composite {
		return int(s[0]), 1
	}
	n := f.codes.length(s)
	if n == 0 {
		n = min(2, len(s))
	}
	return codeOf(s[:n]), n
}

// text returns what a code stands for, "" when it is unknown.
func (f *font) text(code int) string {
	if f.unicode != nil {
		if s, ok := f.unicode.text[code]; ok {
			return s
		}
	}
	if f.encoding != nil && code < len(f.encoding) {
		return f.encoding[code]
	}
	return ""
}

// width returns how far a code advances, in units of the font size.
func (f *font) width(code int) float64 {
	if !f.composite {
		return f.simple[code] * f.scale
	}
	glyph := code
	if f.codes != nil {
		if g, ok := f.codes.glyph[code]; ok {
			glyph = g
		}
	}
	if w, ok := f.wide[glyph]; ok {
		return w * f.scale
	}
	return f.usual * f.scale
}

// maxWidths bounds the table of one font.
const maxWidths = 1 << 17

// simpleWidths reads Widths and FirstChar of a simple font, or takes those of
// the standard font that it resembles.
func (o *objects) simpleWidths(f *font, d types.Dict) {
	f.usual = 500
	if w := o.number(o.dict(d["FontDescriptor"])["MissingWidth"]); w > 0 {
		f.usual = w
	}
	first := o.integer(d["FirstChar"])
	widths := o.array(d["Widths"])
	for i := range f.simple {
		f.simple[i] = f.usual
	}
	for i, w := range widths {
		if code := first + i; code >= 0 && code < len(f.simple) {
			f.simple[code] = o.number(w)
		}
	}
	if len(widths) == 0 {
		standardWidths(f, standardFont(o.name(d["BaseFont"])))
	}
}

// standardWidths fills in the widths of one of the 14 standard fonts.
func standardWidths(f *font, name string) {
	for code, text := range f.encoding {
		if text == "" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(text) // of a ligature, its first letter
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			continue
		}
		if w, err := corefont.CharWidth(name, rune(c)); err == nil && w > 0 {
			f.simple[code] = float64(w)
		}
	}
}

// standardFont returns the standard font that a font name resembles.
func standardFont(name string) string {
	name = strings.ToLower(name)
	bold := strings.Contains(name, "bold")
	slanted := strings.Contains(name, "ital") || strings.Contains(name, "obli")
	switch {
	case strings.Contains(name, "courier"):
		return "Courier"
	case !strings.Contains(name, "times") && !strings.Contains(name, "serif"):
		if bold {
			return "Helvetica-Bold"
		}
		return "Helvetica"
	case bold && slanted:
		return "Times-BoldItalic"
	case bold:
		return "Times-Bold"
	case slanted:
		return "Times-Italic"
	}
	return "Times-Roman"
}

// glyphWidths reads DW and W of the descendant of a composite font:
// "first [w w w]" and "first last w", by glyph number.
func (o *objects) glyphWidths(f *font, descendant types.Dict) {
	f.usual = 1000
	if w, ok := descendant["DW"]; ok {
		f.usual = o.number(w)
	}
	f.wide = map[int]float64{}
	w := o.array(descendant["W"])
	for len(w) >= 2 {
		first := o.integer(w[0])
		if list, ok := o.resolve(w[1]).(types.Array); ok {
			for i, width := range list {
				f.setWidth(first+i, o.number(width))
			}
			w = w[2:]
			continue
		}
		if len(w) < 3 {
			return
		}
		last, width := o.integer(w[1]), o.number(w[2])
		for g := first; g <= last && len(f.wide) < maxWidths; g++ {
			f.setWidth(g, width)
		}
		w = w[3:]
	}
}

func (f *font) setWidth(glyph int, width float64) {
	if len(f.wide) < maxWidths {
		f.wide[glyph] = width
	}
}
