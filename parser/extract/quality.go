package extract

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wantsFallback reports whether another reader might do better: the PDF is
// damaged or without text, or its text looks poor.
func wantsFallback(doc Document, err error) bool {
	if err != nil {
		return errors.Is(err, ErrDamaged) || errors.Is(err, ErrNeedsOCR)
	}
	return measure(doc).poor(len(doc.Pages))
}

// A quality is what the text of a document looks like, in counts.
type quality struct {
	letters, unknown    int // characters; unknown ones are U+FFFD and private ones
	words, single, long int // of letters alone: of one letter, of more than 30
	inWords             int // letters in words
	blankPages          int
}

func measure(doc Document) (q quality) {
	for _, p := range doc.Pages {
		if len(p.Lines) == 0 {
			q.blankPages++
		}
		for _, l := range p.Lines {
			for w := range strings.FieldsSeq(l) {
				q.word(w)
			}
		}
	}
	return q
}

func (q *quality) word(w string) {
	letters := 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r == utf8.RuneError, unicode.Is(unicode.Co, r):
			q.unknown++
		}
	}
	q.letters += letters
	if letters == 0 {
		return
	}
	q.words++
	q.inWords += letters
	if letters == 1 && len(w) == 1 {
		q.single++
	}
	if letters > 30 {
		q.long++
	}
}

// poor reports whether the text looks as if letters were lost, unknown, torn
// apart or glued. English text has 4.5 letters a word and 4 % words of one
// letter.
func (q quality) poor(pages int) bool {
	return q.blankPages > 0 || // blank in the original, or damaged: another reader may know
		q.letters < 40*pages ||
		q.unknown*50 > q.letters ||
		q.single*4 > q.words ||
		q.long*20 > q.words ||
		q.inWords > 12*q.words
}
