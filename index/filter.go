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
	return itoa(n)
}

// resolveFilters gathers the chosen values by field, in the order in which
// fields were first chosen.
func resolveFilters(filters []Filter) ([]FacetFilter, error) {
	var out []FacetFilter
	for _, c := range filters {
		f, ok := FieldNamed(c.Field)
		if !ok {
			return nil, &RequestError{Param: c.Field, Msg: "there is no such field" + didYouMean(c.Field, facetNames())}
		}
		if !f.Facet {
			return nil, &RequestError{Param: c.Field, Msg: "is no facet: write it into the query, as in " + exampleOf(f)}
		}
		v, err := filterValue(f, c)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(out, func(have FacetFilter) bool { return have.Field == f })
		if at < 0 {
			at = len(out)
			out = append(out, FacetFilter{Field: f})
		}
		if !slices.ContainsFunc(out[at].Values, func(have FilterValue) bool {
			return have.Folded == v.Folded && have.From == v.From && have.To == v.To
		}) {
			out[at].Values = append(out[at].Values, v)
		}
	}
	return out, nil
}

func filterValue(f *Field, c Filter) (FilterValue, error) {
	if f.Kind == KindKeyword {
		return FilterValue{Value: c.Value, Folded: FoldValue(c.Value)}, nil
	}
	from, to, fault := f.span(readBounds(c.Value))
	if fault != nil {
		msg := fault.msg
		if fault.repair != "" {
			msg += "; perhaps " + fault.repair
		}
		return FilterValue{}, &RequestError{Param: c.Field, Msg: msg}
	}
	return FilterValue{Value: c.Value, From: from, To: to}, nil
}

func facetNames() []string {
	var names []string
	for _, f := range fieldTable {
		if f.Facet {
			names = append(names, f.Name)
		}
	}
	return names
}
