package bleve

import "sort"

// A wordTable numbers the words of a shard while it is built, in the order
// of first sight.
type wordTable struct {
	ids    map[string]uint32
	words  []string
	counts []uint64 // occurrences
	df     []uint32 // documents with the word in a default text
}

func newWordTable() *wordTable { return &wordTable{ids: make(map[string]uint32, 1<<14)} }

// id returns the number of a word. The string is kept only when it is new.
func (t *wordTable) id(word string) uint32 {
	if id, ok := t.ids[word]; ok {
		t.counts[id]++
		return id
	}
	id := uint32(len(t.words))
	word = string(append([]byte(nil), word...)) // a token may be part of a large text
	t.ids[word] = id
	t.words = append(t.words, word)
	t.counts = append(t.counts, 1)
	t.df = append(t.df, 0)
	return id
}

// byFrequency returns the numbers of the words in falling order of their
// occurrences: the place in it is the word's final code.
func (t *wordTable) byFrequency() []uint32 {
	order := ascending(len(t.words))
	sort.Slice(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if t.counts[a] != t.counts[b] {
			return t.counts[a] > t.counts[b]
		}
		return t.words[a] < t.words[b]
	})
	return order
}

// byWord returns the numbers of the words in lexical order.
func (t *wordTable) byWord() []uint32 {
	order := ascending(len(t.words))
	sort.Slice(order, func(i, j int) bool { return t.words[order[i]] < t.words[order[j]] })
	return order
}

func ascending(n int) []uint32 {
	order := make([]uint32, n)
	for i := range order {
		order[i] = uint32(i)
	}
	return order
}

// inverse returns the permutation that undoes p.
func inverse(p []uint32) []uint32 {
	inv := make([]uint32, len(p))
	for i, x := range p {
		inv[x] = uint32(i)
	}
	return inv
}
