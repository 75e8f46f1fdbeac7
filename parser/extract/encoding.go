package extract

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/encoding/charmap"
)

// A codeTable is the text of each code of a simple font.
type codeTable [256]string

// standardDiffers is where Adobe's StandardEncoding departs from Windows-1252.
var standardDiffers = map[byte]string{
	0x27: "’", 0x60: "‘", 0xA4: "⁄", 0xA6: "ƒ", 0xA8: "¤", 0xA9: "'", 0xAA: "“", 0xAC: "‹", 0xAD: "›", 0xAE: "fi", 0xAF: "fl",
	0xB1: "–", 0xB2: "†", 0xB3: "‡", 0xB4: "·", 0xB7: "•", 0xB8: "‚", 0xB9: "„", 0xBA: "”", 0xBC: "…", 0xBD: "‰", 0xD0: "—",
	0xE1: "Æ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xF1: "æ", 0xF5: "ı", 0xF8: "ł", 0xF9: "ø", 0xFA: "œ", 0xFB: "ß",
}

// The predefined encodings.
var (
	windowsTable   = charsetTable(charmap.Windows1252)
	macintoshTable = charsetTable(charmap.Macintosh)
	standardTable  = windowsTable.with(standardDiffers)
)

func charsetTable(charset *charmap.Charmap) *codeTable {
	e := &codeTable{}
	for c := ' '; c < 256; c++ {
		if r := charset.DecodeByte(byte(c)); r != '\uFFFD' {
			e[c] = string(r)
		}
	}
	return e
}

// with returns a copy with other texts for some codes.
func (e *codeTable) with(texts map[byte]string) *codeTable {
	other := *e
	for c, s := range texts {
		other[c] = s
	}
	return &other
}

// baseEncoding returns the predefined encoding of that name, StandardEncoding
// for a name that is none. It is not to be changed.
func baseEncoding(name string) *codeTable {
	switch name {
	case "WinAnsiEncoding":
		return windowsTable
	case "MacRomanEncoding":
		return macintoshTable
	}
	return standardTable
}

// simpleEncoding reads the encoding of a simple font: a name, or a base with
// differences. Without one, a TrueType font has the encoding of Windows.
func (o *objects) simpleEncoding(fontDict types.Dict) *codeTable {
	switch enc := o.resolve(fontDict["Encoding"]).(type) {
	case types.Name:
		return baseEncoding(string(enc))
	case types.Dict:
		e := baseEncoding(o.name(enc["BaseEncoding"])).with(nil)
		o.differ(e, o.array(enc["Differences"]))
		return e
	}
	if o.name(fontDict["Subtype"]) == "TrueType" {
		return baseEncoding("WinAnsiEncoding")
	}
	return baseEncoding("")
}

// differ applies a Differences array: a code, then the glyph names of it and
// the codes that follow.
func (o *objects) differ(e *codeTable, differences types.Array) {
	code := 0
	for _, item := range differences {
		switch v := o.resolve(item).(type) {
		case types.Integer, types.Float:
			code = o.integer(v)
		case types.Name:
			if code >= 0 && code < len(e) {
				e[code] = differenceText(string(v), code)
			}
			code++
		}
	}
}

// differenceText is the text of a glyph name in a Differences array. For a
// made-up name (a65, g12, C0045) the code itself is the best guess.
func differenceText(glyph string, code int) string {
	if s := glyphText(glyph); s != "" {
		return s
	}
	if code >= ' ' && code <= '~' && glyph != ".notdef" {
		return string(rune(code))
	}
	return ""
}
