package highlight

import (
	"slices"

	"imrsearch/index"
	"imrsearch/index/interval"
	"imrsearch/index/text"
)

// A slowMarking gathers the marks of one determination.
type slowMarking struct {
	d       *index.Determination
	reader  *interval.Reader
	views   [index.NumTextFields]*TokenView
	found   [index.NumTextFields][]interval.Interval
	concept int
}

func slowMark(p *index.Plan, d *index.Determination) (m Marks) {
	w := slowMarking{d: d, reader: interval.NewReader(p)}
	if p.Root != nil {
		w.mark(p.Root)
	}
	for _, e := range p.Plain {
		w.mark(e.X)
	}
	for f, found := range w.found {
		m.fields[f] = merged(found)
	}
	return m
}

func (w *slowMarking) view(f index.TextField) *TokenView {
	if w.views[f] == nil {
		w.views[f] = ReadTokens(w.reader, text.Tokenize(nil, w.d.Entries(f)))
	}
	return w.views[f]
}

func (w *slowMarking) holds(x index.Expr) bool {
	switch x := x.(type) {
	case index.All:
		return true
	case index.And:
		return !slices.ContainsFunc(x.Of, func(y index.Expr) bool { return !w.holds(y) })
	case index.Or:
		return slices.ContainsFunc(x.Of, w.holds)
	case index.Not:
		return !w.holds(x.X)
	case index.Synonyms:
		return w.holds(x.Typed) || slices.ContainsFunc(x.Added, w.holds)
	case index.Sequence:
		return w.stands(x.Fields, x)
	case index.Near:
		return w.stands(x.Fields, x)
	case index.AtLeast:
		return w.places(x) >= x.N
	case index.Values:
		return x.Holds(w.d)
	case index.Range:
		return x.Holds(w.d)
	case index.ByID:
		return x.Holds(w.d)
	}
	return false
}

func (w *slowMarking) stands(fields index.TextFields, x index.Expr) bool {
	for f := range index.NumTextFields {
		if fields.Has(f) && interval.Stands(x, w.view(f)) {
			return true
		}
	}
	return false
}

func (w *slowMarking) places(x index.AtLeast) int {
	n := 0
	for f := range index.NumTextFields {
		if x.Fields.Has(f) {
			n += interval.Places(x.X, w.view(f))
		}
	}
	return n
}

func (w *slowMarking) mark(x index.Expr) {
	switch x := x.(type) {
	case index.And:
		for _, y := range x.Of {
			w.mark(y)
		}
	case index.Or:
		if interval.WordsOnly(x) {
			w.markRuns(interval.FieldsOf(x), x)
			return
		}
		for _, y := range x.Of {
			if w.holds(y) {
				w.mark(y)
			}
		}
	case index.Synonyms, index.Sequence, index.Near:
		w.markRuns(interval.FieldsOf(x), x)
	case index.AtLeast:
		if w.places(x) >= x.N {
			w.markRuns(x.Fields, x.X)
		}
	}
}

func (w *slowMarking) markRuns(fields index.TextFields, x index.Expr) {
	concepts := w.concept
	for f := range index.NumTextFields {
		if !fields.Has(f) {
			continue
		}
		v := w.view(f)
		for _, r := range interval.Leaves(interval.Restricted(x, f), v) {
			first, last := v.Token(r.Start), v.Token(r.End)
			w.found[f] = append(w.found[f], interval.Interval{Entry: first.Entry, Start: first.Start, End: last.End, Concept: w.concept + r.Operand})
			concepts = max(concepts, w.concept+r.Operand)
		}
	}
	w.concept = concepts + 1
}
