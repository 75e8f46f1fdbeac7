package text

import (
	"slices"
	"sort"
)

// Tokenize appends all tokens of the entries to dst, in their order, and
// returns it. Positions count the words of an entry; the first word of an
// entry stands EntryGap behind the last word before it. Sentences and
// paragraphs are numbered without gaps over all entries and never cross an
// entry. Paragraph offsets must ascend; those outside the text are ignored.
//
//	Tokenize(nil, []Entry{{Text: "No spasm. X-ray normal."}})
//
// gives no(0,s0) spasm(1,s0) x(2,s1) ray(3,s1) normal(4,s1).
//
// Words may share memory with the entries' texts.
func Tokenize(dst []Token, entries []Entry) []Token {
	var t tokenizing
	t.sentence, t.paragraph = -1, -1
	for n := range entries {
		dst = t.entry(dst, n, &entries[n])
	}
	return dst
}

// tokenizing counts what Tokenize has met.
type tokenizing struct{ pos, sentence, paragraph int }

func (t *tokenizing) entry(dst []Token, n int, e *Entry) []Token {
	var buf [batch]span
	b, first := borders{e: e}, len(dst)
	for c := (cutter{s: e.Text}); ; {
		words := c.next(buf[:0], batch)
		if len(words) == 0 {
			return dst
		}
		if len(dst) == first {
			if t.sentence >= 0 {
				t.pos += EntryGap - 1
			}
			t.sentence, t.paragraph = t.sentence+1, t.paragraph+1
		}
		from := len(dst)
		dst = slices.Grow(dst, len(words))[:from+len(words)]
		for i, w := range words {
			switch b.before(w) {
			case paragraphBorder:
				t.sentence, t.paragraph = t.sentence+1, t.paragraph+1
			case sentenceBorder:
				t.sentence++
			}
			// Field by field: a whole Token would go through the collector.
			tok := &dst[from+i]
			tok.Start, tok.End, tok.Entry = w.start, w.end, n
			tok.Pos, tok.Sentence, tok.Paragraph = t.pos, t.sentence, t.paragraph
			t.pos++
		}
		foldAll(dst[from:], e.Text)
	}
}

// foldAll gives tokens their words. Those with capitals share one string.
func foldAll(tokens []Token, s string) {
	var small [16 * batch]byte
	capitals, n := 0, 0
	for i := range tokens {
		tok := &tokens[i]
		tok.Word = s[tok.Start:tok.End]
		switch takes := folding(tok.Word); {
		case takes == asIs:
		case takes == lowered && n+len(tok.Word) <= len(small):
			for k := range len(tok.Word) {
				small[n+k] = smallASCII(tok.Word[k])
			}
			capitals, n = capitals+1, n+len(tok.Word)
		default:
			tok.Word = fold(tok.Word)
		}
	}
	if capitals == 0 {
		return
	}
	shared := string(small[:n])
	n = 0
	for i := range tokens {
		if tok := &tokens[i]; n < len(shared) && folding(tok.Word) == lowered {
			tok.Word, n = shared[n:n+len(tok.Word)], n+len(tok.Word)
		}
	}
}

func smallASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// borders tell what ends between the words of an entry, taken in their order.
type borders struct {
	e    *Entry
	last span // the word before; zero before the first
	next int  // of e.Paragraphs: the first not before last
	end  int  // of the last sentence that ended by its marks
}

// A border is what ends between two words; a paragraph ends a sentence too.
type border uint8

const (
	noBorder border = iota
	sentenceBorder
	paragraphBorder
)

// before returns what ends between the word before and w: nothing before the
// first word of all.
func (b *borders) before(w span) border {
	last := b.last
	b.last = w
	for b.next < len(b.e.Paragraphs) && b.e.Paragraphs[b.next] <= w.start {
		b.next++
	}
	switch {
	case last.end == 0:
		return noBorder
	case b.next > 0 && b.e.Paragraphs[b.next-1] > last.start:
		return paragraphBorder
	case w.start-last.end == 1 && b.e.Text[last.end] == ' ':
		return noBorder
	}
	end := sentenceEnd(b.e.Text, last.end, w.start)
	if end < 0 {
		return noBorder
	}
	b.end = end
	return sentenceBorder
}

// paragraphBetween returns where the last paragraph begins that begins behind
// the word at one offset and not behind the word at another, or -1.
func (e *Entry) paragraphBetween(word, next int) int {
	i := sort.SearchInts(e.Paragraphs, next+1) - 1
	if i >= 0 && e.Paragraphs[i] > word {
		return e.Paragraphs[i]
	}
	return -1
}

// SentenceSpan returns the bytes of the sentence that tokens[i] stands in,
// marks at its end included, white space around it left out. The tokens are
// all those of the entry, perhaps among those of others.
func SentenceSpan(e Entry, tokens []Token, i int) (start, end int) {
	same := func(j int) bool {
		return j >= 0 && j < len(tokens) && tokens[j].Entry == tokens[i].Entry && tokens[j].Sentence == tokens[i].Sentence
	}
	first, last := i, i
	for same(first - 1) {
		first--
	}
	for same(last + 1) {
		last++
	}
	start, end = e.borderBefore(tokens, first), len(e.Text)
	if next := last + 1; next < len(tokens) && tokens[next].Entry == tokens[i].Entry {
		end = e.borderBefore(tokens, next)
	}
	return e.trim(start, end)
}

// borderBefore returns where the sentence begins whose first word is tokens[i].
func (e *Entry) borderBefore(tokens []Token, i int) int {
	if i == 0 || tokens[i-1].Entry != tokens[i].Entry {
		return 0
	}
	return e.borderBetween(span{tokens[i-1].Start, tokens[i-1].End}, span{tokens[i].Start, tokens[i].End})
}
