package lexicon

// A trie maps runs of folded words to values. Its zero value is not ready:
// newTrie makes one.
type trie struct {
	edges  map[edge]int32
	values [][]int32 // by node
}

type edge struct {
	key  uint64
	node int32
}

func newTrie() *trie {
	return &trie{edges: make(map[edge]int32), values: make([][]int32, 1)}
}

// add gives the run of words one more value. The empty run is ignored.
func (t *trie) add(words []token, value int32) {
	if len(words) == 0 {
		return
	}
	node := int32(0)
	for _, w := range words {
		e := edge{w.key, node}
		next, ok := t.edges[e]
		if !ok {
			next = int32(len(t.values))
			t.values = append(t.values, nil)
			t.edges[e] = next
		}
		node = next
	}
	for _, v := range t.values[node] {
		if v == value {
			return
		}
	}
	t.values[node] = append(t.values[node], value)
}

// addAll adds a value under its name and aliases.
func (t *trie) addAll(value int32, names ...string) {
	for _, n := range names {
		t.add(fold(n), value)
	}
}

// longest returns the values of the longest run that begins at words[i], of
// which accept takes at least one (nil takes all), and its length in words.
func (t *trie) longest(words []token, i int, accept func(int32) bool) (values []int32, n int) {
	node := int32(0)
	for j := i; j < len(words); j++ {
		next, ok := t.edges[edge{words[j].key, node}]
		if !ok {
			break
		}
		node = next
		if vs := t.values[node]; len(vs) > 0 && anyOf(vs, accept) {
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
		next, ok := t.edges[edge{w.key, node}]
		if !ok {
			return nil
		}
		node = next
	}
	if node == 0 {
		return nil
	}
	return t.values[node]
}
