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
	o, none := outline{borders: borders{e: &e}, list: dst}, len(dst)
	for c := (cutter{s: e.Text}); c.at < len(c.s); {
		if c.at >= c.plain {
			c.plain = plainEnd(c.s, c.at)
		}
		if c.at < c.plain {
			o.plain(c.s[:c.plain], c.at)
			c.at = c.plain
			continue
		}
		end := c.chunkEnd()
		for _, w := range appendUnicode(buf[:0], c.s[:end], c.at) {
			o.add(w)
		}
		c.at = end
	}
	dst = o.list
	if len(dst) > none {
		dst[len(dst)-1].End = len(e.Text)
	}
	for i := none; i < len(dst); i++ {
		dst[i].Start, dst[i].End = e.trim(dst[i].Start, dst[i].End)
	}
	return dst
}

// An outline divides words, taken in their order, into sentences.
type outline struct {
	borders
	list      []Sentence
	paragraph int
}

// plain adds the words of the ASCII text s[at:].
func (o *outline) plain(s string, at int) {
	for at < len(s) {
		if byteKind[s[at]]&inWord == 0 {
			at++
			continue
		}
		start, is := at, false
		if at, is = plainWord(s, at); !is {
			continue
		}
		w := span{start, withoutGenitive(s, span{start, at})}
		last := o.last
		if w.start-last.end != 1 || s[last.end] != ' ' || last.end == 0 || o.mayBegin(w.start) {
			o.add(w)
			continue
		}
		// One blank behind a word of the same paragraph, as nearly always.
		o.last = w
		current := &o.list[len(o.list)-1]
		current.Last = w.end
		current.Words++
	}
}

// mayBegin reports whether a paragraph begins at or before a place, behind
// those that have.
func (b *borders) mayBegin(at int) bool {
	return b.next < len(b.e.Paragraphs) && b.e.Paragraphs[b.next] <= at
}

// add adds a word, and a sentence where it begins one.
func (o *outline) add(w span) {
	last := o.last
	switch kind := o.before(w); {
	case last.end == 0:
		o.list = append(o.list, Sentence{First: w.start})
	case kind != noBorder:
		at := o.e.borderBetween(last, w)
		o.list[len(o.list)-1].End = at
		if kind == paragraphBorder {
			o.paragraph++
		}
		o.list = append(o.list, Sentence{Start: at, First: w.start, Paragraph: o.paragraph})
	}
	current := &o.list[len(o.list)-1]
	current.Last = w.end
	current.Words++
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
