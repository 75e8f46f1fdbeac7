package view

import (
	"regexp"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
)

// A Builder is the form that writes a query.
type Builder struct {
	Keep    []HiddenField // the query to add to, its filters and order
	Rows    []BuilderRow
	Withins []Option
	Fields  []Option
	Card    []Example // the operators in short; nil where the page lists them in full
}

// A BuilderRow is one line of the form, and how its text becomes part of the
// query.
type BuilderRow struct {
	Name, Label, Example string
	write                func(string) string
}

// builderRows are the lines of the form, in the order of the query.
var builderRows = []BuilderRow{
	{"all", "All these words", "knee arthroscopy", strings.TrimSpace},
	{"phrase", "This exact phrase", "not medically necessary", quoted},
	{"any", "Any of these words", "norco percocet vicodin", anyOf},
	{"none", "None of these words", "fusion", noneOf},
}

// withins are the distances of the form, as connectors.
var withins = []Option{
	{Value: "s", Label: "in one sentence"}, {Value: "p", Label: "in one paragraph"},
	{Value: "3", Label: "within 3 words"}, {Value: "5", Label: "within 5 words"},
	{Value: "10", Label: "within 10 words"}, {Value: "25", Label: "within 25 words"},
}

// newBuilder is the form that adds to the search of an address; to none, the
// empty address.
func newBuilder(a Address) Builder {
	v := Builder{Rows: builderRows, Withins: withins, Keep: a.First().With("match", "").With("q", "").hidden()}
	v.Keep = append(v.Keep, HiddenField{"q", a.Query()})
	for _, f := range index.Fields() {
		if f.Kind != index.KindID && f.Kind != index.KindCite {
			v.Fields = append(v.Fields, Option{Value: f.Name, Label: f.Label})
		}
	}
	for _, o := range query.Operators() {
		v.Card = append(v.Card, newExample(o.Example, o.Means))
	}
	return v
}

// Built is the search that the filled-in rows of the builder make of the one to
// which they are added: its query and theirs, under its filters.
func Built(a Address) Address {
	text := builtQuery(a)
	if before := strings.TrimSpace(a.Query()); before != "" && text != "" {
		if exclusion.MatchString(before) {
			before = "(" + before + ")" // which takes all that comes behind
		}
		text = before + " " + text
	} else if text == "" {
		text = before
	}
	a = a.With("q", text).With("match", "").With("near", "").With("within", "").With("field", "").With("value", "")
	for _, row := range builderRows {
		a = a.With(row.Name, "")
	}
	return a
}

// exclusion finds the operator that leaves out everything behind it.
var exclusion = regexp.MustCompile(`%|(?i)\bbut[ -_]?not\b|\band[ -_]not\b`)

func builtQuery(a Address) string {
	var parts []string
	for _, row := range builderRows {
		if text := strings.TrimSpace(a.get(row.Name)); text != "" {
			parts = append(parts, row.write(text))
		}
	}
	if near := strings.Fields(clean(a.get("near"))); len(near) > 1 {
		parts = append(parts, strings.Join(near, " /"+within(a.get("within"))+" "))
	} else if len(near) == 1 {
		parts = append(parts, near[0])
	}
	if f, ok := index.FieldNamed(a.get("field")); ok && clean(a.get("value")) != "" {
		parts = append(parts, fielded(f, a.get("value")))
	}
	return strings.Join(nonEmpty(parts...), " ")
}

func within(choice string) string {
	for _, o := range withins {
		if o.Value == choice {
			return choice
		}
	}
	return withins[0].Value
}

// clean takes quotes and brackets out of words, so that a row cannot break
// the query of the others.
func clean(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"()“”`, r) {
			return ' '
		}
		return r
	}, s)), " ")
}

func quoted(s string) string {
	if s = clean(s); s == "" {
		return ""
	}
	return `"` + s + `"`
}

func anyOf(s string) string {
	words := strings.Fields(clean(s))
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return "(" + strings.Join(words, " OR ") + ")"
}

func noneOf(s string) string {
	var out []string
	for _, w := range strings.Fields(clean(s)) {
		out = append(out, "NOT "+w)
	}
	return strings.Join(out, " ")
}

// fielded writes words in a field: a range as it is, several words of a
// text together in brackets, a value of several words in quotes.
func fielded(f *index.Field, value string) string {
	value = clean(value)
	if !strings.Contains(value, " ") {
		return f.Name + ":" + value
	}
	if f.Kind == index.KindText {
		return f.Name + ":(" + value + ")"
	}
	return f.Name + `:"` + value + `"`
}
