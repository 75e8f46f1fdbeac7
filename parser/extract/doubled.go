package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// undouble mends a text in which every line is followed by an empty one, as
// some converters write it, and returns its pages. A text that is not doubled
// throughout is one page, as it is.
//
// Such converters end each line of the original with a blank, so that a blank
// line of the original is a blank and its double is empty; where they write
// two more empty lines, a page ended.
func undouble(lines []string) [][]string {
	d := surveyDoubling(lines)
	if !d.doubled() {
		return [][]string{lines}
	}
	pages := [][]string{nil}
	blanks := 0
	for _, l := range lines {
		last := len(pages) - 1
		if isBlankLine(l) {
			blanks++
			switch {
			case blanks%2 == 1: // the double of the line before
			case l == "" && d.marked*10 >= d.lines*9:
				pages = append(pages, nil)
			default:
				pages[last] = append(pages[last], "")
			}
			continue
		}
		blanks = 0
		pages[last] = append(pages[last], l)
	}
	return pages
}

// A doubling is what the lines of a text tell about its being doubled.
type doubling struct {
	lines   int // with text
	running int // that go on in small letters: rows, not paragraphs
	marked  int // that end with a blank
	touch   bool
	wide    bool
}

const (
	doubledMinLines = 8   // fewer lines prove nothing
	doubledMaxWidth = 200 // longer lines are paragraphs, which blank lines part rightly
)

// doubled reports whether no two lines of text touch, and yet the lines are
// rows, not paragraphs: a tenth of them at least goes on in small letters.
func (d doubling) doubled() bool {
	return !d.touch && !d.wide && d.lines >= doubledMinLines && d.running*10 >= d.lines
}

func surveyDoubling(lines []string) (d doubling) {
	before := false
	for _, l := range lines {
		if isBlankLine(l) {
			before = false
			continue
		}
		d.touch = d.touch || before
		d.wide = d.wide || len(l) > doubledMaxWidth
		before = true
		d.lines++
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(l, " ")); unicode.IsLower(r) {
			d.running++
		}
		if strings.HasSuffix(l, " ") {
			d.marked++
		}
	}
	return d
}

func isBlankLine(l string) bool { return strings.TrimSpace(l) == "" }
