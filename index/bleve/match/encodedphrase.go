package match

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/forward"
)

// encodedPhrases are the phrases of exact words that an expression stands for in
// a segment.
type encodedPhrases []encodedPhrase

// An encodedPhrase is a phrase of exact words by their codes, or any one word of
// a set.
type encodedPhrase struct {
	forward.EncodedTerm
	scan *forward.MultiTermScan // in place of the term
}

// maxEncodedPhrases bounds the phrases of exact words that are searched one by
// one. An inflected phrase has the cross product of the forms of its words.
const maxEncodedPhrases = 64

// encodedPhrasesOf returns the phrases of exact words that a sequence stands for
// in the segment. Callers check variantCount first.
func (e *Evaluator) encodedPhrasesOf(x index.Sequence) encodedPhrases {
	if len(x.Words) == 1 {
		if set := e.Set(x.Words[0]); set.Scan != nil {
			return encodedPhrases{{scan: set.Scan}}
		}
	}
	var out encodedPhrases
	for _, run := range e.variantsOf(x, func(s *forward.TermSet) []uint32 { return s.Codes }) {
		if len(run) > 0 {
			out = append(out, encodedPhrase{EncodedTerm: e.Segment.Words.Codes.Term(run...)})
		}
	}
	return out
}

// variantsOf returns the cross product of the exact words that each matcher of a
// sequence stands for. of gives these words, by code or by lexical ordinal.
func (e *Evaluator) variantsOf(x index.Sequence, of func(*forward.TermSet) []uint32) [][]uint32 {
	runs := [][]uint32{nil}
	for _, m := range x.Words {
		var next [][]uint32
		for _, run := range runs {
			for _, word := range of(e.Set(m)) {
				next = append(next, append(run[:len(run):len(run)], word))
			}
		}
		runs = next
	}
	return runs
}

// variantCount returns the size of that cross product, or any number above
// maxEncodedPhrases. A single word counts as one: it is scanned as a set.
func (e *Evaluator) variantCount(x index.Sequence) int {
	n := 1
	if len(x.Words) == 1 {
		return n
	}
	for _, m := range x.Words {
		n *= len(e.Set(m).Codes)
		if n > maxEncodedPhrases {
			break
		}
	}
	return n
}

// next returns where the first match at or after from begins and ends, -1 when
// there is none.
func (w *encodedPhrase) next(record []byte, from int, stop byte) (start, end int) {
	if w.scan != nil {
		return w.scan.Next(record, from)
	}
	start = w.Find(record, from, stop)
	return start, start + len(w.Code)
}

// words returns how many words a match takes.
func (w *encodedPhrase) words(stop byte) int32 {
	if w.scan != nil {
		return 1
	}
	return forward.WordsIn(w.Code, stop)
}

// each calls f with the words of w.
func (w *encodedPhrase) each(c forward.Codes, f func(code uint32)) {
	if w.scan != nil {
		for _, code := range w.scan.Set.Codes {
			f(code)
		}
		return
	}
	for _, code := range c.Decode(w.Code, nil) {
		f(code)
	}
}

// NeedleOf returns the encoded phrase of exact words; it is empty when the
// segment lacks one of them.
func (e *Evaluator) NeedleOf(words []string) forward.EncodedTerm {
	codes := make([]uint32, len(words))
	for i, w := range words {
		lexical, ok := e.Segment.Words.Word(w)
		if !ok {
			return forward.EncodedTerm{}
		}
		codes[i] = e.Segment.Words.Code[lexical]
	}
	return e.Segment.Words.Codes.Term(codes...)
}

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

// Each common word of a choice is searched by itself, at most commonWords of
// them. The others are searched together, which is slower for each byte but
// happens in few documents. A word is common when its document frequency is at
// least 1/rareWord of that of the commonest.
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
