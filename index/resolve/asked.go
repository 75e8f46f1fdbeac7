package resolve

import (
	"imrsearch/parser/lexicon"
)

// An Asked is what the words of a query ask for: see lexicon.Asked. Ranking
// goes by it; what matches does not.
type Asked = lexicon.Asked

// Ask says what words ask for, as lexicon.Ask does.
func Ask(words []string) Asked { return lexicon.Ask(words) }

// SameTreatment returns the names of treatments that are one with it, as
// lexicon.SameTreatment does.
func SameTreatment(name string) []string { return lexicon.SameTreatment(name) }

// NearTreatment returns the names of treatments near one, as
// lexicon.NearTreatment does.
func NearTreatment(name string) []string { return lexicon.NearTreatment(name) }

// SameSubstance returns the drugs with the active substance of one, as
// lexicon.SameSubstance does.
func SameSubstance(generic string) []string { return lexicon.SameSubstance(generic) }

// SamePart returns the parts of the body that may be named instead of one, as
// lexicon.SamePart does.
func SamePart(part string) []string { return lexicon.SamePart(part) }

// Tells reports whether the name of a treatment tells one from others, as
// lexicon.Tells does.
func Tells(name string) bool { return lexicon.Tells(name) }

// OfCase returns what a rationale says of the case, as lexicon.OfCase does.
func OfCase(rationale string) string { return lexicon.OfCase(rationale) }
