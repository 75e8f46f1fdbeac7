package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/ascii"
)

// A cursor is a place in the lines of a letter.
type cursor struct {
	line, off int
}

// fuzz is how many letters of a label may be read wrong, for its length: one
// in fourteen, none in short ones.
func fuzz(letters int) int { return letters / 14 }

// matchLabel matches a label at the beginning of line at, on into the next
// line where the label goes on there. Case, white space and punctuation do
// not matter; letters that scanning confuses (l I 1, O 0, rn m) are equal,
// and a long label may have a wrong letter besides. A label that does not
// end its line must be followed by no letter. It returns where the rest begins.
func matchLabel(lines []line, at int, label string) (cursor, bool) {
	c := cursor{at, 0}
	wrong, letters := 0, 0
	for i := 0; i < len(label); {
		if !ascii.IsAlnum(label[i]) {
			i++
			continue
		}
		r, size, next := nextLetter(lines, c, letters > 0)
		if size == 0 || next.line > at+1 {
			return c, false
		}
		used, width, ok := sameLetter(lines, next, r, size, label[i:])
		if !ok {
			if wrong++; wrong > fuzz(len(label)) || letters == 0 {
				return c, false
			}
		}
		i += used
		c = cursor{next.line, next.off + width}
		letters++
	}
	rest := lines[c.line].text[c.off:]
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && unicode.IsLetter(r) {
		return c, false
	}
	return c, true
}

// nextLetter finds the next letter or digit from c, over a line's end when
// wrap is set. It does not pass a colon, but that of "Disclaimer: MAXIMUS".
func nextLetter(lines []line, c cursor, wrap bool) (r rune, size int, at cursor) {
	for c.line < len(lines) {
		s := lines[c.line].text
		for c.off < len(s) {
			if b := s[c.off]; ascii.IsAlnum(b) { // mostly
				return rune(b), 1, c
			}
			r, size := utf8.DecodeRuneInString(s[c.off:])
			if r == ':' && !strings.HasSuffix(strings.ToLower(s[:c.off]), "disclaimer") {
				return 0, 0, c
			}
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '|' || r == '!' {
				return r, size, c
			}
			c.off += size
		}
		if !wrap {
			return 0, 0, c
		}
		c = cursor{c.line + 1, 0}
	}
	return 0, 0, c
}

// sameLetter compares a letter of the text with the beginning of a label. It
// returns how many bytes of the label and of the text are used up.
func sameLetter(lines []line, at cursor, r rune, size int, label string) (used, width int, ok bool) {
	if r < utf8.RuneSelf && ascii.ToLower(byte(r)) == ascii.ToLower(label[0]) { // mostly
		return 1, size, true
	}
	next := byte(0)
	if rest := lines[at.line].text[at.off+size:]; rest != "" {
		next = ascii.ToLower(rest[0])
	}
	want, got := ascii.ToLower(label[0]), unicode.ToLower(r)
	switch {
	case want == 'm' && got == 'r' && next == 'n':
		return 1, size + 1, true
	case want == 'r' && len(label) > 1 && ascii.ToLower(label[1]) == 'n' && got == 'm':
		return 2, size, true
	}
	return 1, size, confused(rune(want)) == confused(got)
}

// confused returns the letter that stands for all that scanning confuses
// with r.
func confused(r rune) rune {
	switch r {
	case 'l', '1', '|', '!', 'í', 'ì', 'ı':
		return 'i'
	case '0':
		return 'o'
	case '5':
		return 's'
	case '8':
		return 'b'
	}
	return r
}

// afterColon steps over blanks and the colon of a label; ok tells that there
// was a colon, or another sign that scanning makes of it.
func afterColon(lines []line, c cursor) (cursor, bool) {
	s := lines[c.line].text[c.off:]
	trimmed := strings.TrimLeft(s, " \t)")
	if trimmed == "" || !strings.ContainsRune(":;", rune(trimmed[0])) {
		return c, false
	}
	rest := strings.TrimLeft(trimmed[1:], ": \t")
	return cursor{c.line, len(lines[c.line].text) - len(rest)}, true
}

// sameWord reports whether a word of the text is the wanted one, apart from
// case and the letters that scanning confuses.
func sameWord(s, want string) bool {
	lines := []line{{text: s}}
	c, ok := matchLabel(lines, 0, want)
	return ok && strings.Trim(s[c.off:], " .\t") == ""
}
