package lexicon

import "sync"

// An Abbreviation is a short form with its readings, the commonest first.
type Abbreviation struct {
	Short     string
	Long      []string
	Kind      string // as "treatment", "test", "diagnosis"
	Ambiguous bool   // the readings are different things
	TellApart string // how they are told apart, in words
}

var abbreviations = sync.OnceValue(func() []Abbreviation {
	var as []Abbreviation
	for _, r := range readTable("abbreviations") {
		as = append(as, Abbreviation{
			r.get("short"), r.list("long_forms"), r.get("kind"), r.get("ambiguous") == "yes", r.get("tell_apart"),
		})
	}
	return as
})

// Abbreviations returns all short forms, in the order of the table.
func Abbreviations() []Abbreviation { return abbreviations() }
