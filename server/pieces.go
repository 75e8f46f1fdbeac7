package server

import (
	"unicode/utf8"

	"imrsearch/index"
)

// A piece is a stretch of text that is marked, or not. Pieces are how
// highlighting reaches a template: only templates make HTML.
type piece struct {
	Text string
	Mark bool
}

// cut divides a text at its spans. Spans that do not ascend, overlap or leave
// the text are passed over, and none divides a character: the pieces joined
// are the text, always.
func cut(text string, spans []index.Span) []piece {
	var out []piece
	at := 0
	for _, s := range spans {
		if s[0] < at || s[1] <= s[0] || s[1] > len(text) || !boundary(text, s[0]) || !boundary(text, s[1]) {
			continue
		}
		if s[0] > at {
			out = append(out, piece{Text: text[at:s[0]]})
		}
		out = append(out, piece{Text: text[s[0]:s[1]], Mark: true})
		at = s[1]
	}
	if at < len(text) {
		out = append(out, piece{Text: text[at:]})
	}
	return out
}

// boundary reports whether a character begins or the text ends at i.
func boundary(text string, i int) bool {
	return i == len(text) || utf8.RuneStart(text[i])
}
