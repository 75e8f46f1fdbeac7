package text

import (
	"strings"
	"unicode"
)

// A Sentence is a sentence of an entry, in bytes of its text.
type Sentence struct {
	// Start and End are as SentenceSpan gives them: marks at its end included,
	// white space around it left out.
	Start, End  int
	First, Last int // where its first word begins and its last one ends
	Words       int
	Paragraph   int // from 0
}

// Sentences appends the sentences of an entry to dst, those of Tokenize and
// SentenceSpan. An entry without words has none.
func Sentences(dst []Sentence, e Entry) []Sentence {
	var buf [batch]span
	b, none := borders{e: &e}, len(dst)
	paragraph := 0
	for c := (cutter{s: e.Text}); ; {
		words := c.next(buf[:0], batch)
		if len(words) == 0 {
			break
		}
		for _, w := range words {
			last := b.last
			switch kind := b.before(w); {
			case last.end == 0:
				dst = append(dst, Sentence{First: w.start})
			case kind != noBorder:
				at := e.borderBetween(last, w)
				dst[len(dst)-1].End = at
				if kind == paragraphBorder {
					paragraph++
				}
				dst = append(dst, Sentence{Start: at, First: w.start, Paragraph: paragraph})
			}
			s := &dst[len(dst)-1]
			s.Last = w.end
			s.Words++
		}
	}
	if len(dst) > none {
		dst[len(dst)-1].End = len(e.Text)
	}
	for i := none; i < len(dst); i++ {
		dst[i].Start, dst[i].End = e.trim(dst[i].Start, dst[i].End)
	}
	return dst
}

// borderBetween returns where the sentence begins whose first word is next.
func (e *Entry) borderBetween(word, next span) int {
	if at := sentenceEnd(e.Text, word.end, next.start); at >= 0 {
		return at
	}
	if at := e.paragraphBetween(word.start, next.start); at >= word.end {
		return at
	}
	return next.start
}

// trim leaves white space around a stretch of e out.
func (e *Entry) trim(start, end int) (int, int) {
	inside := e.Text[start:end]
	end -= len(inside) - len(strings.TrimRightFunc(inside, unicode.IsSpace))
	return start + len(inside) - len(strings.TrimLeftFunc(inside, unicode.IsSpace)), end
}
