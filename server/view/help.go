package view

import (
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/resolve"
)

// A HelpPage explains the language, from the tables of operators, rules and
// fields.
type HelpPage struct {
	Layout
	Operators []Operator
	Fields    []Field
	Binding   string
	Params    []string
	Rules     []string
	Formats   []Option // of exports
	Builder   Builder
}

// An Operator is a row of the table of operators.
type Operator struct {
	Forms, Also    []string
	Means, Differs string
	Example        Example
}

// A Field is a row of the table of fields.
type Field struct {
	Name, Means string
	Aliases     []string
	Example     Example
}

// params are the names that addresses, API and flags share.
var params = []string{"q", "sort", "limit", "start", "cursor", "match", "scope", "facets", "explain"}

// NewHelpPage explains the query language.
func NewHelpPage() *HelpPage {
	p := &HelpPage{
		Layout: NewLayout("help", "How to ask", ""), Operators: newOperators(), Fields: newFields(),
		Binding: query.Binding, Params: params, Rules: newRules(), Formats: formats(), Builder: newBuilder(Address{}),
	}
	p.Builder.Card = nil // the page has the whole table
	return p
}

// newRules are the rows of the table of how plain words are read, a sentence
// each.
func newRules() []string {
	var out []string
	for _, r := range resolve.Rules() {
		out = append(out, Sentence(r.Name)+": "+r.Means)
	}
	return out
}

// newFields are the rows of the field table.
func newFields() []Field {
	var out []Field
	for _, f := range index.Fields() {
		v := Field{Name: f.Name, Aliases: f.Aliases, Means: Sentence(f.Help)}
		if means, example, ok := strings.Cut(f.Help, ": "); ok {
			v.Means = Sentence(means)
			v.Example = newExample(example, "")
		}
		out = append(out, v)
	}
	return out
}

// newOperators are the rows of the parser's table.
func newOperators() []Operator {
	var out []Operator
	for _, o := range query.Operators() {
		out = append(out, Operator{
			Forms: o.Write, Also: o.Also, Means: Sentence(o.Means), Differs: o.Differs,
			Example: newExample(o.Example, ""),
		})
	}
	return out
}
