package lettertest

import "strings"

// Bytes returns the text as the bytes of its file: UTF-8, or Windows-1252
// where that trap is set.
func (l Letter) Bytes() []byte {
	if !l.windows1252 {
		return []byte(l.Text)
	}
	return encode1252(l.Text)
}

// high1252 are the characters of Windows-1252 that letters hold and that
// stand elsewhere in Unicode.
var high1252 = map[rune]byte{'•': 0x95, '“': 0x93, '”': 0x94, '‘': 0x91, '’': 0x92, '–': 0x96, '—': 0x97}

// encode1252 encodes the text; what the code page lacks becomes "?".
func encode1252(text string) []byte {
	var b strings.Builder
	for _, c := range text {
		high, ok := high1252[c]
		switch {
		case ok:
			b.WriteByte(high)
		case c < 0x80 || c >= 0xa0 && c <= 0xff:
			b.WriteByte(byte(c))
		default:
			b.WriteByte('?')
		}
	}
	return []byte(b.String())
}
