package index

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
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
	// Folded is Value as FoldValue gives it; of a Keyword or Label field.
	Folded string
	// IDs are the items that have it, of a field of labels.
	IDs IDs
	// From and To are the numbers of a Number or Date field that it stands
	// for, both included.
	From, To int
	// Missing says that it stands for no value: the value NotStated, of a field
	// that letters have.
	Missing bool
}

// Pass reports whether d passes the filter.
func (f *FacetFilter) Pass(d *Determination) bool {
	return slices.ContainsFunc(f.Values, func(v FilterValue) bool { return v.Pass(f.Field, d) })
}

// Pass reports whether d has the value v of the field f.
func (v FilterValue) Pass(f *Field, d *Determination) bool {
	switch {
	case f.Kind == KindLabel:
		return v.IDs.Holds(d)
	case v.Missing && f.Values != nil:
		return len(f.Values(d)) == 0
	case v.Missing:
		return len(f.Numbers(d)) == 0
	case f.Kind == KindKeyword:
		return slices.ContainsFunc(f.Values(d), func(s string) bool { return FoldValue(s) == v.Folded })
	}
	return slices.ContainsFunc(f.Numbers(d), func(n int) bool { return v.From <= n && n <= v.To })
}

// Holds reports whether d has a value of the field that x asks for; false for
// a field without values.
func (x Values) Holds(d *Determination) bool {
	f, ok := FieldNamed(x.Field)
	if !ok || f.Values == nil {
		return false
	}
	return slices.ContainsFunc(f.Values(d), x.Match)
}

// Match reports whether x asks for value, a value of its field as stored.
func (x Values) Match(value string) bool { return x.Matcher()(FoldValue(value)) }

// Matcher returns what Match does with values that FoldValue has folded.
func (x Values) Matcher() func(folded string) bool {
	exact := make([]string, len(x.Exact))
	for i, want := range x.Exact {
		exact[i] = FoldValue(want)
	}
	return func(value string) bool {
		if slices.Contains(exact, value) {
			return true
		}
		return slices.ContainsFunc(x.Contains, func(all []string) bool {
			return !slices.ContainsFunc(all, func(w string) bool { return !strings.ContainsAny(w, "*?") && !strings.Contains(value, w) }) &&
				!slices.ContainsFunc(all, func(w string) bool { return !hasWord(strings.Fields(value), w) })
		})
	}
}

// Holds reports whether d has a number of the field inside the range; false
// for a field without numbers.
func (x Range) Holds(d *Determination) bool {
	f, ok := FieldNamed(x.Field)
	if !ok || f.Numbers == nil {
		return false
	}
	return slices.ContainsFunc(f.Numbers(d), func(n int) bool { return x.From <= n && n <= x.To })
}

// Holds reports whether d is the item, or an item of the letter, that x names.
func (x ByID) Holds(d *Determination) bool {
	letter, n, err := imr.SplitID(d.Item.ID)
	return err == nil && strings.EqualFold(letter, x.Letter) && (x.N < 0 || x.N == n)
}
