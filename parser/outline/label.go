package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/ascii"
)

// maxWrong is how many letters of a label may be read wrong, for its length: one
// in fourteen, none in short ones.
func maxWrong(letters int) int { return letters / 14 }

// matchLabel matches a label at the beginning of line at, on into the next
// line where the label continues there. Case, white space and punctuation do
// not matter; letters that scanning confuses (l I 1, O 0, rn m) are equal,
// and a long label may have a wrong letter besides. A label that does not
// end its line must be followed by no letter. It returns where the rest begins.
func matchLabel(lines []Line, at int, label string) (Cursor, bool) {
	c := Cursor{at, 0}
	wrong, letters := 0, 0
	for i := 0; i < len(label); {
		if !ascii.IsAlnum(label[i]) {
			i++
			continue
		}
		r, size, next := nextLetter(lines, c, letters > 0)
		if size == 0 || next.Line > at+1 {
			return c, false
		}
		used, width, ok := sameLetter(lines, next, r, size, label[i:])
		if !ok {
			if wrong++; wrong > maxWrong(len(label)) || letters == 0 {
				return c, false
			}
		}
		i += used
		c = Cursor{next.Line, next.Off + width}
		letters++
	}
	rest := lines[c.Line].Text[c.Off:]
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && unicode.IsLetter(r) {
		return c, false
	}
	return c, true
}

// maxBetween is how many bytes of blanks and signs may stand before a letter of
// a label: what stands farther off is no part of it.
const maxBetween = 256

// nextLetter finds the next letter or digit from c, over a line's end when
// wrap is set. It does not pass a colon, but that of "Disclaimer: MAXIMUS", nor
// more than maxBetween.
func nextLetter(lines []Line, c Cursor, wrap bool) (r rune, size int, at Cursor) {
	for passed := 0; c.Line < len(lines); {
		s := lines[c.Line].Text
		for c.Off < len(s) {
			if passed > maxBetween {
				return 0, 0, c
			}
			if b := s[c.Off]; ascii.IsAlnum(b) { // mostly
				return rune(b), 1, c
			}
			r, size := utf8.DecodeRuneInString(s[c.Off:])
			if r == ':' && !ascii.HasSuffixFold(s[:c.Off], "disclaimer") {
				return 0, 0, c
			}
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '|' || r == '!' {
				return r, size, c
			}
			c.Off += size
			passed += size
		}
		if !wrap {
			return 0, 0, c
		}
		c = Cursor{c.Line + 1, 0}
	}
	return 0, 0, c
}

// sameLetter compares a letter of the text with the beginning of a label. It
// returns how many bytes of the label and of the text are used up.
func sameLetter(lines []Line, at Cursor, r rune, size int, label string) (used, width int, ok bool) {
	if r < utf8.RuneSelf && ascii.ToLower(byte(r)) == ascii.ToLower(label[0]) { // mostly
		return 1, size, true
	}
	next := byte(0)
	if rest := lines[at.Line].Text[at.Off+size:]; rest != "" {
		next = ascii.ToLower(rest[0])
	}
	want, got := ascii.ToLower(label[0]), unicode.ToLower(r)
	switch {
	case want == 'm' && got == 'r' && next == 'n':
		return 1, size + 1, true
	case want == 'r' && len(label) > 1 && ascii.ToLower(label[1]) == 'n' && got == 'm':
		return 2, size, true
	}
	return 1, size, ocrClass(rune(want)) == ocrClass(got)
}

// ocrClass returns one letter for all letters that scanning confuses with r.
func ocrClass(r rune) rune {
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
func afterColon(lines []Line, c Cursor) (Cursor, bool) {
	s := lines[c.Line].Text[c.Off:]
	trimmed := strings.TrimLeft(s, " \t)")
	if trimmed == "" || !strings.ContainsRune(":;", rune(trimmed[0])) {
		return c, false
	}
	rest := strings.TrimLeft(trimmed[1:], ": \t")
	return Cursor{c.Line, len(lines[c.Line].Text) - len(rest)}, true
}

// LabelAt matches a label at the beginning of a text of one line as marks are
// matched. It returns where the label ends, and where the text behind it
// begins: behind its colon, or, where there is none, at its end.
func LabelAt(s, label string) (end, after int, colon, ok bool) {
	lines := []Line{{Text: s}}
	c, ok := matchLabel(lines, 0, label)
	if !ok {
		return 0, 0, false, false
	}
	behind, colon := afterColon(lines, c)
	return c.Off, behind.Off, colon, true
}

// sameWord reports whether a word of the text is the wanted one, apart from
// case and the letters that scanning confuses.
func SameWord(s, want string) bool {
	lines := []Line{{Text: s}}
	c, ok := matchLabel(lines, 0, want)
	return ok && strings.Trim(s[c.Off:], " .\t") == ""
}
