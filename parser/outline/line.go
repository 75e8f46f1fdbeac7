package outline

import (
	"strings"

	"imrsearch/parser/imr"
)

// A Line is one line of a letter's text. Empty lines are left out.
type Line struct {
	Text      string // white space folded; a gap between columns is ColumnGap
	Page      int    // from 1
	Number    int    // within the page, from 1
	GapBefore bool   // an empty line stands before it on its page
	PageStart bool   // it is the first of its page, and not of the letter

	indent int // blanks that it began with
}

// ColumnGap separates columns in a line, in place of three blanks or more.
const ColumnGap = "\t"

// Place returns where the line stands in the document.
func (l Line) Place() imr.Place { return imr.Place{Page: l.Page, Line: l.Number} }

// Plain returns the text with columns joined by a blank.
func (l Line) Plain() string { return strings.ReplaceAll(l.Text, ColumnGap, " ") }

// foldLine folds white space: a gap between columns becomes ColumnGap, a
// shorter run one blank.
func foldLine(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	blanks := 0
	for _, r := range s {
		switch {
		case r == ' ':
			blanks++
			continue
		case b.Len() == 0 || blanks == 0:
		case blanks >= 3:
			b.WriteString(ColumnGap)
		default:
			b.WriteByte(' ')
		}
		blanks = 0
		b.WriteRune(r)
	}
	return b.String()
}

// isFolded reports whether s has no blanks at its ends, and no two together.
func isFolded(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := range len(s) {
		if s[i] == ' ' && s[i+1] == ' ' {
			return false
		}
	}
	return true
}

// A cursor is a place in the lines of a letter.
type Cursor struct {
	Line, Off int
}

// StartOf returns the place where line i begins.
func StartOf(i int) Cursor { return Cursor{i, 0} }

// Before reports whether c is a place before d.
func (c Cursor) Before(d Cursor) bool { return c.Line < d.Line || c.Line == d.Line && c.Off < d.Off }
