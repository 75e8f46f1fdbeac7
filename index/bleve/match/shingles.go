package match

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/postings"
)

// A lexicalIn is a word, by its place among all, in a text.
type lexicalIn struct {
	word  uint32
	field index.TextField
}

// wordIn returns the documents with a word in a text.
func (e *Evaluator) wordIn(f index.TextField, word uint32) *roaring.Bitmap {
	key := lexicalIn{word, f}
	b, ok := e.inField[key]
	if !ok {
		b = e.Postings(postings.FieldName(f), e.Segment.Words.List.At(int(word)))
		if e.inField == nil {
			e.inField = map[lexicalIn]*roaring.Bitmap{}
		}
		e.inField[key] = b
	}
	return b
}

// runIn returns the documents in one of whose texts some words, lexical, may
// stand in a row; sure when they do.
func (e *Evaluator) runIn(f index.TextField, words []uint32) (docs *roaring.Bitmap, sure bool) {
	switch len(words) {
	case 2:
		return e.pairIn(f, words[0], words[1])
	case 3:
		if b, ok := e.tripleIn(f, words); ok {
			return b, true
		}
	}
	for i := range len(words) - 1 {
		b, known := e.pairIn(f, words[i], words[i+1])
		if known && i+2 < len(words) {
			if triple, ok := e.tripleIn(f, words[i:i+3]); ok {
				b = triple
			}
		}
		if docs != nil {
			b = roaring.And(docs, b)
		}
		if docs = b; docs.IsEmpty() {
			return docs, true
		}
	}
	return docs, false
}

// pairIn returns the documents in one of whose texts a word stands behind
// another; those with both where that is not known.
func (e *Evaluator) pairIn(f index.TextField, first, second uint32) (docs *roaring.Bitmap, known bool) {
	if docs, _, known := e.commonPair(f, first, second); known {
		return docs, true
	}
	return roaring.And(e.wordIn(f, first), e.wordIn(f, second)), false
}

// commonPair returns the documents in one of whose texts a word stands behind
// another, where both are common, and whether the end of a sentence stands
// between them anywhere.
func (e *Evaluator) commonPair(f index.TextField, first, second uint32) (docs *roaring.Bitmap, crosses, known bool) {
	w := e.Segment.Words
	rows, ok := w.Shingles.Rows([]uint32{w.Code[first], w.Code[second]})
	if !ok || !index.DefaultTexts.Has(f) {
		return nil, false, false
	}
	key := forward.ShingleKey(f, rows...)
	list, ok := w.Shingles.List(key)
	if !ok {
		return docset.Empty, false, true
	}
	return e.run(f, key, list, func() *roaring.Bitmap { return roaring.And(e.wordIn(f, first), e.wordIn(f, second)) }), list[0]&forward.ShingleCrosses != 0, true
}

// tripleIn returns the documents in one of whose texts three words stand in a
// row, where that is known.
func (e *Evaluator) tripleIn(f index.TextField, words []uint32) (docs *roaring.Bitmap, known bool) {
	w := e.Segment.Words
	rows, ok := w.Shingles.Rows([]uint32{w.Code[words[0]], w.Code[words[1]], w.Code[words[2]]})
	if !ok {
		return nil, false
	}
	key := forward.ShingleKey(f, rows...)
	list, ok := w.Shingles.List(key)
	if !ok {
		return nil, false
	}
	return e.run(f, key, list, func() *roaring.Bitmap {
		a, _ := e.pairIn(f, words[0], words[1])
		b, _ := e.pairIn(f, words[1], words[2])
		return roaring.And(a, b)
	}), true
}

// neighbours returns documents of which runs alone tell that x holds: its
// words are neighbours.
func (e *Evaluator) neighbours(x *index.Near) *roaring.Bitmap {
	xs, okX := e.choice(x.X)
	ys, okY := e.choice(x.Y)
	if !okX || !okY || len(xs)*len(ys) > maxEncodedPhrases || x.Unit == index.Words && x.Within < 1 {
		return docset.Empty
	}
	found := docset.Empty
	add := func(f index.TextField, first, second uint32) {
		if docs, crosses, ok := e.commonPair(f, first, second); ok && (x.Unit == index.Words || !crosses) {
			found = docset.Union([]*roaring.Bitmap{found, docs})
		}
	}
	for f := range index.NumTextFields {
		for i := 0; x.Fields.Has(f) && i < len(xs)*len(ys); i++ {
			a, b := xs[i/len(ys)], ys[i%len(ys)]
			add(f, a, b)
			if !x.Ordered {
				add(f, b, a)
			}
		}
	}
	return found
}

// run returns the documents of a list.
func (e *Evaluator) run(f index.TextField, key uint64, list []byte, base func() *roaring.Bitmap) *roaring.Bitmap {
	if docs, ok := e.runs[key]; ok {
		return docs
	}
	var docsOf func(uint32) (from, to uint32)
	if index.TextFields(forward.LetterTexts).Has(f) {
		docsOf = e.Segment.Letters.Docs
	}
	docs := forward.ListDocs(list, e.Segment.Items, docsOf, base)
	if e.runs == nil {
		e.runs = map[uint64]*roaring.Bitmap{}
	}
	e.runs[key] = docs
	return docs
}
