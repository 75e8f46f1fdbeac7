package bleve

import (
	"imrsearch/index"
	"imrsearch/index/text"
)

// letterTexts are the text fields that all items of a letter share; their
// words are stored once a letter.
const letterTexts = 1<<index.DiagnosisText | 1<<index.SummaryText | 1<<index.OtherText

// fieldWords are the words of one text field while a shard is built, as
// numbers of the word table.
type fieldWords struct {
	ids    []uint32
	ends   []uint32 // words since the end before, << 2 | endKind
	uniq   []uint32 // each word once
	tokens []text.Token
}

// An endKind says what ends behind a word; each ends all kinds below it too.
const (
	sentenceEnd = iota
	paragraphEnd
	entryEnd
)

// The bits of an end as it is stored: the kind, whether the sentence is a
// standard one, and the words since the end before.
const (
	endKinds         = 3
	standardSentence = 4
	endShift         = 3
)

// read takes the words of a text field in. The result is valid until the
// next call with the same fieldWords.
func (f *fieldWords) read(t *wordTable, seen *stamps, entries []text.Entry) {
	f.ids, f.ends, f.uniq = f.ids[:0], f.ends[:0], f.uniq[:0]
	if len(entries) == 0 {
		return
	}
	seen.next()
	f.tokens = text.Tokenize(f.tokens[:0], entries)
	tokens := f.tokens
	since := uint32(0)
	for i, tok := range tokens {
		id := t.id(tok.Word)
		f.ids = append(f.ids, id)
		if seen.first(id) {
			f.uniq = append(f.uniq, id)
		}
		since++
		if i+1 == len(tokens) {
			break
		}
		if kind := endBetween(tok, tokens[i+1]); kind >= 0 {
			f.ends = append(f.ends, since<<endShift|uint32(kind))
			since = 0
		}
	}
}

// endBetween says what ends between two words, -1 when nothing does.
func endBetween(a, b text.Token) int {
	switch {
	case a.Entry != b.Entry:
		return entryEnd
	case a.Paragraph != b.Paragraph:
		return paragraphEnd
	case a.Sentence != b.Sentence:
		return sentenceEnd
	}
	return -1
}

// stamps tells whether a number was seen since the last next.
type stamps struct {
	at  []uint32
	now uint32
}

func (s *stamps) next() { s.now++ }

func (s *stamps) first(id uint32) bool {
	for int(id) >= len(s.at) {
		s.at = append(s.at, 0)
	}
	if s.at[id] == s.now {
		return false
	}
	s.at[id] = s.now
	return true
}
