package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/interval"
)

// A counter counts what stands in a field; it may stop at enough.
type counter func(f index.TextField, field *forward.Field, enough int) int

// atLeast returns the documents in whose fields together something stands
// often enough.
func (e *Evaluator) atLeast(x index.AtLeast, within *roaring.Bitmap) *roaring.Bitmap {
	docs := e.eligible(e.Candidates(x.X), within)
	words, ok := e.choice(x.X)
	if !ok {
		count := e.countPlaces(x.X)
		return e.often(docs, x, e.oftenInRationale(x, count), count)
	}
	if rows, others := e.positionRows(words, nil); len(others) == 0 {
		return e.often(docs, x, e.oftenByPositions(x, rows), e.countWords(e.sought(words)))
	}
	sought := e.sought(words)
	last := len(sought) - 1
	if last < 1 || sought[last].scan == nil {
		count := e.countWords(sought)
		return e.often(docs, x, e.oftenInRationale(x, count), count)
	}
	rare, some, all := e.WordsIn(sought[last].words, x.Fields), e.countWords(sought[:last]), e.countWords(sought)
	return roaring.Or(
		e.often(roaring.AndNot(docs, rare), x, e.oftenInRationale(x, some), some),
		e.often(roaring.And(docs, rare), x, e.oftenInRationale(x, all), all))
}

// often returns those of the documents in whose fields together count finds
// enough. Most have enough in the rationale, of which inRationale tells, or
// have nothing elsewhere: the other fields are read of the rest alone.
func (e *Evaluator) often(docs *roaring.Bitmap, x index.AtLeast, inRationale func(*roaring.Bitmap) *roaring.Bitmap, count counter) *roaring.Bitmap {
	found, rest := docset.Empty, x.Fields&^index.RationaleText.Set()
	if rest != x.Fields {
		found = inRationale(roaring.And(docs, e.candidatesIn(x.X, index.RationaleText.Set())))
		docs = docset.AndNot(docs, found)
	}
	if rest == 0 {
		return found
	}
	return docset.Or(found, e.visit(roaring.And(docs, e.candidatesIn(x.X, rest)), func(doc uint32) bool {
		n := x.N
		e.Open(doc, x.Fields)
		for f := range index.NumTextFields {
			if field := e.Record.Get(f); n > 0 && field != nil && x.Fields.Has(f) {
				n -= count(f, field, n)
			}
		}
		return n <= 0
	}))
}

// oftenInRationale tells which documents have enough in the rationale.
func (e *Evaluator) oftenInRationale(x index.AtLeast, count counter) func(*roaring.Bitmap) *roaring.Bitmap {
	return func(docs *roaring.Bitmap) *roaring.Bitmap {
		return e.sweep(docs, index.RationaleText, func(field *forward.Field) bool {
			return count(index.RationaleText, field, x.N) >= x.N
		})
	}
}

// oftenByPositions does so by the positions of all words.
func (e *Evaluator) oftenByPositions(x index.AtLeast, rows []forward.PositionIterator) func(*roaring.Bitmap) *roaring.Bitmap {
	list := positionList{rows: rows}
	return func(docs *roaring.Bitmap) *roaring.Bitmap {
		return e.keep(docs, nil, func(doc uint32) bool { return len(list.read(doc)) >= x.N })
	}
}

// countWords counts words.
func (e *Evaluator) countWords(sought []soughtWords) counter {
	stop := byte(e.Segment.Words.Codes.S)
	return func(_ index.TextField, field *forward.Field, enough int) int {
		n := 0
		for i := range sought {
			s := &sought[i]
			for start, end := s.next(field.Codes, 0, stop); start >= 0 && n < enough; start, end = s.next(field.Codes, end, stop) {
				n++
			}
		}
		return n
	}
}

// countPlaces counts at how many places x stands.
func (e *Evaluator) countPlaces(x index.Expr) counter {
	placing, stop := e.placing(x), byte(e.Segment.Words.Codes.S)
	return func(f index.TextField, field *forward.Field, _ int) int {
		if placing != nil && !hasEntries(f) {
			if n, ok := placing.places(field, stop); ok {
				return n
			}
		}
		e.view.read(field)
		return interval.Places(x, &e.view)
	}
}
