package squeeze

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
)

// maxBits is the length of the longest word of a code, so that one look into
// a table of 8 kB reads it.
const maxBits = 12

// maxSymbols bounds the symbols of a code: an entry of its table holds a
// symbol and the length of its word.
const maxSymbols = 1 << (16 - lengthBits)

const lengthBits = 4

// A code is a canonical Huffman code in which every symbol has a word. Words
// are written with the bit first that decides first.
type code struct {
	bits  []byte   // symbol → length of its word
	words []uint16 // symbol → its word
	table []entry  // the next maxBits bits → symbol
}

// An entry is a symbol and, in its low bits, the length of its word.
type entry uint16

// newCode makes the code of words of these lengths. Errors: ErrDamaged where
// they make none.
func newCode(lengths []byte) (code, error) {
	c := code{bits: lengths, words: make([]uint16, len(lengths)), table: make([]entry, 1<<maxBits)}
	var count, next [maxBits + 1]int
	for _, n := range lengths {
		if n == 0 || n > maxBits {
			return code{}, fmt.Errorf("word of %d bits: %w", n, ErrDamaged)
		}
		count[n]++
	}
	at := 0
	for n := 1; n <= maxBits; n++ {
		at = (at + count[n-1]) << 1
		next[n] = at
	}
	if at+count[maxBits] != 1<<maxBits {
		return code{}, fmt.Errorf("words do not make a code: %w", ErrDamaged)
	}
	for symbol, n := range lengths {
		word := bits.Reverse16(uint16(next[n])) >> (16 - n)
		next[n]++
		c.words[symbol] = word
		for i := int(word); i < len(c.table); i += 1 << n {
			c.table[i] = entry(symbol)<<lengthBits | entry(n)
		}
	}
	return c, nil
}

// wordLengths returns the lengths of the words of a code for symbols that
// occur so often. Rare ones count as more until no word is longer than
// maxBits.
func wordLengths(counts []uint32) []byte {
	const scale = 16 // so that what never occurred in a sample is rare
	weights := make([]int, len(counts))
	for i, n := range counts {
		weights[i] = int(n)*scale + 1
	}
	for {
		lengths := huffman(weights)
		if slices.Max(lengths) <= maxBits {
			return lengths
		}
		for i := range weights {
			weights[i] = (weights[i] + 1) / 2
		}
	}
}

// huffman returns the lengths of words by weight. There are two symbols at
// least.
func huffman(weights []int) []byte {
	type node struct{ weight, left, right int } // of a leaf left is its symbol, right -1
	nodes := make([]node, len(weights), 2*len(weights))
	for i, w := range weights {
		nodes[i] = node{w, i, -1}
	}
	slices.SortStableFunc(nodes, func(a, b node) int { return cmp.Compare(a.weight, b.weight) })
	leaf, inner := 0, len(weights) // the lightest of each that is not joined yet
	lightest := func() int {
		if inner == len(nodes) || leaf < len(weights) && nodes[leaf].weight <= nodes[inner].weight {
			leaf++
			return leaf - 1
		}
		inner++
		return inner - 1
	}
	for range len(weights) - 1 {
		a, b := lightest(), lightest()
		nodes = append(nodes, node{nodes[a].weight + nodes[b].weight, a, b})
	}
	lengths, depth := make([]byte, len(weights)), make([]byte, len(nodes))
	for i, n := range slices.Backward(nodes) {
		if n.right < 0 {
			lengths[n.left] = depth[i]
			continue
		}
		depth[n.left], depth[n.right] = depth[i]+1, depth[i]+1
	}
	return lengths
}

// A number is written as a symbol: one of its own below ownNumbers, else its
// length in bits and its second bit, with the other bits behind.
const ownNumbers = 16

func numberSymbol(x int) (symbol int, extra int) {
	if x < ownNumbers {
		return x, 0
	}
	n := bits.Len(uint(x)) - 1
	return ownNumbers + (n-4)*2 + x>>(n-1)&1, n - 1
}
