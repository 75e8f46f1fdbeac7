package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// A line is one row of the letter's text without page furniture.
type line struct {
	text string // white space folded; runs of three blanks and more stay as columnGap
	page int
	no   int  // within the page, from 1
	soft bool // ended in a soft hyphen
	// indent is how many blanks the row began with.
	indent int
	// gap tells that an empty line stands before, in the middle of a page;
	// turn, that a page begins here.
	gap, turn bool
}

// columnGap parts the columns of a line.
const columnGap = "\t"

func (l line) place() imr.Place { return imr.Place{Page: l.page, Line: l.no} }

// plain returns the text with columns joined by a blank.
func (l line) plain() string { return strings.ReplaceAll(l.text, columnGap, " ") }

// linesOf returns the lines of text, page furniture apart.
func linesOf(doc extract.Document) (lines []line, furniture []line) {
	pages := make([][]line, 0, len(doc.Pages))
	for p, page := range doc.Pages {
		rows := make([]line, 0, len(page.Lines))
		for n, s := range page.Lines {
			text, soft := foldLine(s)
			rows = append(rows, line{text: text, soft: soft, page: p + 1, no: n + 1, indent: len(s) - len(strings.TrimLeft(s, " "))})
		}
		pages = append(pages, rows)
	}
	drop := findFurniture(pages)
	for _, rows := range pages {
		first, gap := true, false
		for _, l := range rows {
			switch {
			case drop[imr.Place{Page: l.page, Line: l.no}]:
				furniture = append(furniture, l)
				gap = false
				first = first || len(lines) == 0
				if len(lines) > 0 {
					first = true // what follows furniture goes on from before it
				}
			case l.text == "":
				gap = true
			default:
				l.turn = first && len(lines) > 0
				l.gap = gap && !l.turn
				lines = append(lines, l)
				first, gap = false, false
			}
		}
	}
	return lines, furniture
}

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
				b.WriteString(columnGap)
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
