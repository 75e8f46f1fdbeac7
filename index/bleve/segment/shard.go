package segment

import (
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
