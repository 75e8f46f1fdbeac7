package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// Pairs are the pairs of a shard, as they lie in the mapped file.
type pairs struct {
	keys    []uint64
	off     []uint64
	bitmaps []byte
	common  []uint32 // codes, ascending
}

func pairsOf(f *sections) pairs {
	return pairs{numbers[uint64](f, "pairs.keys"), numbers[uint64](f, "pairs.off"), f.get("pairs.bitmaps"), numbers[uint32](f, "pairs.common")}
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
	b := roaring.New()
	if _, err := b.FromBuffer(p.bitmaps[p.off[i]:p.off[i+1]]); err != nil {
		return nil, false
	}
	return b, true
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

// narrow uses pairs for a phrase in default texts: it leaves fewer
// candidates, and of two words it answers where both are common.
func (p *phrase) narrow(e *evaluator, x index.Sequence) {
	for i := range x.Words[1:] {
		sure, maybe := e.neighbours(x.Words[i], x.Words[i+1])
		p.candidates = roaring.And(p.candidates, union([]*roaring.Bitmap{sure, maybe}))
		if len(x.Words) == 2 && x.Fields == index.DefaultTexts {
			p.found = roaring.And(sure, e.shard.alive)
			p.checked = p.found
		}
	}
}
