package match

import (
	"imrsearch/index"
	"imrsearch/index/bleve/forward"
)

// encodedPhrases are the runs of words of a shard that an expression stands for.
type encodedPhrases []encodedPhrase

// A encodedPhrase is a run of words, or any one word of a large set.
type encodedPhrase struct {
	forward.EncodedTerm
	scan *forward.MultiTermScan // in place of the needle
}

// maxEncodedPhrases is how many runs of exact words are looked for one by one: of an
// inflected phrase, the cross product of its words.
const maxEncodedPhrases = 64

// needlesOf returns the runs of words that a sequence stands for in the
// shard, which are not too many to be looked for.
func (e *Evaluator) needlesOf(x index.Sequence) encodedPhrases {
	if len(x.Words) == 1 {
		if set := e.Set(x.Words[0]); set.Scan != nil {
			return encodedPhrases{{scan: set.Scan}}
		}
	}
	var out encodedPhrases
	for _, run := range e.shinglesOf(x, func(s *forward.TermSet) []uint32 { return s.Codes }) {
		if len(run) > 0 {
			out = append(out, encodedPhrase{EncodedTerm: e.Segment.Words.Codes.Term(run...)})
		}
	}
	return out
}

// shinglesOf returns the runs of exact words that a sequence stands for, each word
// as of has it: by its code, or by its place among all.
func (e *Evaluator) shinglesOf(x index.Sequence, of func(*forward.TermSet) []uint32) [][]uint32 {
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

// runsFor returns for how many runs of exact words a sequence stands.
func (e *Evaluator) runsFor(x index.Sequence) int {
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

// NeedleOf returns the needle of words as they are, empty when one of them
// does not stand in the shard.
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
