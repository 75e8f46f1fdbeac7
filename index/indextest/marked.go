package indextest

import (
	"slices"

	"imrsearch/index"
)

// marked returns what of each text field made d a hit: bytes of an entry,
// ascending, what overlaps as one.
func (r *run) marked(d *scanned) map[index.TextField][]markedSpan {
	out := map[index.TextField][]markedSpan{}
	for _, e := range append([]index.Expr{r.plan.Root}, index.Exprs(r.plan.Plain)...) {
		if r.holds(e, d) {
			r.collect(e, d, out)
		}
	}
	for f, spans := range out {
		out[f] = disjoint(spans)
	}
	return out
}

// A markedSpan is bytes of an entry of a field.
type markedSpan struct{ entry, start, end int }

// collect adds what e, which holds, marks.
func (r *run) collect(e index.Expr, d *scanned, out map[index.TextField][]markedSpan) {
	switch e := e.(type) {
	case index.And:
		r.collectAll(e.Of, d, out)
	case index.Or:
		r.collectAll(e.Of, d, out)
	case index.Synonyms:
		r.collectAll(append([]index.Expr{e.Typed}, e.Added...), d, out)
	case index.AtLeast:
		for f := range index.NumTextFields {
			if e.Fields.Has(f) {
				r.collectPlaces(e.X, f, d, out)
			}
		}
	case index.Sequence, index.Near:
		for f := range index.NumTextFields {
			r.collectPlaces(e, f, d, out)
		}
	}
}

func (r *run) collectAll(of []index.Expr, d *scanned, out map[index.TextField][]markedSpan) {
	for _, e := range of {
		if r.holds(e, d) {
			r.collect(e, d, out)
		}
	}
}

func (r *run) collectPlaces(e index.Expr, f index.TextField, d *scanned, out map[index.TextField][]markedSpan) {
	tokens := d.tokens[f]
	r.places(e, f, tokens, func(p place) bool {
		for _, run := range p.runs {
			span := markedSpan{tokens[run[0]].Entry, tokens[run[0]].Start, tokens[run[1]].End}
			if !slices.Contains(out[f], span) {
				out[f] = append(out[f], span)
			}
		}
		return true
	})
}

func disjoint(spans []markedSpan) []markedSpan {
	slices.SortFunc(spans, func(a, b markedSpan) int {
		if a.entry != b.entry {
			return a.entry - b.entry
		}
		return a.start - b.start
	})
	var out []markedSpan
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].entry == s.entry && s.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}
