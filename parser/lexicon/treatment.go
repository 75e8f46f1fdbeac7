package lexicon

import (
	"strings"
	"sync"

	"imrsearch/parser/lexicon/fold"
)

// A treatment is a service or thing that is asked for, drugs apart.
type treatment struct {
	name     string
	class    string
	subclass string
	aliases  []string
	misspelt []string // wrong spellings, as letters print them
	bodyPart string   // the part it is for, when the name implies one
	// group says that the aliases are related things gathered for class and
	// counting, not wordings of one thing: they are no synonyms.
	group bool
	// weak are those of the aliases that count only in a request, and only
	// where nothing longer fits.
	weak []string
	// minor is requested along with something else, which then decides the class.
	minor bool
	// visit names no specialty: a visit behind it that does decides the class.
	visit bool
}

var treatments = sync.OnceValue(readTreatments)

func readTreatments() []treatment {
	var ts []treatment
	for _, r := range readTable("treatments") {
		ts = append(ts, treatment{
			name: r.get("name"), class: r.get("class"), subclass: r.get("subclass"),
			aliases: r.list("aliases"), misspelt: r.list("misspelt"), bodyPart: r.get("body_part"),
			group: strings.Contains(r.get("kind"), "group"), weak: r.list("weak"),
			minor: strings.Contains(r.get("kind"), "minor"), visit: strings.Contains(r.get("kind"), "visit"),
		})
	}
	return ts
}

// A class is one leaf of the tree of treatment classes: the entries of the
// state's search tool in mended spelling, divided further where it is coarse.
type class struct {
	name     string // the upper level, as "Diagnostic testing"
	subclass string
	aliases  []string // other names of the subclass
}

type classTable struct {
	rows []class
	trie *fold.Trie
}

var classes = sync.OnceValue(func() *classTable {
	t := &classTable{trie: fold.NewTrie()}
	for i, r := range readTable("classes") {
		c := class{r.get("class"), r.get("subclass"), r.list("aliases")}
		t.rows = append(t.rows, c)
		t.trie.AddNames(int32(i), c.subclass, c.name+" "+c.subclass)
		t.trie.AddNames(int32(i), c.aliases...)
	}
	return t
})
