package index

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
)

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

func (x Range) Holds(d *Determination) bool {
	f, ok := FieldNamed(x.Field)
	if !ok || f.Numbers == nil {
		return false
	}
	return slices.ContainsFunc(f.Numbers(d), func(n int) bool { return x.From <= n && n <= x.To })
}

func (x ByID) Holds(d *Determination) bool {
	letter, n, err := imr.SplitID(d.Item.ID)
	return err == nil && strings.EqualFold(letter, x.Letter) && (x.N < 0 || x.N == n)
}
