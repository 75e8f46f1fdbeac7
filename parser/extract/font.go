package extract

import (
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
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
