package query

import (
	"fmt"
	"strings"
	"unicode"
)

// A SyntaxError says where a query stopped making sense and what to write
// instead. index.Resolve uses it too, for unknown fields and impossible
// values.
type SyntaxError struct {
	Offset, Length int    // bytes of the query as it came in
	Msg            string // what is wrong, for the person who typed it
	Want           string // what is expected there, with an example; may be empty
	Repair         string // a query that parses, near to what was meant; empty if none is known
}

// Error says what is wrong, at which byte, and what is expected there.
func (e *SyntaxError) Error() string {
	msg := fmt.Sprintf("query: %s at byte %d", e.Msg, e.Offset)
	if e.Want != "" {
		msg += ": " + e.Want
	}
	return msg
}

// Cut returns the parts of text, the query as it came in, before, at and after
// the fault, so that a caret can be set under it: control characters are
// blanks, and a length beyond the end is cut.
func (e *SyntaxError) Cut(text string) (before, at, after string) {
	from := min(max(e.Offset, 0), len(text))
	to := min(from+max(e.Length, 0), len(text))
	return oneLine(text[:from]), oneLine(text[from:to]), oneLine(text[to:])
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// A Note tells of something that was read otherwise than its writer may have
// meant, or was left out. Nothing is wrong with the query.
type Note struct {
	At    Span
	Msg   string
	Offer string // a query that parses and does the other thing; may be empty
}

// Limits on the text of a query. They bound what a parse and an engine have
// to do for one request.
const (
	MaxBytes  = 4 << 10 // a page of text
	MaxDepth  = 32      // brackets and NOTs inside each other
	MaxLeaves = 256     // words, phrases, wildcards, ranges, ids
	MaxCount  = 255     // of ATLEASTn
)
