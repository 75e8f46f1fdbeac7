package resolve

import (
	"cmp"
	"slices"

	"imrsearch/index"
)

// resolveFilters gathers the chosen values by field, in the order in which
// fields were first chosen.
func resolveFilters(filters []index.Filter, labels *keptLabels) ([]index.FacetFilter, error) {
	var out []index.FacetFilter
	for _, c := range filters {
		f, ok := index.FieldNamed(c.Field)
		if !ok {
			return nil, &index.RequestError{Param: c.Field, Msg: "there is no such field" + index.DidYouMean(c.Field, index.FacetNames())}
		}
		if !f.Facet {
			return nil, &index.RequestError{Param: c.Field, Msg: "is no facet: write it into the query, as in " + index.ExampleOf(f)}
		}
		v, err := filterValue(f, c, labels)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(out, func(have index.FacetFilter) bool { return have.Field == f })
		if at < 0 {
			at = len(out)
			out = append(out, index.FacetFilter{Field: f})
		}
		if !slices.ContainsFunc(out[at].Values, func(have index.FilterValue) bool {
			return have.Folded == v.Folded && have.From == v.From && have.To == v.To && have.Missing == v.Missing
		}) {
			out[at].Values = append(out[at].Values, v)
		}
	}
	return out, nil
}

func filterValue(f *index.Field, c index.Filter, labels *keptLabels) (index.FilterValue, error) {
	if f.Kind == index.KindLabel {
		return labelFilter(f, c.Value, labels)
	}
	if index.FoldValue(c.Value) == index.NotStated {
		return index.FilterValue{Value: index.NotStated, Missing: true}, nil
	}
	if f.Kind == index.KindKeyword {
		value := c.Value
		if f.Canonical != nil {
			value = cmp.Or(f.Canonical(value), value)
		}
		return index.FilterValue{Value: c.Value, Folded: index.FoldValue(value)}, nil
	}
	from, to, fault := f.Span(index.ReadBounds(c.Value))
	if fault != nil {
		msg := fault.Msg
		if fault.Repair != "" {
			msg += "; perhaps " + fault.Repair
		}
		return index.FilterValue{}, &index.RequestError{Param: c.Field, Msg: msg}
	}
	return index.FilterValue{Value: c.Value, From: from, To: to}, nil
}
