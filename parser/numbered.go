package parser

import (
	"strconv"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

var partNumber = pattern.New(`^\(?(\d{1,2})[).]\s+`)

// numberedParts parts a passage whose lines open its n parts as 1., 2., ...
// n, each without its number; nil when it is not numbered so throughout, or n
// is less than two.
func numberedParts(p imr.Passage, n int) []imr.Passage {
	if n < 2 {
		return nil
	}
	var starts, bodies []int
	for _, l := range p.Lines {
		m := partNumber.FindStringSubmatchIndex(p.Text[l[0]:])
		if m == nil || p.Text[l[0]:][m[2]:m[3]] != strconv.Itoa(len(starts)+1) {
			continue
		}
		starts, bodies = append(starts, l[0]), append(bodies, l[0]+m[1])
	}
	if len(starts) != n || starts[0] != 0 {
		return nil
	}
	parts := make([]imr.Passage, n)
	for i := range parts {
		end := len(p.Text)
		if i+1 < n {
			end = starts[i+1]
		}
		parts[i] = cutPassage(endPassage(p, end), bodies[i])
	}
	return parts
}

// endPassage drops what stands behind the first n bytes of a passage.
func endPassage(p imr.Passage, n int) imr.Passage {
	out := imr.Passage{Text: strings.TrimRight(p.Text[:n], " "), Page: p.Page, Line: p.Line}
	for _, o := range p.Paragraphs {
		if o < len(out.Text) {
			out.Paragraphs = append(out.Paragraphs, o)
		}
	}
	for _, l := range p.Lines {
		if l[0] < len(out.Text) {
			out.Lines = append(out.Lines, l)
		}
	}
	return out
}
