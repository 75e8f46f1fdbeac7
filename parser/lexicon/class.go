package lexicon

import "sync"

// A Class is one leaf of the tree of treatment classes: the entries of the
// state's search tool in mended spelling, divided further where it is coarse.
type Class struct {
	Name     string // the upper level, as "Diagnostic testing"
	Subclass string
	Aliases  []string // other names of the subclass
	Belongs  string   // what stands in it, in words
}

type classTable struct {
	rows []Class
	trie *trie
}

var classes = sync.OnceValue(func() *classTable {
	t := &classTable{trie: newTrie()}
	for i, r := range readTable("classes") {
		c := Class{r.get("class"), r.get("subclass"), r.list("aliases"), r.get("belongs")}
		t.rows = append(t.rows, c)
		t.trie.addAll(int32(i), c.Subclass, c.Name+" "+c.Subclass)
		t.trie.addAll(int32(i), c.Aliases...)
	}
	return t
})

// Classes returns the leaves of the tree in its order.
func Classes() []Class { return classes().rows }

// ClassNamed finds a leaf by its subclass, by class and subclass, or by an
// alias, without regard to case, dashes and punctuation. A name that stands
// for several leaves gives the first.
func ClassNamed(s string) (Class, bool) {
	t := classes()
	if v := t.trie.exact(fold(s)); len(v) > 0 {
		return t.rows[v[0]], true
	}
	return Class{}, false
}
