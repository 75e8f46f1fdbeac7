package text

import (
	"sort"
	"strings"
	"unicode"
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
	pos, sentence, paragraph := 0, -1, -1
	var words []span
	for n := range entries {
		e := &entries[n]
		words = appendSpans(words[:0], e.Text)
		for i, w := range words {
			switch {
			case i == 0:
				sentence, paragraph = sentence+1, paragraph+1
			case e.paragraphBetween(words[i-1].start, w.start) >= 0:
				sentence, paragraph = sentence+1, paragraph+1
			case sentenceEnd(e.Text, words[i-1].end, w.start) >= 0:
				sentence++
			}
			if i == 0 && len(dst) > 0 && sentence > 0 {
				pos += EntryGap - 1
			}
			dst = append(dst, Token{
				Word: fold(e.Text[w.start:w.end]), Start: w.start, End: w.end,
				Entry: n, Pos: pos, Sentence: sentence, Paragraph: paragraph,
			})
			pos++
		}
	}
	return dst
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
	inside := e.Text[start:end]
	end -= len(inside) - len(strings.TrimRightFunc(inside, unicode.IsSpace))
	return start + len(inside) - len(strings.TrimLeftFunc(inside, unicode.IsSpace)), end
}

// borderBefore returns where the sentence begins whose first word is tokens[i].
func (e *Entry) borderBefore(tokens []Token, i int) int {
	if i == 0 || tokens[i-1].Entry != tokens[i].Entry {
		return 0
	}
	if at := sentenceEnd(e.Text, tokens[i-1].End, tokens[i].Start); at >= 0 {
		return at
	}
	if at := e.paragraphBetween(tokens[i-1].Start, tokens[i].Start); at >= tokens[i-1].End {
		return at
	}
	return tokens[i].Start
}
