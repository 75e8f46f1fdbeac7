package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// candidates returns the documents in which x, a Sequence, Or, Synonyms or
// Near, may stand: those with all words that it needs.
func (e *evaluator) candidates(x index.Expr) *roaring.Bitmap { return e.candidatesIn(x, 0) }

// candidatesIn returns the documents with all words that x needs in some
// fields; in its own where none are given.
func (e *evaluator) candidatesIn(x index.Expr, fields index.TextFields) *roaring.Bitmap {
	switch x := x.(type) {
	case index.Sequence:
		if fields == 0 {
			fields = x.Fields
		}
		var result *roaring.Bitmap
		for _, m := range x.Words {
			b := e.word(m, fields)
			if result != nil {
				b = roaring.And(result, b)
			}
			result = b
		}
		if result == nil {
			return nothing
		}
		return result
	case index.Near:
		return roaring.And(e.candidatesIn(x.X, fields), e.candidatesIn(x.Y, fields))
	case index.Or:
		return e.anyCandidates(x.Of, fields)
	case index.Synonyms:
		return e.anyCandidates(append([]index.Expr{x.Typed}, x.Added...), fields)
	}
	return nothing
}

func (e *evaluator) anyCandidates(of []index.Expr, fields index.TextFields) *roaring.Bitmap {
	found := make([]*roaring.Bitmap, len(of))
	for i, x := range of {
		found[i] = e.candidatesIn(x, fields)
	}
	return union(found)
}

// open opens a document for views of some of its fields.
func (e *evaluator) open(doc uint32, fields index.TextFields) {
	s := e.shard
	e.record.read(s.words.streams, s.words.itemOff[doc], fields)
	if fields&letterTexts == 0 {
		return
	}
	if letter := s.letters.of[doc]; !e.hasShared || letter != e.letter {
		e.shared.read(s.words.streams, s.words.letterOff[letter], index.AllTexts)
		e.letter, e.hasShared = letter, true
	}
	for f := range index.NumTextFields {
		if letterTexts>>f&1 == 1 {
			e.record.field[f] = e.shared.field[f]
		}
	}
	e.record.mask |= e.shared.mask
}
