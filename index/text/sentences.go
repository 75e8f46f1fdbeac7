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
	marks     [len(endMarks)]int // where each of endMarks stands next; behind the text where it does not
}

// endMarks are what ends a sentence.
const endMarks = ".?!"

// plain adds the words of the ASCII text s[at:]. Where no sentence can end
// between words, they are passed over.
func (o *outline) plain(s string, at int) {
	for {
		w, end := nextPlain(s, at)
		if end < 0 {
			return
		}
		o.add(w)
		at = o.pass(s, end, o.mayEnd(s, end))
	}
}

// nextPlain returns the first word of the ASCII text s[at:], and where it ends
// with a genitive's; end is below 0 where there is none.
func nextPlain(s string, at int) (w span, end int) {
	for at < len(s) {
		if byteKind[s[at]]&inWord == 0 {
			at++
			continue
		}
		start, is := at, false
		if at, is = plainWord(s, at); is {
			return span{start, withoutGenitive(s, span{start, at})}, at
		}
	}
	return span{}, -1
}

// mayEnd returns where, at or behind a place, a sentence may end next: at a
// mark, or where a paragraph begins.
func (o *outline) mayEnd(s string, at int) int {
	next := len(s)
	for i := range len(endMarks) {
		m := &o.marks[i]
		if *m < at {
			*m = len(o.e.Text)
			if n := strings.IndexByte(o.e.Text[at:], endMarks[i]); n >= 0 {
				*m = at + n
			}
		}
		next = min(next, *m)
	}
	if o.next < len(o.e.Paragraphs) {
		next = min(next, o.e.Paragraphs[o.next])
	}
	return next
}

// pass adds the words of the ASCII text s[at:] that begin before a place to
// the sentence at hand, and returns the end of the last of them; at where
// there is none. Only the last one is looked for: from a blank before it on.
func (o *outline) pass(s string, at, to int) int {
	for until := to; until > at; {
		from := until
		for from > at && byteKind[s[from-1]]&inWord == 0 {
			from--
		}
		for until = from; from > at && !blank(s[from-1]); {
			from--
		}
		last := -1
		for w, end := nextPlain(s, from); end >= 0 && w.start < until; w, end = nextPlain(s, end) {
			o.last, last = w, end
		}
		if last >= 0 {
			o.list[len(o.list)-1].Last = o.last.end
			return last
		}
		until = from
	}
	return at
}

// add adds a word, and a sentence where it begins one.
func (o *outline) add(w span) {
	last := o.last
	switch kind := o.before(w); {
	case last.end == 0:
		o.list = append(o.list, Sentence{First: w.start})
	case kind != noBorder:
		at := o.end
		if kind == paragraphBorder {
			at = o.e.borderBetween(last, w)
			o.paragraph++
		}
		o.list[len(o.list)-1].End = at
		o.list = append(o.list, Sentence{Start: at, First: w.start, Paragraph: o.paragraph})
	}
	o.list[len(o.list)-1].Last = w.end
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
