package query

import (
	"strings"
	"unicode/utf8"
)

// Version is the version of the grammar, which is kept with every query that
// is kept. It is raised when a query that parsed before reads otherwise.
const Version = 1

// A Reference names a search that is kept: @name, or @3.
type Reference struct {
	At   Span   // of the sign and the name
	Name string // as written
}

// References returns where a query names kept searches, in the order of the
// text: the sign @ at the beginning, or behind a blank, a bracket, a field's
// colon or the sign of a negation, with a name glued to it. What stands in
// quotes is text.
func References(q string) []Reference {
	if !strings.ContainsAny(q, "@＠") {
		return nil
	}
	s := newSource(q)
	var out []Reference
	quoted := false
	for i := 0; i < len(s.text); i++ {
		switch s.text[i] {
		case '"':
			quoted = !quoted
		case '@':
			n := nameLength(s.text[i+1:])
			if quoted || n == 0 || i > 0 && strings.IndexByte(" (:-", s.text[i-1]) < 0 {
				continue
			}
			if i > 1 && s.text[i-1] == '-' && strings.IndexByte(" (:", s.text[i-2]) < 0 {
				continue
			}
			out = append(out, Reference{At: s.span(i, i+1+n), Name: s.text[i+1 : i+1+n]})
			i += n
		}
	}
	return out
}

// maxName is the length of a name in bytes.
const maxName = 64

// IsName reports whether a search can be kept under a name: letters, digits,
// hyphens and underscores between them; at most 64 bytes. Digits alone
// are numbers.
func IsName(s string) bool {
	return s != "" && len(s) <= maxName && nameLength(s) == len(s) && strings.Trim(s, "0123456789") != ""
}

// nameLength returns how many bytes of s belong to a name that it begins with.
func nameLength(s string) int {
	n, last := 0, 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !wordRune(r) && (n == 0 || r != '-' && r != '_') {
			break
		}
		n += size
		if wordRune(r) {
			last = n
		}
	}
	return last // a hyphen at the end is punctuation
}
