package index

import (
	"slices"
)

// A FacetFilter is what is chosen in one facet: an item passes with any of
// Values.
type FacetFilter struct {
	Field  *Field
	Values []FilterValue
}

// A FilterValue is one chosen value.
type FilterValue struct {
	Value string // as asked for
	// Folded is Value as FoldValue gives it; of a Keyword field.
	Folded string
	// From and To are the numbers of a Number or Date field that it stands
	// for, both included.
	From, To int
}

// Pass reports whether d passes the filter.
func (f *FacetFilter) Pass(d *Determination) bool {
	return slices.ContainsFunc(f.Values, func(v FilterValue) bool { return v.Pass(f.Field, d) })
}

// Pass reports whether d has the value v of the field f.
func (v FilterValue) Pass(f *Field, d *Determination) bool {
	if f.Kind == KindKeyword {
		return slices.ContainsFunc(f.Values(d), func(s string) bool { return FoldValue(s) == v.Folded })
	}
	return slices.ContainsFunc(f.Numbers(d), func(n int) bool { return v.From <= n && n <= v.To })
}

// Band returns the name of the bucket that a number of the field falls in.
func (f *Field) Band(n int) string {
	switch f.Bands {
	case DecadeBands:
		return DecadeBand(n)
	case YearBands:
		return YearBand(n)
	}
	return Itoa(n)
}

func FacetNames() []string {
	var names []string
	for _, f := range FieldTable {
		if f.Facet {
			names = append(names, f.Name)
		}
	}
	return names
}
