package lexicon

import (
	"math/bits"
	"slices"
)

// A trie maps runs of folded words to values. Its zero value is not ready:
// newTrie makes one.
type trie struct {
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

func newTrie() *trie {
	t := &trie{nodes: 1, lists: make([][]int32, 1)}
	t.resize(256)
	return t
}

// place returns the slot of an edge, which is empty when there is none.
func (t *trie) place(key uint64, node int32) *slot {
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

// step returns the node behind a word, 0 when there is none.
func (t *trie) step(key uint64, node int32) int32 {
	if node == 0 && t.roots[key%(1<<rootBits)/64]>>(key%64)&1 == 0 {
		return 0
	}
	return t.place(key, node).next
}

// resize makes room for n slots, a power of two.
func (t *trie) resize(n int) {
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
func (t *trie) give(node, value int32) {
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

func (t *trie) values(node int32) []int32 { return t.lists[t.at[node]] }

// add gives the run of words one more value. The empty run is ignored.
func (t *trie) add(words []token, value int32) {
	if len(words) == 0 {
		return
	}
	node := int32(0)
	for _, w := range words {
		s := t.place(w.key, node)
		if s.next == 0 {
			*s = slot{w.key, node, int32(t.nodes)}
			if node == 0 {
				t.roots[w.key%(1<<rootBits)/64] |= 1 << (w.key % 64)
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

// addAll adds a value under its name and aliases.
func (t *trie) addAll(value int32, names ...string) {
	var room [16]token
	for _, n := range names {
		t.add(foldTo(room[:0], n), value)
	}
}

// longest returns the values of the longest run that begins at words[i], of
// which accept takes at least one (nil takes all), and its length in words.
func (t *trie) longest(words []token, i int, accept func(int32) bool) (values []int32, n int) {
	node := int32(0)
	for j := i; j < len(words); j++ {
		if node = t.step(words[j].key, node); node == 0 {
			break
		}
		if vs := t.values(node); len(vs) > 0 && anyOf(vs, accept) {
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

// exact returns the values of exactly this run of words.
func (t *trie) exact(words []token) []int32 {
	node := int32(0)
	for _, w := range words {
		if node = t.step(w.key, node); node == 0 {
			return nil
		}
	}
	if node == 0 {
		return nil
	}
	return t.values(node)
}
