package storedfields

import (
	"encoding/binary"
	"fmt"

	"imrsearch/index"
)

// A page's text says once more, broken into lines, what the letter's fields
// say. Its line ends between words are stored apart, so that the rest is the
// same as those:
//
//	length of the text | the text with blanks for these line ends | how many blanks or line ends between words each is behind the last
//
// The numbers are varints. In "one two\nthree\n\nfour" the line end behind
// "two" is one, the second behind the last: 2. Others stay in the text.
func appendWrapped(b []byte, text string) []byte {
	b = binary.AppendUvarint(b, uint64(len(text)))
	from := len(b)
	b = append(b, text...)
	n := uint64(0)
	for i := from + 1; i < from+len(text)-1; i++ {
		if !betweenWords(b[from:from+len(text)], i-from) {
			continue
		}
		n++
		if b[i] == '\n' {
			b[i] = ' '
			b = binary.AppendUvarint(b, n)
			n = 0
		}
	}
	return b
}

// betweenWords reports whether s[i] is a lone blank or line end; it is not the
// first or last byte.
func betweenWords(s []byte, i int) bool {
	return (s[i] == ' ' || s[i] == '\n') && s[i-1] > ' ' && s[i+1] > ' '
}

// readWrapped reads what appendWrapped wrote, b from its beginning to its end,
// and may change b. Errors: index.ErrDamaged.
func readWrapped(b []byte) (string, error) {
	length, k := binary.Uvarint(b)
	if k <= 0 || length > uint64(len(b)-k) {
		return "", fmt.Errorf("stored text is cut off: %w", index.ErrDamaged)
	}
	text, ends := b[k:k+int(length)], b[k+int(length):]
	for i := 1; len(ends) > 0; i++ {
		n, k := binary.Uvarint(ends)
		if k <= 0 {
			return "", fmt.Errorf("stored text has damaged line ends: %w", index.ErrDamaged)
		}
		ends = ends[k:]
		for ; i < len(text)-1; i++ {
			if betweenWords(text, i) {
				if n--; n == 0 {
					break
				}
			}
		}
		if i >= len(text)-1 {
			return "", fmt.Errorf("stored text has too many line ends: %w", index.ErrDamaged)
		}
		text[i] = '\n'
	}
	return string(text), nil
}
