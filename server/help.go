package server

import (
	"net/http"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// A helpPage explains the language, from the tables of the parser and the
// fields.
type helpPage struct {
	chrome
	Operators []operatorView
	Fields    []fieldView
	Binding   string
	Params    []string
	Rules     []string
	CSVRows   string
	Builder   builderView
}

// An operatorView is a row of the table of operators.
type operatorView struct {
	Forms, Also    []string
	Means, Differs string
	Example        exampleView
}

// A fieldView is a row of the table of fields.
type fieldView struct {
	Name, Means string
	Aliases     []string
	Example     exampleView
}

// params are the names that addresses, API and flags share.
var params = []string{"q", "sort", "limit", "start", "cursor", "match", "scope", "facets", "explain"}

// rules are what the tables do not say.
var rules = []string{
	"A plain word also finds its plural and its -s, -ed and -ing forms; in quotes or after # it is that word alone.",
	"Brand and generic names, abbreviations and their long forms are added to plain words; each addition is shown and can be taken off. Next to connectors they are offered instead.",
	"When fewer than 20 items have all the words, items with most of them follow, and the page says so.",
	"An item is found by its own request, reasons and guidelines and by its letter's diagnoses and summary: never by what the letter says of another item.",
	"The unit of every count and rate is the item. Rates are of decided items, with the 95 % Wilson interval; they are never shown for a search that was cut.",
}

// help serves /help.
func (s *server) help(w http.ResponseWriter, r *http.Request) error {
	if wants(r) == asJSON {
		return s.fields(w, r)
	}
	page := helpPage{
		chrome: newChrome("help", "How to ask", ""), Operators: operatorViews(), Fields: fieldViews(),
		Binding: query.Binding, Params: params, Rules: rules, CSVRows: thousands(csvRows), Builder: newBuilder(),
	}
	page.Builder.Card = nil
	return s.render(w, r, http.StatusOK, "help", page)
}

func fieldViews() []fieldView {
	var out []fieldView
	for _, f := range index.Fields() {
		v := fieldView{Name: f.Name, Aliases: f.Aliases, Means: sentence(f.Help)}
		if means, query, ok := strings.Cut(f.Help, ": "); ok {
			v.Means = sentence(means)
			v.Example = exampleView{Query: query, URL: address{}.with("q", query).at("/")}
		}
		out = append(out, v)
	}
	return out
}

// operatorViews are the rows of the parser's table.
func operatorViews() []operatorView {
	var out []operatorView
	for _, o := range query.Operators() {
		out = append(out, operatorView{
			Forms: o.Write, Also: o.Also, Means: sentence(o.Means), Differs: o.Differs,
			Example: exampleView{Query: o.Example, URL: address{}.with("q", o.Example).at("/")},
		})
	}
	return out
}
