package view

import (
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// A HelpPage explains the language, from the tables of the parser and the
// fields.
type HelpPage struct {
	Layout
	Operators []Operator
	Fields    []Field
	Binding   string
	Params    []string
	Rules     []string
	CSVRows   string
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

// rules are what the tables do not say.
var rules = []string{
	"A plain word also finds its plural and its -s, -ed and -ing forms; in quotes or after # it is that word alone.",
	"Brand and generic names, abbreviations and their long forms are added to plain words; each addition is shown and can be taken off. Next to connectors they are offered instead.",
	"Where plain words name a treatment, the list has a switch: items that request it, or those that mention it too. Rates and answers count the requests alone.",
	"Plain words may mean an outcome, a sex, an age, a specialty or a year. What was understood stands under the box and can be taken off; in quotes, after # and joined by connectors, words are only words.",
	"When fewer than 20 items have all the words, items with some of them are found too. Each of them says so, and a list with them has no rate but that of requests.",
	"An item is found by its own request, reasons and guidelines and by its letter's diagnoses and summary: never by what the letter says of another item.",
	"The unit of every count and rate is the item. Rates are of decided items, with the 95 % Wilson interval; they are never shown for a search that was cut.",
}

// NewHelpPage explains the query language. csvRows is the largest number of
// rows of an export.
func NewHelpPage(csvRows int) *HelpPage {
	p := &HelpPage{
		Layout: newLayout("help", "How to ask", ""), Operators: newOperators(), Fields: newFields(),
		Binding: query.Binding, Params: params, Rules: rules, CSVRows: Thousands(csvRows), Builder: newBuilder(),
	}
	p.Builder.Card = nil // the page has the whole table
	return p
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
