package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// Candidates returns the documents in which x, a Sequence, Or, Synonyms or
// Near, may stand: those with all words that it needs.
func (e *Evaluator) Candidates(x index.Expr) *roaring.Bitmap { return e.candidatesIn(x, 0) }

// candidatesIn returns the documents with all words that x needs in some
// fields; in its own where none are given.
func (e *Evaluator) candidatesIn(x index.Expr, fields index.TextFields) *roaring.Bitmap {
	switch x := x.(type) {
	case index.Sequence:
		if fields == 0 {
			fields = x.Fields
		}
		var result *roaring.Bitmap
		for _, m := range x.Words {
			b := e.Word(m, fields)
			if result != nil {
				b = roaring.And(result, b)
			}
			result = b
		}
		if result == nil {
			return docset.Empty
		}
		return result
	case index.Near:
		return roaring.And(e.candidatesIn(x.X, fields), e.candidatesIn(x.Y, fields))
	case index.Or:
		return e.anyCandidates(x.Of, fields)
	case index.Synonyms:
		return e.anyCandidates(append([]index.Expr{x.Typed}, x.Added...), fields)
	}
	return docset.Empty
}

func (e *Evaluator) anyCandidates(of []index.Expr, fields index.TextFields) *roaring.Bitmap {
	found := make([]*roaring.Bitmap, len(of))
	for i, x := range of {
		found[i] = e.candidatesIn(x, fields)
	}
	return docset.Union(found)
}

// Open opens a document for views of some of its fields.
func (e *Evaluator) Open(doc uint32, fields index.TextFields) {
	s := e.Segment
	e.Record.Read(s.Words.Streams, s.Words.ItemOff[doc], fields)
	if fields&forward.LetterTexts == 0 {
		return
	}
	if letter := s.Letters.Of[doc]; !e.hasShared || letter != e.letter {
		e.shared.Read(s.Words.Streams, s.Words.LetterOff[letter], index.AllTexts)
		e.letter, e.hasShared = letter, true
	}
	for f := range index.NumTextFields {
		if forward.LetterTexts>>f&1 == 1 {
			e.Record.Field[f] = e.shared.Field[f]
		}
	}
	e.Record.Mask |= e.shared.Mask
}
