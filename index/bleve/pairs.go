package bleve

import (
	"encoding/binary"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// Pairs are the pairs of a shard, as they lie in the mapped file.
type pairs struct {
	keys   []uint64
	off    []uint64
	lists  []byte   // bitmaps, or distances where they are shorter
	common []uint32 // codes, ascending
}

// byDistance is the first byte of a list of distances; a bitmap begins with
// another.
const byDistance = 0

func pairsOf(f *sections) pairs {
	return pairs{numbers[uint64](f, "pairs.keys"), numbers[uint64](f, "pairs.off"), f.get("pairs.lists"), numbers[uint32](f, "pairs.common")}
}

// find returns the documents with two neighbouring words. It knows nothing
// unless both are common.
func (p *pairs) find(first, second uint32) (docs *roaring.Bitmap, known bool) {
	for _, code := range []uint32{first, second} {
		if _, ok := slices.BinarySearch(p.common, code); !ok {
			return nil, false
		}
	}
	i, ok := slices.BinarySearch(p.keys, uint64(first)<<32|uint64(second))
	if !ok {
		return nothing, true
	}
	list := p.lists[p.off[i]:p.off[i+1]]
	if len(list) > 0 && list[0] == byDistance {
		return readDistances(list[1:]), true
	}
	b := roaring.New()
	if _, err := b.FromBuffer(list); err != nil {
		return nil, false
	}
	return b, true
}

// readDistances returns the documents whose distances are given.
func readDistances(b []byte) *roaring.Bitmap {
	docs := make([]uint32, 0, len(b))
	for doc := uint32(0); len(b) > 0; doc++ {
		x, n := binary.Uvarint(b)
		if n <= 0 {
			break
		}
		b = b[n:]
		doc += uint32(x)
		docs = append(docs, doc)
	}
	m := roaring.New()
	m.AddMany(docs)
	return m
}

// neighbours returns the documents in which words of two sets are known to
// stand side by side in a default text, and those in which they may.
func (e *evaluator) neighbours(first, second index.Matcher) (sure, maybe *roaring.Bitmap) {
	var known, unknown []*roaring.Bitmap
	for _, a := range e.set(first).lexical {
		for _, b := range e.set(second).lexical {
			w := e.shard.words
			if docs, ok := w.pairs.find(w.code[a], w.code[b]); ok {
				known = append(known, docs)
				continue
			}
			unknown = append(unknown, roaring.And(e.postings(defaultField, w.list.at(int(a))), e.postings(defaultField, w.list.at(int(b)))))
		}
	}
	return union(known), union(unknown)
}

// elsewhere returns the documents in which words of two sets stand together
// in a default text that is not one of the fields.
func (e *evaluator) elsewhere(first, second index.Matcher, fields index.TextFields) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for f := range index.NumTextFields {
		if index.DefaultTexts.Has(f) && !fields.Has(f) {
			found = append(found, roaring.And(e.word(first, f.Set()), e.word(second, f.Set())))
		}
	}
	return union(found)
}

// narrow uses pairs for a phrase in default texts: it leaves fewer
// candidates, and of two words it answers where both are common and stand
// together in no field but the phrase's.
func (p *phrase) narrow(e *evaluator, x index.Sequence) {
	for i := range x.Words[1:] {
		sure, maybe := e.neighbours(x.Words[i], x.Words[i+1])
		p.candidates = roaring.And(p.candidates, union([]*roaring.Bitmap{sure, maybe}))
		if len(x.Words) == 2 {
			p.found = e.sureIn(sure, x.Words[0], x.Words[1], x.Fields)
			p.checked = p.found
		}
	}
}

// sureIn leaves of the living documents of a pair those that have it in one
// of the fields for sure.
func (e *evaluator) sureIn(pair *roaring.Bitmap, first, second index.Matcher, fields index.TextFields) *roaring.Bitmap {
	if pair.IsEmpty() {
		return nothing
	}
	sure := roaring.And(pair, e.shard.alive)
	if fields != index.DefaultTexts {
		sure.AndNot(e.elsewhere(first, second, fields))
	}
	return sure
}

// nearByPairs returns documents for which pairs alone say that x holds: its
// words are neighbours.
func (e *evaluator) nearByPairs(x index.Near) *roaring.Bitmap {
	a, okA := singleWord(x.X, x.Fields)
	b, okB := singleWord(x.Y, x.Fields)
	if !okA || !okB || x.Unit != index.Words || x.Fields&^index.DefaultTexts != 0 || len(e.set(a).codes)*len(e.set(b).codes) > maxNeedles {
		return nothing
	}
	pair, _ := e.neighbours(a, b)
	if !x.Ordered {
		behind, _ := e.neighbours(b, a)
		pair = union([]*roaring.Bitmap{pair, behind})
	}
	return e.sureIn(pair, a, b, x.Fields)
}

// singleWord returns the word of an expression that is nothing but one word
// in these fields.
func singleWord(x index.Expr, fields index.TextFields) (m index.Matcher, ok bool) {
	s, ok := x.(index.Sequence)
	if !ok || len(s.Words) != 1 || s.Fields != fields {
		return m, false
	}
	return s.Words[0], true
}
