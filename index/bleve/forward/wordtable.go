package forward

import (
	"sort"

	"imrsearch/index/bleve/docset"
)

// A WordTable numbers the words of a shard while it is built, in the order
// of first sight.
type WordTable struct {
	ids    map[string]uint32
	Words  []string
	counts []uint64 // occurrences
	hashes []uint32 // of the words, the same in every segment
	Df     []uint32 // documents with the word in a default text
}

func NewWordTable() *WordTable { return &WordTable{ids: make(map[string]uint32, 1<<14)} }

// Id returns the number of a word. The string is kept only when it is new.
func (t *WordTable) ID(word string) uint32 {
	if id, ok := t.ids[word]; ok {
		t.counts[id]++
		return id
	}
	id := uint32(len(t.Words))
	word = string(append([]byte(nil), word...)) // a token may be part of a large text
	t.ids[word] = id
	t.Words = append(t.Words, word)
	t.counts = append(t.counts, 1)
	t.hashes = append(t.hashes, hashWord(word))
	t.Df = append(t.Df, 0)
	return id
}

// byFrequency returns the numbers of the words in falling order of their
// occurrences: the place in it is the word's final code.
func (t *WordTable) byFrequency() []uint32 {
	order := docset.Ascending(len(t.Words))
	sort.Slice(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if t.counts[a] != t.counts[b] {
			return t.counts[a] > t.counts[b]
		}
		return t.Words[a] < t.Words[b]
	})
	return order
}

// ByWord returns the numbers of the words in lexical order.
func (t *WordTable) ByWord() []uint32 {
	order := docset.Ascending(len(t.Words))
	sort.Slice(order, func(i, j int) bool { return t.Words[order[i]] < t.Words[order[j]] })
	return order
}
