package pdf

import (
	"slices"
	"strings"
)

// A Word is a word that was recognized in the picture of a page, in any unit of
// length; Base grows upwards.
type Word struct {
	Left, Right, Base float64
	Size              float64 // of its font
}

// maxWords is how many words a page may have to be laid out.
const maxWords = 60_000

// firstWord is the character that stands for the first word while a page is
// laid out: of the supplementary private use area, which no text has.
const firstWord = 0xF0000

// A WordLine is a line of words: their indexes in their order, and whether a
// gap between columns is before each.
type WordLine struct {
	Words  []int
	Column []bool
}

// LayOut lays recognized words out as Read lays out what is written, on a page
// of that size. A line without words is a gap between paragraphs. Of more than
// 60,000 words the rest is left out.
func LayOut(words []Word, width, height float64) []WordLine {
	words = words[:min(len(words), maxWords)]
	glyphs := make([]glyph, 0, len(words))
	for i, w := range words {
		if w.Size > 0 && bounded(w.Left) && bounded(w.Right) && bounded(w.Base) && bounded(w.Size) {
			glyphs = append(glyphs, glyph{text: string(rune(firstWord + i)), left: w.Left, right: w.Right, base: w.Base, size: w.Size})
		}
	}
	var lines []WordLine
	x := newInterpreter(nil)
	for _, row := range x.rowsOf(glyphs, box{0, 0, width, height}) {
		var l WordLine
		for i, part := range strings.Split(row, ColumnGap) {
			for j, r := range slices.DeleteFunc([]rune(part), func(r rune) bool { return r < firstWord }) {
				l.Words = append(l.Words, int(r-firstWord))
				l.Column = append(l.Column, i > 0 && j == 0)
			}
		}
		lines = append(lines, l)
	}
	return lines
}
