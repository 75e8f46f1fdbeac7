package bleve

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// choice returns the words, lexical and each once, of an expression that is
// nothing but a choice of single words.
func (e *evaluator) choice(x index.Expr) (lexical []uint32, ok bool) {
	switch x := x.(type) {
	case index.Sequence:
		if len(x.Words) != 1 {
			return nil, false
		}
		return e.set(x.Words[0]).lexical, true
	case index.Or:
		return e.choices(x.Of)
	case index.Synonyms:
		return e.choices(append([]index.Expr{x.Typed}, x.Added...))
	}
	return nil, false
}

func (e *evaluator) choices(of []index.Expr) (lexical []uint32, ok bool) {
	for _, x := range of {
		words, ok := e.choice(x)
		if !ok {
			return nil, false
		}
		lexical = append(lexical, words...)
	}
	slices.Sort(lexical)
	return slices.Compact(lexical), true
}

// frequency returns in how many items words stand, added up.
func (e *evaluator) frequency(lexical []uint32) int {
	n := 0
	for _, w := range lexical {
		n += int(e.shard.words.df[w])
	}
	return n
}

// soughtWords are words of a choice that are looked for together.
type soughtWords struct {
	wanted
	words []uint32
}

// Of a choice each common word is looked for by itself, at most commonWords of
// them; the rest at once, which takes longer, but in few documents. A word is
// common that stands in a share of rareWord of the items of the commonest.
const (
	commonWords = 8
	rareWord    = 32
)

// sought returns how the words of a choice are looked for, the commonest
// first.
func (e *evaluator) sought(lexical []uint32) []soughtWords {
	w := e.shard.words
	sorted := slices.Clone(lexical)
	slices.SortStableFunc(sorted, func(a, b uint32) int { return cmp.Compare(w.df[b], w.df[a]) })
	var out []soughtWords
	for i, word := range sorted {
		if rest := sorted[i:]; len(rest) > 1 && (i == commonWords || w.df[word]*rareWord < w.df[sorted[0]]) {
			slices.Sort(rest)
			set := newWordSet(w, rest)
			return append(out, soughtWords{wanted{scan: newWordScan(set, w.codes)}, rest})
		}
		out = append(out, soughtWords{wanted{needle: w.codes.needle(w.code[word])}, []uint32{word}})
	}
	return out
}

// anyIn returns the documents with any of some words in a text.
func (e *evaluator) anyIn(f index.TextField, words []uint32) *roaring.Bitmap {
	found := make([]*roaring.Bitmap, len(words))
	for i, word := range words {
		found[i] = e.wordIn(f, word)
	}
	return union(found)
}
