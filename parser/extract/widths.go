package extract

import (
	"strings"
	"unicode/utf8"

	corefont "github.com/pdfcpu/pdfcpu/pkg/font"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
)

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
