package lexicon

import (
	"strings"
	"sync"
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
	// Minor goes along with something else, which then decides the class.
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
