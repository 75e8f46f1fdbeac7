package text

import (
	"strings"
	"unicode/utf8"
)

// OneLine makes white space blanks and bytes that are no UTF-8 question
// marks, byte for byte.
func OneLine(s string) string {
	if utf8.ValidString(s) && !strings.ContainsAny(s, "\n\r\t\f\v") {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b[i] = '?'
		case size == 1 && strings.IndexByte("\n\r\t\f\v", b[i]) >= 0:
			b[i] = ' '
		}
		i += size
	}
	return string(b)
}
