package bleve

import (
	"slices"
	"sync"

	"imrsearch/index"
)

// Bounds are the bounds of a shard's words, as they lie in the mapped file.
type bounds struct {
	most   []uint8 // by code
	row    []int32 // by code, -1 for rare words
	blocks []uint8
	n      int // blocks
}

func boundsOf(f *sections, items int) bounds {
	return bounds{
		most: numbers[uint8](f, "bounds.most"), row: numbers[int32](f, "bounds.row"),
		blocks: numbers[uint8](f, "bounds.blocks"), n: (items + boundBlock - 1) / boundBlock,
	}
}

// addWord adds a word's bounds, block by block, to out.
func (b *bounds) addWord(code uint32, out []float32) {
	if row := b.row[code]; row >= 0 {
		for i, q := range b.blocks[int(row)*b.n : (int(row)+1)*b.n] {
			out[i] += unquantized[q]
		}
		return
	}
	most := unquantized[b.most[code]]
	for i := range out {
		out[i] += most
	}
}

// floats are lists of bounds, which are long and needed for a moment.
var floats = sync.Pool{New: func() any { return new([]float32) }}

// takeFloats returns n zeros.
func takeFloats(n int) []float32 {
	b := *floats.Get().(*[]float32)
	if cap(b) < n {
		return make([]float32, n)
	}
	b = b[:n]
	clear(b)
	return b
}

func returnFloats(b []float32) { floats.Put(&b) }

// scoreBounds returns for each block of the shard a score that no document
// in it exceeds, and what each concept has in that. Give them back with
// returnFloats.
func (sc *scorer) scoreBounds(s *selection) (total []float32, parts [][]float32) {
	n := s.shard.words.bounds.n
	total = takeFloats(n)
	grown := float32(sc.grown(s))
	for i := range sc.concepts {
		concept := takeFloats(n)
		parts = append(parts, concept)
		for _, a := range sc.concepts[i].alternatives {
			s.addBounds(a, concept)
		}
		idf := float32(sc.concepts[i].idf)
		for k, tf := range concept {
			tf *= grown
			concept[k] = idf * tf / (bm25K + tf)
			total[k] += concept[k]
		}
	}
	return total, parts
}

// addBounds adds the bounds of an alternative: a run of words stands no more
// often than any of its words.
func (s *selection) addBounds(a alternative, out []float32) {
	b := &s.shard.words.bounds
	var least []float32
	for _, m := range a.Words {
		one := takeFloats(b.n)
		for _, code := range s.set(m).codes {
			b.addWord(code, one)
		}
		if least == nil {
			least = one
			defer returnFloats(least)
			continue
		}
		for i := range least {
			least[i] = min(least[i], one[i])
		}
		returnFloats(one)
	}
	for i := range least {
		out[i] += least[i] * float32(a.weight)
	}
}

// grown returns by how much frequencies may have grown since the shard was
// built: a text counts as shorter where the mean length is higher now. A
// little more is added for the rounding of sums.
func (sc *scorer) grown(s *selection) float64 {
	most := 1.0
	then := s.shard.words.stats.means()
	for f := range index.NumTextFields {
		most = max(most, sc.mean[f]/then[f])
	}
	return most * 1.001
}

// threshold returns a bound such that at least want of the documents counted
// by their bounds' bins reach it.
func threshold(counts []int, want int) int {
	n := 0
	for bin, c := range slices.Backward(counts) {
		if n += c; n >= want {
			return bin
		}
	}
	return 0
}
