package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/imr"
)

// A Line is one line of a letter's text. Empty lines are none.
type Line struct {
	Text      string // white space folded; a gap between columns is ColumnGap
	Page      int    // from 1
	Number    int    // within the page, from 1
	GapBefore bool   // an empty line stands before it on its page
	PageStart bool   // it is the first of its page, and not of the letter

	soft   bool // it ended in a soft hyphen
	indent int  // blanks that it began with
}

// ColumnGap is what stands in a line for a run of three blanks and more.
const ColumnGap = "\t"

// Place returns where the line stands in the document.
func (l Line) Place() imr.Place { return imr.Place{Page: l.Page, Line: l.Number} }

// Plain returns the text with columns joined by a blank.
func (l Line) Plain() string { return strings.ReplaceAll(l.Text, ColumnGap, " ") }

// foldLine folds white space: a gap of columns becomes columnGap, other runs
// one blank. It drops control characters and soft hyphens and spells out
// ligatures; soft tells that the line ended in a soft hyphen.
func foldLine(s string) (text string, soft bool) {
	if isFolded(s) {
		return s, false
	}
	var b strings.Builder
	b.Grow(len(s))
	blanks := 0
	for _, r := range s {
		switch {
		case r == '\t':
			blanks += 4
			continue
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			blanks++
			continue
		case r == '\u00ad':
			soft = true
			continue
		case r < ' ' || r == utf8.RuneError:
			continue
		}
		if b.Len() > 0 && blanks > 0 {
			if blanks >= 3 {
				b.WriteString(ColumnGap)
			} else {
				b.WriteByte(' ')
			}
		}
		blanks, soft = 0, false
		if long, ok := ligatures[r]; ok {
			b.WriteString(long)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String(), soft
}

// ligatures are single characters that stand for letters of a word.
var ligatures = map[rune]string{'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st"}

// isFolded reports whether s is plain ASCII without anything to fold.
func isFolded(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f || s[i] == ' ' && s[i+1] == ' ' {
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
