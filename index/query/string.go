package query

import (
	"strconv"
	"strings"
)

// The binding of operators, loosest first; a node is bracketed where its own
// is looser than its place asks for.
const (
	bindButNot = iota
	bindAnd
	bindParagraph
	bindSentence
	bindWords
	bindOr
	bindNot
	bindLeaf
)

func binding(n Node) int {
	switch n := n.(type) {
	case ButNot:
		return bindButNot
	case And:
		return bindAnd
	case Near:
		return nearBinding(n.Unit)
	case Or:
		return bindOr
	case Not:
		return bindNot
	}
	return bindLeaf
}

func nearBinding(u Unit) int {
	switch u {
	case Paragraph:
		return bindParagraph
	case Sentence:
		return bindSentence
	}
	return bindWords
}

// at writes n for a place that asks for a binding of at least b.
func at(b int, n Node) string {
	if binding(n) < b {
		return "(" + n.String() + ")"
	}
	return n.String()
}

func join(of []Node, b int, between string) string {
	parts := make([]string, len(of))
	for i, n := range of {
		parts[i] = at(b, n)
	}
	return strings.Join(parts, between)
}

func (n All) String() string     { return "" }
func (n Word) String() string    { return n.Text }
func (n Exact) String() string   { return "#" + n.Text }
func (n Fuzzy) String() string   { return n.Text + "~" }
func (n ID) String() string      { return n.Text }
func (n Or) String() string      { return join(n.Of, bindNot, " OR ") }
func (n Not) String() string     { return "NOT " + at(bindLeaf, n.X) }
func (n AtLeast) String() string { return "ATLEAST" + strconv.Itoa(n.N) + "(" + n.X.String() + ")" }

// String writes a pattern that ends in ? in brackets, for at the end of a query
// that is punctuation.
func (n Wildcard) String() string {
	if strings.HasSuffix(n.Pattern, "?") {
		return "(" + n.Pattern + ")"
	}
	return n.Pattern
}

func (n Phrase) String() string {
	if n.Window > 0 {
		return `"` + n.Text + `"~` + strconv.Itoa(n.Window)
	}
	return `"` + n.Text + `"`
}

func (n And) String() string {
	if n.Written {
		return join(n.Of, bindParagraph, " AND ")
	}
	return join(n.Of, bindParagraph, " ")
}

func (n ButNot) String() string { return at(bindButNot, n.X) + " % " + at(bindAnd, n.Y) }

func (n Near) String() string {
	b := nearBinding(n.Unit)
	return at(b, n.X) + " " + n.connector() + " " + at(b+1, n.Y)
}

// Narrowed writes a query that asks for all that n does and for a condition,
// which is itself a query of one or several operands.
func Narrowed(n Node, condition string) string {
	if _, all := n.(All); all {
		return condition
	}
	return strings.TrimSpace(at(bindAnd, n) + " " + condition)
}

// connector returns /5, +5, /s, +p ...
func (n Near) connector() string {
	sign, unit := "/", strconv.Itoa(n.Within)
	if n.Ordered {
		sign = "+"
	}
	switch n.Unit {
	case Sentence:
		unit = "s"
	case Paragraph:
		unit = "p"
	}
	return sign + unit
}

func (n Field) String() string {
	if _, nested := n.X.(Field); nested || binding(n.X) < bindLeaf {
		return n.Name + ":(" + n.X.String() + ")"
	}
	return n.Name + ":" + n.X.String()
}

func (n Range) String() string {
	switch {
	case n.From == n.To && number(n.From):
		return n.From
	case n.FromOpen:
		return ">" + n.From
	case n.ToOpen:
		return "<" + n.To
	case n.To == "":
		return ">=" + n.From
	case n.From == "":
		return "<=" + n.To
	}
	return n.From + ".." + n.To
}
