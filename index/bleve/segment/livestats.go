package segment

import (
	"imrsearch/index"
	"imrsearch/index/bleve/forward"
)

// eachText calls f with every text field of a document, those of its letter
// included.
func (s *Segment) eachText(doc uint32, f func(index.TextField, *forward.Field)) {
	var r forward.Record
	w := s.Words
	for _, part := range []struct {
		off    uint32
		fields index.TextFields
	}{
		{w.ItemOff[doc], index.AllTexts &^ forward.LetterTexts},
		{w.LetterOff[s.Letters.Of[doc]], forward.LetterTexts},
	} {
		r.Read(w.Streams, part.off, part.fields)
		for name := range index.NumTextFields {
			if field := r.Get(name); field != nil {
				f(name, field)
			}
		}
	}
}

// DocFreq returns how many live documents have a word, by its lexical ordinal,
// in a default text. The deleted ones are counted when first asked for.
func (s *LiveSegment) DocFreq(word uint32) int {
	n := int(s.Words.Df[word])
	if deleted := s.deletedDf(); deleted != nil {
		n -= int(deleted[s.Words.Code[word]])
	}
	return n
}

// countDeletedWords returns by code how many deleted documents have a word in a
// default text; nil when none is deleted.
func (s *LiveSegment) countDeletedWords() []uint32 {
	if s.Deleted.IsEmpty() {
		return nil
	}
	counts := make([]uint32, len(s.Words.Code))
	var seen forward.Stamps
	var words []uint32
	s.Deleted.Iterate(func(doc uint32) bool {
		seen.Next()
		s.eachText(doc, func(f index.TextField, field *forward.Field) {
			if !index.DefaultTexts.Has(f) {
				return
			}
			words = s.Words.Codes.Decode(field.Codes, words[:0])
			for _, w := range words {
				if seen.First(w) {
					counts[w]++
				}
			}
		})
		return true
	})
	return counts
}
