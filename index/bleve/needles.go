package bleve

import "imrsearch/index"

// Needles are the runs of words of a shard that an expression stands for.
type needles []wanted

// A wanted is a run of words, or any one word of a large set.
type wanted struct {
	needle
	scan *wordScan // in place of the needle
}

// maxNeedles is how many runs of exact words are looked for one by one: of an
// inflected phrase, the cross product of its words.
const maxNeedles = 64

// needlesOf returns the runs of words that a sequence stands for in the
// shard, which are not too many to be looked for.
func (e *evaluator) needlesOf(x index.Sequence) needles {
	if len(x.Words) == 1 {
		if set := e.set(x.Words[0]); set.scan != nil {
			return needles{{scan: set.scan}}
		}
	}
	var out needles
	for _, run := range e.runsOf(x, func(s *wordSet) []uint32 { return s.codes }) {
		if len(run) > 0 {
			out = append(out, wanted{needle: e.shard.words.codes.needle(run...)})
		}
	}
	return out
}

// runsOf returns the runs of exact words that a sequence stands for, each word
// as of has it: by its code, or by its place among all.
func (e *evaluator) runsOf(x index.Sequence, of func(*wordSet) []uint32) [][]uint32 {
	runs := [][]uint32{nil}
	for _, m := range x.Words {
		var next [][]uint32
		for _, run := range runs {
			for _, word := range of(e.set(m)) {
				next = append(next, append(run[:len(run):len(run)], word))
			}
		}
		runs = next
	}
	return runs
}

// runsFor returns for how many runs of exact words a sequence stands.
func (e *evaluator) runsFor(x index.Sequence) int {
	n := 1
	if len(x.Words) == 1 {
		return n
	}
	for _, m := range x.Words {
		n *= len(e.set(m).codes)
		if n > maxNeedles {
			break
		}
	}
	return n
}

// next returns where the first match at or after from begins and ends, -1 when
// there is none.
func (w *wanted) next(record []byte, from int, stop byte) (start, end int) {
	if w.scan != nil {
		return w.scan.next(record, from)
	}
	start = w.find(record, from, stop)
	return start, start + len(w.code)
}

// words returns how many words a match takes.
func (w *wanted) words(stop byte) int32 {
	if w.scan != nil {
		return 1
	}
	return wordsIn(w.code, stop)
}

// each calls f with the words of w.
func (w *wanted) each(c codes, f func(code uint32)) {
	if w.scan != nil {
		for _, code := range w.scan.set.codes {
			f(code)
		}
		return
	}
	for _, code := range c.decode(w.code, nil) {
		f(code)
	}
}

// needleOf returns the needle of words as they are, empty when one of them
// does not stand in the shard.
func (e *evaluator) needleOf(words []string) needle {
	codes := make([]uint32, len(words))
	for i, w := range words {
		lexical, ok := e.shard.words.word(w)
		if !ok {
			return needle{}
		}
		codes[i] = e.shard.words.code[lexical]
	}
	return e.shard.words.codes.needle(codes...)
}
