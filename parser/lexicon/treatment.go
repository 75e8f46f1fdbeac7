package lexicon

import (
	"strings"
	"sync"

	"imrsearch/parser/lexicon/fold"
)

// A Treatment is a service or thing that is asked for, drugs apart.
type Treatment struct {
	Name     string
	Class    string
	Subclass string
	Aliases  []string
	Misspelt []string // wrong spellings, as letters print them
	BodyPart string   // the part it is for, when the name implies one
	// Group says that the aliases are related things gathered for class and
	// counting, not wordings of one thing: they are no synonyms.
	Group bool
	// Weak are those of the aliases that count only in a request, and only
	// where nothing longer fits.
	Weak []string
	// Minor is requested along with something else, which then decides the class.
	Minor bool
	// Visit names no specialty: a visit behind it that does decides the class.
	Visit bool
}

var treatments = sync.OnceValue(readTreatments)

func readTreatments() []Treatment {
	var ts []Treatment
	for _, r := range readTable("treatments") {
		ts = append(ts, Treatment{
			Name: r.get("name"), Class: r.get("class"), Subclass: r.get("subclass"),
			Aliases: r.list("aliases"), Misspelt: r.list("misspelt"), BodyPart: r.get("body_part"),
			Group: strings.Contains(r.get("kind"), "group"), Weak: r.list("weak"),
			Minor: strings.Contains(r.get("kind"), "minor"), Visit: strings.Contains(r.get("kind"), "visit"),
		})
	}
	return ts
}

// Treatments returns all treatments, in the order of the table.
func Treatments() []Treatment { return treatments() }

// A Class is one leaf of the tree of treatment classes: the entries of the
// state's search tool in mended spelling, divided further where it is coarse.
type Class struct {
	Name     string // the upper level, as "Diagnostic testing"
	Subclass string
	Aliases  []string // other names of the subclass
	Belongs  string   // what belongs to it, in words
}

type classTable struct {
	rows []Class
	trie *fold.Trie
}

var classes = sync.OnceValue(func() *classTable {
	t := &classTable{trie: fold.NewTrie()}
	for i, r := range readTable("classes") {
		c := Class{r.get("class"), r.get("subclass"), r.list("aliases"), r.get("belongs")}
		t.rows = append(t.rows, c)
		t.trie.AddNames(int32(i), c.Subclass, c.Name+" "+c.Subclass)
		t.trie.AddNames(int32(i), c.Aliases...)
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
	if v := t.trie.Exact(fold.Words(s)); len(v) > 0 {
		return t.rows[v[0]], true
	}
	return Class{}, false
}
