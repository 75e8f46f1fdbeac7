package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SafeCell returns a text as a cell of a table that no spreadsheet runs as a
// formula: with an apostrophe before one whose first character that is no
// blank is =, +, - or @, in ASCII or full width, or that begins with a tab, a
// carriage return or NUL (OWASP ASVS 5.0, 1.2.10; OWASP, "CSV Injection").
func SafeCell(s string) string {
	if s == "" {
		return s
	}
	if strings.IndexByte("\t\r\x00", s[0]) >= 0 {
		return "'" + s
	}
	blank := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' || r == '\u200b'
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, blank))
	if strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}
