package index

import (
	"fmt"

	"imrsearch/index/estimate"
)

// NotStated stands, as a chosen value of any facet, for the items that have no
// value there: body=not stated.
const NotStated = "not stated"

// A StatsRequest asks how items were decided: those of one search, or of two to
// be compared, all together and by the values of up to two facets.
type StatsRequest struct {
	// Sides are the searches. Their query and filters are read; what is counted
	// is what a rate of them stands on, which resolve.Rated says: scope, mode of
	// matching and outcomes are settled there.
	Sides []*Request
	By    []string // names of facets
}

// Stats is how items were decided. All counts are exact unless Partial is set:
// then the time limit cut the work, and no rate may be shown.
type Stats struct {
	Queries []Reading // of each side, as it was counted
	// Rated are the searches that find what was counted, and nothing else: their
	// totals are those of Total, and with the values of a cell as filters, those
	// of the cell.
	Rated []*Request
	Total StatsCell // without values
	// By has for each field of the request its values, in the field's order, and
	// NoValue last where there is such an item. An item with several values is
	// counted with each.
	By [][]StatsCell
	// Crossed has the pairs of values that items have, where the request has two
	// fields.
	Crossed    []StatsCell
	Generation int
	Partial    bool
	TookMS     float64
}

// NoValue is the value, in a StatsCell, of items that have none.
const NoValue = ""

// A StatsCell counts the items with some values.
type StatsCell struct {
	Values []string // one for each field that it stands for
	Sides  []Tally  // one for each search
	Both   Overlap  // of two searches
}

// A Tally counts items by outcome, and letters. Decided sums up, by letters,
// the items with a known outcome: its hits are those that were overturned.
type Tally struct {
	Items, Letters                        int
	Overturned, Modified, Upheld, Unknown int
	Decided                               estimate.Sums
}

// An Overlap counts the items that two searches have in common. Decided sums up
// the letters that both have decided items of.
type Overlap struct {
	Items   int
	Decided estimate.Cross
}

// MaxStatsCells is the number of pairs of values that may be counted at once.
const MaxStatsCells = 50_000

// Check reports what is impossible about the request, as a *RequestError.
func (r *StatsRequest) Check() error {
	if len(r.Sides) < 1 || len(r.Sides) > 2 {
		return &RequestError{Param: "q", Msg: "is one search, or two to be compared"}
	}
	for _, side := range r.Sides {
		if err := side.Check(); err != nil {
			return err
		}
	}
	for i, name := range r.By {
		param := "by"
		if i > 0 {
			param = "by2"
		}
		f, ok := FieldNamed(name)
		switch {
		case ok && f.Kind == KindLabel:
			return &RequestError{Param: param, Msg: "there are no rates by " + f.Name + ": compare two searches, one of them with " + f.Name + ":NAME"}
		case !ok || !f.Facet:
			return &RequestError{Param: param, Msg: fmt.Sprintf("%q is no facet%s", name, DidYouMean(name, StatsNames()))}
		case i > 1:
			return &RequestError{Param: param, Msg: "two fields can be crossed, not more"}
		case i == 1 && f.Name == canonicalName(r.By[0]):
			return &RequestError{Param: param, Msg: f.Name + " cannot be crossed with itself"}
		}
	}
	return nil
}

// StatsNames returns the names of the fields that a StatsRequest may have, in
// the order of the table: the facets that letters have, not people's labels.
func StatsNames() []string {
	var names []string
	for _, f := range fieldTable {
		if f.Facet && f.Kind != KindLabel {
			names = append(names, f.Name)
		}
	}
	return names
}

// canonicalName returns the name of a field for a name or an alias of it.
func canonicalName(name string) string {
	if f, ok := FieldNamed(name); ok {
		return f.Name
	}
	return name
}
