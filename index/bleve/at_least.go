package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// atLeast returns the documents in whose fields together something stands
// often enough. What is read most is counted first, and counting ends where it
// is enough.
func (e *evaluator) atLeast(x index.AtLeast, within *roaring.Bitmap) *roaring.Bitmap {
	docs := e.eligible(e.candidates(x.X), within)
	count := e.counter(x)
	w := e.shard.words
	var field fieldRecord
	return e.visit(docs, func(doc uint32) bool {
		n, rest := x.N, x.Fields
		if first := index.RationaleText; rest.Has(first) {
			rest &^= first.Set()
			if field.readOne(w.streams, w.itemOff[doc], first) {
				n -= count(&field, n)
			}
		}
		if n <= 0 || rest == 0 {
			return n <= 0
		}
		e.open(doc, rest)
		for f := range index.NumTextFields {
			if field := e.record.get(f); n > 0 && field != nil && rest.Has(f) {
				n -= count(field, n)
			}
		}
		return n <= 0
	})
}

// counter returns what tells at how many places of a field x stands; it may
// stop at enough.
func (e *evaluator) counter(x index.AtLeast) func(field *fieldRecord, enough int) int {
	stop := byte(e.shard.words.codes.s)
	if words, ok := e.choice(x.X); ok {
		needles := e.singles(words)
		return func(field *fieldRecord, enough int) int {
			n := 0
			for i := range needles {
				for start, end := needles[i].next(field.codes, 0, stop); start >= 0 && n < enough; start, end = needles[i].next(field.codes, end, stop) {
					n++
				}
			}
			return n
		}
	}
	p := e.probe(x.X)
	return func(field *fieldRecord, _ int) int {
		if !p.in(field, stop) {
			return 0
		}
		e.view.read(field)
		return index.Places(x.X, &e.view)
	}
}
