package forward

import (
	"imrsearch/index"
	"imrsearch/index/text"
)

// LetterTexts are the text fields that all items of a letter share; their
// words are stored once a letter.
const LetterTexts = 1<<index.DiagnosisText | 1<<index.SummaryText | 1<<index.OtherText

// FieldWords are the words of one text field while a segment is built, as
// numbers of the word table.
type FieldWords struct {
	IDs    []uint32
	ends   []uint32 // words since the end before, << 2 | endKind
	Uniq   []uint32 // each word once
	tokens []text.Token
}

// An endKind says what ends behind a word; each ends all kinds below it too.
const (
	sentenceEnd = iota
	ParagraphEnd
	EntryEnd
)

// The bits of an end as it is stored: the kind, whether the sentence is a
// standard one, and the words since the end before.
const (
	EndKinds         = 3
	StandardSentence = 4
	endShift         = 3
)

// Read takes the words of a text field in. The result is valid until the
// next call with the same fieldWords.
func (f *FieldWords) Read(t *WordTable, seen *Stamps, entries []text.Entry) {
	f.IDs, f.ends, f.Uniq = f.IDs[:0], f.ends[:0], f.Uniq[:0]
	if len(entries) == 0 {
		return
	}
	seen.Next()
	f.tokens = text.Tokenize(f.tokens[:0], entries)
	tokens := f.tokens
	since := uint32(0)
	for i, tok := range tokens {
		id := t.ID(tok.Word)
		f.IDs = append(f.IDs, id)
		if seen.First(id) {
			f.Uniq = append(f.Uniq, id)
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
		return EntryEnd
	case a.Paragraph != b.Paragraph:
		return ParagraphEnd
	case a.Sentence != b.Sentence:
		return sentenceEnd
	}
	return -1
}

// Stamps tells whether a number was seen since the last next.
type Stamps struct {
	at  []uint32
	now uint32
}

func (s *Stamps) Next() { s.now++ }

func (s *Stamps) First(id uint32) bool {
	for int(id) >= len(s.at) {
		s.at = append(s.at, 0)
	}
	if s.at[id] == s.now {
		return false
	}
	s.at[id] = s.now
	return true
}
