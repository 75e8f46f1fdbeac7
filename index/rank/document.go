package rank

import "imrsearch/index"

// A Document is what an engine says of a hit that is to be weighed. Its zero
// value is an item in which nothing stands.
type Document struct {
	Fields [index.NumTextFields]Field // those of Query.Looked
	// Whether the item's drug, subclass of treatment and part of the body are
	// among those of Query.Asked.
	Drug, Subclass, BodyPart bool
	// Requested says that the item is in Plan.Requested, Meant what share of
	// what was understood from words (outcome, age) is true of it; both are 0
	// where nothing was named or understood.
	Requested bool
	Meant     float64
	Typed     Typed
}

// A Field is a text field of a document.
type Field struct {
	Words       int          // its length; 0 where the item has none
	Occurrences []Occurrence // in order
}

// A Place is where words stand in a field: words from the field's beginning,
// and how many they are.
type Place struct{ At, Words int32 }

// An Occurrence is where an alternative of a concept stands in a field.
type Occurrence struct {
	Place
	Concept  int32
	Meant    bool // the alternative is asked for in this field
	Standard bool // in a standard sentence of the rationale, which stands in many letters
	Weight   float64
}

// Typed says where all words of a query stand as they were typed: one behind
// the other, no other word between.
type Typed uint8

const (
	TypedNowhere   Typed = iota
	TypedInText          // in one of OrderFields, not in the request
	TypedInRequest       // in the request
	TypedIsRequest       // the request is these words and nothing else
)

// OrderFields are the fields in which order and closeness of words count, the
// first one first.
var OrderFields = [...]index.TextField{index.RequestText, index.RationaleText, index.DiagnosisText, index.HeadingText, index.SummaryText}
