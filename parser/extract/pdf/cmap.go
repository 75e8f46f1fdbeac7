package pdf

import (
	"unicode/utf16"
	"unicode/utf8"
)

// A cmap maps codes of a font: a ToUnicode CMap to text, the CMap of a
// composite font to glyph numbers. A nil cmap maps nothing.
type cmap struct {
	text  map[int]string
	glyph map[int]int
	spans []codeSpan
}

// A codeSpan is a range of codes of one length in bytes.
type codeSpan struct{ bytes, low, high int }

const (
	maxMapped   = 1 << 17 // entries of one CMap
	maxCodeText = 64      // bytes of text of one code
)

// parseCMap reads a CMap. It takes what it understands and never fails.
func parseCMap(data []byte) *cmap {
	m := &cmap{text: map[int]string{}, glyph: map[int]int{}}
	l := &lexer{in: data}
	var operands []token
	for {
		t := l.next()
		switch {
		case t.kind == tokenEnd:
			return m
		case t.kind != tokenKeyword:
			if len(operands) < maxMapped {
				operands = append(operands, t)
			}
		default:
			if section, ok := cmapSections[string(t.text)]; ok {
				for ; len(operands) >= section.operands; operands = operands[section.operands:] {
					section.add(m, operands)
				}
			}
			operands = operands[:0]
		}
	}
}

// cmapSections are the parts of a CMap by the keyword that ends them, with
// the number of operands of each entry.
var cmapSections = map[string]struct {
	operands int
	add      func(m *cmap, operands []token)
}{
	"endcodespacerange": {2, (*cmap).addSpan},
	"endbfchar":         {2, (*cmap).addText},
	"endbfrange":        {3, (*cmap).addTextRange},
	"endcidchar":        {2, (*cmap).addGlyph},
	"endcidrange":       {3, (*cmap).addGlyphRange},
}

func (m *cmap) addSpan(t []token) {
	if n := len(t[0].text); n >= 1 && n <= 4 && len(t[1].text) == n && len(m.spans) < 256 {
		m.spans = append(m.spans, codeSpan{n, codeOf(t[0].text), codeOf(t[1].text)})
	}
}

func (m *cmap) addText(t []token) {
	if t[0].kind == tokenString && len(m.text) < maxMapped {
		m.text[codeOf(t[0].text)] = utf16Text(t[1].text)
	}
}

func (m *cmap) addTextRange(t []token) {
	low, high := codeOf(t[0].text), codeOf(t[1].text)
	switch t[2].kind {
	case tokenString:
		last := append([]byte(nil), t[2].text...)
		for code := low; code <= high && len(m.text) < maxMapped && len(last) > 0; code++ {
			m.text[code] = utf16Text(last)
			increment(last)
		}
	case tokenArray:
		for i, item := range t[2].items {
			if low+i <= high && len(m.text) < maxMapped {
				m.text[low+i] = utf16Text(item.text)
			}
		}
	}
}

func (m *cmap) addGlyph(t []token) {
	if len(m.glyph) < maxMapped {
		m.glyph[codeOf(t[0].text)] = int(t[1].num)
	}
}

func (m *cmap) addGlyphRange(t []token) {
	low, high := codeOf(t[0].text), codeOf(t[1].text)
	for code := low; code <= high && len(m.glyph) < maxMapped; code++ {
		m.glyph[code] = int(t[2].num) + code - low
	}
}

// length returns how many bytes the first code of b has, by the code spaces;
// 0 when they do not tell.
func (m *cmap) length(b []byte) int {
	if m == nil {
		return 0
	}
	for n := 1; n <= 4 && n <= len(b); n++ {
		code := codeOf(b[:n])
		for _, s := range m.spans {
			if s.bytes == n && code >= s.low && code <= s.high {
				return n
			}
		}
	}
	return 0
}

// codeOf reads up to four bytes as a number, the highest first.
func codeOf(b []byte) int {
	v := 0
	for _, c := range b[:min(len(b), 4)] {
		v = v<<8 | int(c)
	}
	return v
}

// increment adds one to a number of several bytes.
func increment(b []byte) {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i]++; b[i] != 0 {
			return
		}
	}
}

// utf16Text decodes the text of a ToUnicode entry. Unpaired surrogates become
// U+FFFD; a single byte is a code point.
func utf16Text(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	b = b[:min(len(b), maxCodeText)]
	units := make([]uint16, 0, 4)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[0])<<8|uint16(b[1]))
	}
	out := make([]byte, 0, 8)
	for _, r := range utf16.Decode(units) {
		if r != 0 {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}
