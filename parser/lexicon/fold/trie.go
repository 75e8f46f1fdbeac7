package fold

import (
	"math/bits"
	"slices"
)

// A Trie maps runs of words to values: indexes into a table of its owner. A run
// may have several values, in the order in which they were added. NewTrie makes
// one; once it is filled, any number of goroutines may look words up in it. The
// lists that it returns must not be changed.
type Trie struct {
	slots []slot // by hash, open addressing; at most half are used
	shift int
	nodes int
	at    []int32   // by node, index into lists; 0 for a node without values
	lists [][]int32 // the first is empty
	room  []int32   // for lists of one value, which most are
	// roots holds the low bits of the words that runs begin with, for most
	// words of a text begin none.
	roots [1 << rootBits / 64]uint64
}

const rootBits = 16

// A slot is an edge: from node by the word key to the node next.
type slot struct {
	key  uint64
	node int32
	next int32 // 0 in an empty slot: no edge leads to the root
}

// NewTrie returns an empty trie.
func NewTrie() *Trie {
	t := &Trie{nodes: 1, lists: make([][]int32, 1)}
	t.resize(256)
	return t
}

// place returns the slot of an edge, which is empty when there is none.
func (t *Trie) place(key uint64, node int32) *slot {
	const odd = 0x9E3779B97F4A7C15
	i := (key ^ uint64(node)*odd) * odd >> t.shift
	for {
		s := &t.slots[i]
		if s.next == 0 || s.key == key && s.node == node {
			return s
		}
		i = (i + 1) & uint64(len(t.slots)-1)
	}
}

// Step returns the node behind a word of that key, from node on; 0 is the root as
// an argument, and no node as a result.
func (t *Trie) Step(key uint64, node int32) int32 {
	if node == 0 && t.roots[key%(1<<rootBits)/64]>>(key%64)&1 == 0 {
		return 0
	}
	return t.place(key, node).next
}

// resize makes room for n slots, a power of two.
func (t *Trie) resize(n int) {
	old := t.slots
	t.slots = make([]slot, n)
	t.shift = 64 - bits.TrailingZeros(uint(n))
	t.at = append(make([]int32, 0, n/2+1), t.at...)[:n/2+1]
	for _, s := range old {
		if s.next != 0 {
			*t.place(s.key, s.node) = s
		}
	}
}

// give adds a value to those of a node.
func (t *Trie) give(node, value int32) {
	i := t.at[node]
	if i == 0 {
		if len(t.room) == 0 {
			t.room = make([]int32, 512)
		}
		t.room[0] = value
		t.at[node] = int32(len(t.lists))
		t.lists = append(t.lists, t.room[:1:1])
		t.room = t.room[1:]
		return
	}
	if !slices.Contains(t.lists[i], value) {
		t.lists[i] = append(t.lists[i], value)
	}
}

// Values returns the values of the run that ends at a node.
func (t *Trie) Values(node int32) []int32 { return t.lists[t.at[node]] }

// Add gives the run of words one more value. The empty run is ignored.
func (t *Trie) Add(words []Word, value int32) {
	if len(words) == 0 {
		return
	}
	node := int32(0)
	for _, w := range words {
		s := t.place(w.Key, node)
		if s.next == 0 {
			*s = slot{w.Key, node, int32(t.nodes)}
			if node == 0 {
				t.roots[w.Key%(1<<rootBits)/64] |= 1 << (w.Key % 64)
			}
			node = s.next
			if t.nodes++; t.nodes*2 > len(t.slots) {
				t.resize(len(t.slots) * 4)
			}
			continue
		}
		node = s.next
	}
	t.give(node, value)
}

// AddNames gives the runs of words of each name one more value.
func (t *Trie) AddNames(value int32, names ...string) {
	var room [16]Word
	for _, n := range names {
		t.Add(AppendWords(room[:0], n), value)
	}
}

// Longest returns the values of the longest run that begins at words[i], of
// which accept takes at least one (nil takes all), and its length in words.
func (t *Trie) Longest(words []Word, i int, accept func(int32) bool) (values []int32, n int) {
	node := int32(0)
	for j := i; j < len(words); j++ {
		if node = t.Step(words[j].Key, node); node == 0 {
			break
		}
		if vs := t.Values(node); len(vs) > 0 && anyOf(vs, accept) {
			values, n = vs, j-i+1
		}
	}
	return values, n
}

func anyOf(values []int32, accept func(int32) bool) bool {
	if accept == nil {
		return true
	}
	for _, v := range values {
		if accept(v) {
			return true
		}
	}
	return false
}

// Exact returns the values of exactly this run of words, nil when it has none.
func (t *Trie) Exact(words []Word) []int32 {
	node := int32(0)
	for _, w := range words {
		if node = t.Step(w.Key, node); node == 0 {
			return nil
		}
	}
	if node == 0 {
		return nil
	}
	return t.Values(node)
}
