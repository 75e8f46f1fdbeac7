package lexicon

import "sync"

type stateTable struct {
	names []string
	trie  *trie
	short map[string]string // abbreviation → name, in capitals
}

var states = sync.OnceValue(func() *stateTable {
	t := &stateTable{trie: newTrie(), short: map[string]string{}}
	for i, r := range readTable("states") {
		name := r.get("state")
		t.names = append(t.names, name)
		t.trie.addAll(int32(i), name)
		t.trie.addAll(int32(i), r.list("aliases")...)
		t.short[r.get("abbreviation")] = name
	}
	return t
})

// States returns the names of all states and territories.
func States() []string { return states().names }

// State returns the name of the state that a letter prints in its list of
// licences: a name in any case, or an abbreviation (two-letter ones only in
// capitals).
func State(printed string) (name string, ok bool) {
	t := states()
	words := fold(printed)
	if v := t.trie.exact(words); len(v) > 0 {
		return t.names[v[0]], true
	}
	if len(words) == 1 {
		name, ok = t.short[printed[words[0].start:words[0].end]]
	}
	return name, ok
}
