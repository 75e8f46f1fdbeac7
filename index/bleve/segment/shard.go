package segment

import (
	"fmt"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func widen(from, to, d imr.Date) (imr.Date, imr.Date) {
	if from.IsZero() || d.Number() < from.Number() {
		from = d
	}
	if d.Number() > to.Number() {
		to = d
	}
	return from, to
}

// Recover turns a panic of a search into its error.
func Recover(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("search: %v: %w", r, index.ErrDamaged)
	}
}

var ShownFacets = facetsShown()

func facetsShown() []*index.Field {
	var out []*index.Field
	for _, f := range index.Fields() {
		if f.Facet && f.Shown {
			out = append(out, f)
		}
	}
	return out
}
