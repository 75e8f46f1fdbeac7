package index

import (
	"strings"
)

// A Field is one row of the field table, from which mapping, query checks,
// facets, API document, help and completion come.
type Field struct {
	Name    string   // in queries, URLs and flags
	Aliases []string // other names in queries
	Kind    Kind
	Label   string // for people, as the heading of a facet
	Help    string // one line, with an example that runs
	Texts   TextFields
	// Facet fields can be chosen as FIELD=value and counted; Shown ones are
	// counted by default, in the table's order.
	Facet, Shown bool
	Sortable     bool
	// Values reads a Keyword field from a determination.
	Values func(*Determination) []string
	// Printed says that Values are as letters print them, in more than one
	// spelling: see OneSpelling.
	Printed bool
	// Canonical brings a value as people type it ("50mg", "L4-5") into the
	// spelling that Values has, and returns "" for what it cannot read; nil
	// where Values have no such spelling.
	Canonical func(typed string) string
	// Order gives the fixed order of a Keyword facet's values; nil means by
	// count.
	Order []string
	// Numbers reads a Number or Date field; several where a field has many
	// (cited pages). Dates are YYYYMMDD.
	Numbers func(*Determination) []int
	// Bands divides a Number or Date field into the buckets of its facet.
	Bands Bands
}

// A Kind is what a field holds.
type Kind uint8

// The kinds of field.
const (
	KindText    Kind = iota // words, searched by their places
	KindKeyword             // values, compared whole or by their words
	KindNumber
	KindDate
	KindID // case numbers and item ids
	// KindLabel is what people say of items: tags and notes. It is in no letter
	// and in no index: a Keeper has it.
	KindLabel
	// KindCite is a citation, whose parts meet in one: see Cited.
	KindCite
)

// Bands says how a number becomes a bucket.
type Bands uint8

// The kinds of band. Decades are "40..49"; years "2016"; days "31..45".
const (
	NoBands Bands = iota
	DecadeBands
	YearBands
	EachNumber
	DayBands
)

// FieldNamed returns the field with that name or alias, in any case.
func FieldNamed(name string) (*Field, bool) {
	f, ok := fieldsByName[strings.ToLower(name)]
	return f, ok
}

// Fields returns the field table in its order. It must not be changed.
func Fields() []*Field { return fieldTable }

var fieldsByName = byName(fieldTable)

func byName(fields []*Field) map[string]*Field {
	m := make(map[string]*Field)
	for _, f := range fields {
		m[f.Name] = f
		for _, a := range f.Aliases {
			m[a] = f
		}
	}
	return m
}

// FacetNames returns the names of the fields that have a facet, in the order
// of the table.
func FacetNames() []string {
	var names []string
	for _, f := range fieldTable {
		if f.Facet {
			names = append(names, f.Name)
		}
	}
	return names
}
