package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// atLeast returns the documents in whose fields together something stands
// often enough.
func (e *evaluator) atLeast(x index.AtLeast, within *roaring.Bitmap) *roaring.Bitmap {
	docs := e.eligible(e.candidates(x.X), within)
	words, ok := e.choice(x.X)
	if !ok {
		return e.often(docs, x, e.countPlaces(x.X))
	}
	sought := e.sought(words)
	last := len(sought) - 1
	if last < 1 || sought[last].scan == nil {
		return e.often(docs, x, e.countWords(sought))
	}
	rare := e.wordsIn(sought[last].words, x.Fields)
	return roaring.Or(
		e.often(roaring.AndNot(docs, rare), x, e.countWords(sought[:last])),
		e.often(roaring.And(docs, rare), x, e.countWords(sought)))
}

// often returns those of the documents in whose fields together count finds
// enough. The rationale is counted first, being what is read most, and
// counting ends where it is enough.
func (e *evaluator) often(docs *roaring.Bitmap, x index.AtLeast, count func(f index.TextField, field *fieldRecord, enough int) int) *roaring.Bitmap {
	w := e.shard.words
	var field fieldRecord
	return e.visit(docs, func(doc uint32) bool {
		n, rest := x.N, x.Fields
		if first := index.RationaleText; rest.Has(first) {
			rest &^= first.Set()
			if field.readOne(w.streams, w.itemOff[doc], first) {
				n -= count(first, &field, n)
			}
		}
		if n <= 0 || rest == 0 {
			return n <= 0
		}
		e.open(doc, rest)
		for f := range index.NumTextFields {
			if field := e.record.get(f); n > 0 && field != nil && rest.Has(f) {
				n -= count(f, field, n)
			}
		}
		return n <= 0
	})
}

// countWords counts words of a field; it may stop at enough.
func (e *evaluator) countWords(sought []soughtWords) func(f index.TextField, field *fieldRecord, enough int) int {
	stop := byte(e.shard.words.codes.s)
	return func(_ index.TextField, field *fieldRecord, enough int) int {
		n := 0
		for i := range sought {
			s := &sought[i]
			for start, end := s.next(field.codes, 0, stop); start >= 0 && n < enough; start, end = s.next(field.codes, end, stop) {
				n++
			}
		}
		return n
	}
}

// countPlaces counts at how many places of a field x stands.
func (e *evaluator) countPlaces(x index.Expr) func(f index.TextField, field *fieldRecord, enough int) int {
	p, placing, stop := e.probe(x), e.placing(x), byte(e.shard.words.codes.s)
	return func(f index.TextField, field *fieldRecord, _ int) int {
		if !p.in(field, stop) {
			return 0
		}
		if placing != nil && !hasEntries(f) {
			if n, ok := placing.places(field, stop); ok {
				return n
			}
		}
		e.view.read(field)
		return index.Places(x, &e.view)
	}
}
