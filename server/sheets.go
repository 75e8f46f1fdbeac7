package server

import (
	"strings"

	"imrsearch/parser/imr"
)

// sheets divides a stored text into its pages (form feeds) and lines.
func sheets(text string) [][]string {
	var out [][]string
	for _, page := range strings.Split(text, "\f") {
		out = append(out, strings.Split(strings.TrimSuffix(page, "\n"), "\n"))
	}
	return out
}

// layoutOf returns where the lines of a stored text begin, and where its
// paragraphs do: behind a blank line, and on a new page.
func layoutOf(text string) (lines []imr.LineStart, paragraphs []int) {
	page, line, blank := 1, 1, true
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexAny(text[at:], "\n\f"); i >= 0 {
			end = at + i
		}
		if strings.TrimSpace(text[at:end]) == "" {
			blank = true
		} else {
			if blank {
				paragraphs = append(paragraphs, at)
			}
			lines = append(lines, imr.LineStart{at, page, line})
			blank = false
		}
		line++
		if end < len(text) && text[end] == '\f' {
			page, line, blank = page+1, 1, true
		}
		at = end + 1
	}
	return lines, paragraphs
}
