package outline

import (
	"strconv"
	"strings"
)

// Pleading paper has its lines numbered in the margin, 1 to 28 on each page
// (California Rules of Court, rule 2.108). The numbers are no text.
const (
	minNumbered = 10 // lines of a page, from which on it is pleading paper
	maxNumber   = 60
)

// withoutNumbers takes the numbers of pleading paper off the pages of a document
// of which one is known as such by many lines.
func withoutNumbers(pages [][]Line) {
	for _, rows := range pages {
		if numbered(rows, minNumbered) {
			for _, rows := range pages {
				if numbered(rows, 1) {
					unnumber(rows)
				}
			}
			return
		}
	}
}

// numbered reports whether most rows of a page, at least so many, have the
// number behind that of the row before.
func numbered(rows []Line, least int) bool {
	counted, lines, before := 0, 0, 0
	for _, l := range rows {
		if l.Text == "" {
			continue
		}
		lines++
		if n, _ := lineNumber(l.Text); n > 0 && (n == before+1 || n == 1) {
			counted++
			before = n
		}
	}
	return counted >= least && counted*10 >= lines*9
}

func unnumber(rows []Line) {
	for i := range rows {
		if n, rest := lineNumber(rows[i].Text); n > 0 {
			rows[i].indent += len(rows[i].Text) - len(rest)
			rows[i].Text = rest
		}
	}
}

// lineNumber returns the number that a line begins with, set apart by blanks,
// and the rest of the line; 0 where there is none.
func lineNumber(s string) (n int, rest string) {
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(s)
	}
	if end == 0 || end > 2 || end < len(s) && s[end] != ' ' && s[end] != '\t' {
		return 0, s
	}
	n, err := strconv.Atoi(s[:end])
	if err != nil || n > maxNumber {
		return 0, s
	}
	return n, strings.TrimLeft(s[end:], " \t")
}
