package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// candidates returns the documents in which x, a Sequence, Or, Synonyms or
// Near, may stand: those with all words that it needs.
func (e *evaluator) candidates(x index.Expr) *roaring.Bitmap {
	switch x := x.(type) {
	case index.Sequence:
		var result *roaring.Bitmap
		for _, m := range x.Words {
			b := e.word(m, x.Fields)
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
		return roaring.And(e.candidates(x.X), e.candidates(x.Y))
	case index.Or:
		return e.anyCandidates(x.Of)
	case index.Synonyms:
		return e.anyCandidates(append([]index.Expr{x.Typed}, x.Added...))
	}
	return nothing
}

func (e *evaluator) anyCandidates(of []index.Expr) *roaring.Bitmap {
	found := make([]*roaring.Bitmap, len(of))
	for i, x := range of {
		found[i] = e.candidates(x)
	}
	return union(found)
}

// verify keeps the candidates, alive and inside within, for which holds says
// yes of the document that e.open has opened for the fields. When time is up
// it returns what it has.
func (e *evaluator) verify(candidates, within *roaring.Bitmap, fields index.TextFields, holds func() bool) *roaring.Bitmap {
	if within != nil {
		candidates = roaring.And(candidates, within)
	}
	if e.shard.alive != e.shard.all {
		candidates = roaring.And(candidates, e.shard.alive)
	}
	var kept []uint32
	var buf [clockStride]uint32
	for it := candidates.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 || e.deadline.stop() {
			break
		}
		for _, doc := range buf[:n] {
			e.open(doc, fields)
			if holds() {
				kept = append(kept, doc)
			}
		}
	}
	return roaring.BitmapOf(kept...)
}

// places returns at how many places of its fields together a group stands in
// the open document.
func (e *evaluator) places(g *group) int {
	n := 0
	stop := byte(e.shard.words.codes.s)
	for f := range index.NumTextFields {
		field := e.record.get(f)
		if field == nil || !g.fields.Has(f) {
			continue
		}
		if g.words != nil {
			n += g.words.count(field.codes)
			continue
		}
		if g.probe.in(field, stop) && e.view.open(f) {
			n += index.Places(g.Expr, &e.view)
		}
	}
	return n
}

// open opens a document for views of some of its fields.
func (e *evaluator) open(doc uint32, fields index.TextFields) {
	s := e.shard
	e.record.read(s.words.streams, s.words.itemOff[doc])
	if fields&letterTexts == 0 {
		return
	}
	if letter := s.letters.of[doc]; !e.hasShared || letter != e.letter {
		e.shared.read(s.words.streams, s.words.letterOff[letter])
		e.letter, e.hasShared = letter, true
	}
	for f := range index.NumTextFields {
		if letterTexts>>f&1 == 1 {
			e.record.field[f] = e.shared.field[f]
		}
	}
	e.record.mask |= e.shared.mask
}
