package lexicon

import "sync"

// A BodyPart is a part of the body as letters count injuries.
type BodyPart struct {
	Name    string
	Region  string // the coarser part, as "upper extremity"
	Aliases []string
}

type bodyTable struct {
	rows []BodyPart
	trie *trie
}

var bodies = sync.OnceValue(func() *bodyTable {
	t := &bodyTable{trie: newTrie()}
	for i, r := range readTable("body_parts") {
		b := BodyPart{r.get("name"), r.get("region"), r.list("aliases")}
		t.rows = append(t.rows, b)
		t.trie.addAll(int32(i), b.Name)
		t.trie.addAll(int32(i), b.Aliases...)
	}
	return t
})

// BodyParts returns all parts, in the order of the table.
func BodyParts() []BodyPart { return bodies().rows }
