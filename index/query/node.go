// Package query answers one question: what did the user ask? It reads the
// text of a query into a tree whose String parses back to the same tree. It
// checks no field's name and no value, which is index.Resolve's; only the
// repairs of other services' restrictors name a few fields.
//
// The language is the table that Operators returns, its grammar stands at
// parser. For example
//
//	opioid OR narcotic /s wean! % "functional restoration"
//
// is ButNot{Near{Or{opioid, narcotic}, wean*, same sentence}, the phrase}.
package query

import "imrsearch/index/text"

// A Node is a node of a query tree: one of the types of this file. String
// writes it so that Parse reads the same tree again. Span is where it was
// written.
type Node interface {
	String() string
	Span() Span
}

// A Span is [Start, End) in bytes of the query text.
type Span struct{ Start, End int }

// All is the empty query.
type All struct{ At Span }

// A Word is a plain word: inflections match, and synonyms where the context
// allows. A word of several parts (x-ray, L4-5) means its parts adjacent.
type Word struct {
	At   Span
	Text string // as typed, without operators
}

// An Exact is #word: exactly this word.
type Exact struct {
	At   Span
	Text string
}

// A Phrase is words in quotes: adjacent, in order, no inflection. With
// Window > 0 ("..."~n) in any order, the outer two at most Window apart.
type Phrase struct {
	At     Span
	Text   string // between the quotes
	Window int
}

// A Wildcard is a word with * or ?; a trailing ! is read as *.
type Wildcard struct {
	At      Span
	Pattern string
}

// A Fuzzy is word~.
type Fuzzy struct {
	At   Span
	Text string
}

// A Field restricts X to a field. X holds words, quotes, groups, or a Range.
type Field struct {
	At   Span
	Name string // as typed
	X    Node
}

// A Range is what stands behind a field of numbers or dates: 40..60, >=3, a
// single value. Empty From or To is open. Values are as typed.
type Range struct {
	At       Span
	From, To string
	// Exclusive bounds: > and <.
	FromOpen, ToOpen bool
}

// An ID is a case number or an item's id.
type ID struct {
	At   Span
	Text string
}

// And, Or, Not and ButNot are the Boolean operators. And and Or have at
// least two operands; ButNot is everything in X without Y. An And is Written
// when AND or & stands between two of its operands: then no match mode may
// relax it.
type (
	And struct {
		At      Span
		Of      []Node
		Written bool
	}
	Or struct {
		At Span
		Of []Node
	}
	Not struct {
		At Span
		X  Node
	}
	ButNot struct {
		At   Span
		X, Y Node
	}
)

// Near is a proximity connector between X and Y.
type Near struct {
	At      Span
	X, Y    Node
	Unit    Unit
	Within  int // for Words, 1 to text.MaxDistance
	Ordered bool
}

// A Unit is what Near measures in.
type Unit uint8

// The units of Near.
const (
	Words     Unit = iota // /n +n
	Sentence              // /s +s
	Paragraph             // /p +p
)

// AtLeast is ATLEASTn(X).
type AtLeast struct {
	At Span
	N  int
	X  Node
}

// MaxDistance is the largest n of /n.
const MaxDistance = text.MaxDistance

// Span returns where the node was written.
func (n All) Span() Span      { return n.At }
func (n Word) Span() Span     { return n.At }
func (n Exact) Span() Span    { return n.At }
func (n Phrase) Span() Span   { return n.At }
func (n Wildcard) Span() Span { return n.At }
func (n Fuzzy) Span() Span    { return n.At }
func (n Field) Span() Span    { return n.At }
func (n Range) Span() Span    { return n.At }
func (n ID) Span() Span       { return n.At }
func (n And) Span() Span      { return n.At }
func (n Or) Span() Span       { return n.At }
func (n Not) Span() Span      { return n.At }
func (n ButNot) Span() Span   { return n.At }
func (n Near) Span() Span     { return n.At }
func (n AtLeast) Span() Span  { return n.At }
