package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// undouble mends a text in which every line is followed by a blank one, as
// some converters write it: single blank lines vanish, of several every
// second one stays. A text is doubled only when it is so throughout.
func undouble(pages []Page) {
	if !doubled(pages) {
		return
	}
	for i, p := range pages {
		pages[i].Lines = halveBlankLines(p.Lines)
	}
}

const (
	doubledMinLines = 8   // fewer lines prove nothing
	doubledMaxWidth = 200 // longer lines are paragraphs, which blank lines part rightly
)

// doubled reports whether no two lines of text touch, and yet the lines are
// rows, not paragraphs: a tenth of them at least goes on in small letters.
func doubled(pages []Page) bool {
	lines, running := 0, 0
	for _, p := range pages {
		before := false
		for _, l := range p.Lines {
			text := strings.TrimLeft(l, " ")
			if text == "" {
				before = false
				continue
			}
			if before || len(l) > doubledMaxWidth {
				return false
			}
			before = true
			lines++
			if r, _ := utf8.DecodeRuneInString(text); unicode.IsLower(r) {
				running++
			}
		}
	}
	return lines >= doubledMinLines && running*10 >= lines
}

func halveBlankLines(lines []string) []string {
	var out []string
	blanks := 0
	for _, l := range lines {
		if strings.TrimLeft(l, " ") == "" {
			if blanks++; blanks%2 == 0 {
				out = append(out, "")
			}
			continue
		}
		blanks = 0
		out = append(out, l)
	}
	return out
}
