package match

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// choice returns the words, lexical and each once, of an expression that is
// nothing but a choice of single words.
func (e *Evaluator) choice(x index.Expr) (lexical []uint32, ok bool) {
	switch x := x.(type) {
	case index.Sequence:
		if len(x.Words) != 1 {
			return nil, false
		}
		return e.Set(x.Words[0]).Lexical, true
	case index.Or:
		return e.choices(x.Of)
	case index.Synonyms:
		return e.choices(append([]index.Expr{x.Typed}, x.Added...))
	}
	return nil, false
}

func (e *Evaluator) choices(of []index.Expr) (lexical []uint32, ok bool) {
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
func (e *Evaluator) frequency(lexical []uint32) int {
	n := 0
	for _, w := range lexical {
		n += int(e.Segment.Words.Df[w])
	}
	return n
}

// soughtWords are words of a choice that are looked for together.
type soughtWords struct {
	encodedPhrase
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
func (e *Evaluator) sought(lexical []uint32) []soughtWords {
	w := e.Segment.Words
	sorted := slices.Clone(lexical)
	slices.SortStableFunc(sorted, func(a, b uint32) int { return cmp.Compare(w.Df[b], w.Df[a]) })
	var out []soughtWords
	for i, word := range sorted {
		if rest := sorted[i:]; len(rest) > 1 && (i == commonWords || w.Df[word]*rareWord < w.Df[sorted[0]]) {
			slices.Sort(rest)
			set := forward.NewWordSet(w, rest)
			return append(out, soughtWords{encodedPhrase{scan: forward.NewMultiTermScan(set, w.Codes)}, rest})
		}
		out = append(out, soughtWords{encodedPhrase{EncodedTerm: w.Codes.Term(w.Code[word])}, []uint32{word}})
	}
	return out
}

// anyIn returns the documents with any of some words in a text.
func (e *Evaluator) anyIn(f index.TextField, words []uint32) *roaring.Bitmap {
	found := make([]*roaring.Bitmap, len(words))
	for i, word := range words {
		found[i] = e.wordIn(f, word)
	}
	return docset.Union(found)
}
