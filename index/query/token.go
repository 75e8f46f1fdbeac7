package query

import (
	"strconv"
	"strings"
)

// A kind is what a token is to the parser.
type kind uint8

const (
	kindEnd kind = iota
	kindLeaf
	kindOpen
	kindClose
	kindAnd
	kindOr
	kindNot
	kindButNot
	kindNear
	kindAtLeast
	kindField
)

// A token is a piece of a query's plain form.
type token struct {
	kind       kind
	start, end int
	text       string // as typed; a field's name without its colon
	node       Node   // of a leaf
	near       Near   // of a connector: how near, without X and Y
	n          int    // of ATLEASTn
}

// binary reports whether t wants an operand before it and one behind it.
func (t token) binary() bool {
	return t.kind == kindAnd || t.kind == kindOr || t.kind == kindButNot || t.kind == kindNear
}

// begins reports whether an operand may begin with t.
func (t token) begins() bool {
	switch t.kind {
	case kindLeaf, kindOpen, kindNot, kindAtLeast, kindField:
		return true
	}
	return false
}

// connective are the operators that are words or signs of their own. Words
// count in capitals only.
var connective = map[string]kind{
	"AND": kindAnd, "&": kindAnd, "OR": kindOr, "NOT": kindNot, "%": kindButNot,
}

// connector reads /5, w/5, pre/5, NEAR/5, +5 and the same with s and p. The
// distance may be out of bounds.
func connector(s string) (near Near, ok bool) {
	s = strings.ToLower(s)
	sign := strings.IndexAny(s, "/+")
	if sign < 0 {
		return Near{}, false
	}
	switch s[:sign+1] {
	case "/", "w/", "near/":
	case "+", "pre/", "onear/":
		near.Ordered = true
	default:
		return Near{}, false
	}
	switch unit := s[sign+1:]; {
	case unit == "s":
		near.Unit = Sentence
	case unit == "p":
		near.Unit = Paragraph
	case digits(unit):
		near.Within = bounded(unit)
	default:
		return Near{}, false
	}
	return near, true
}

// atLeast reads ATLEASTn in any case.
func atLeast(s string) (n int, ok bool) {
	const word = "atleast"
	if len(s) <= len(word) || !strings.EqualFold(s[:len(word)], word) || !digits(s[len(word):]) {
		return 0, false
	}
	return bounded(s[len(word):]), true
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// bounded reads a number of digits; one that is too long for any limit
// becomes one beyond all limits.
func bounded(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1 << 30
	}
	return n
}

// fieldName returns the length of the field name that s begins with, a colon
// behind it, or 0. "10:30" begins with none.
func fieldName(s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && (c == '_' || c == '-' || '0' <= c && c <= '9'):
		case i > 0 && c == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}
