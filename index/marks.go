package index

import (
	"slices"

	"imrsearch/index/text"
)

// Marks are the words that made a determination a hit, field by field. A
// phrase is marked as one; of a proximity group only the words that stand
// together are; what is negated marks nothing, nor do fields of facets. The
// zero Marks marks nothing.
type Marks struct {
	fields [NumTextFields][]mark
	tokens [NumTextFields][]text.Token // of those fields that were read
}

// A mark is a marked place: bytes of an entry. concept tells the different
// words of the query apart.
type mark struct {
	entry, start, end int
	concept           int
}

// Spans returns what to mark in an entry of a field (entries count from 0 in
// the order of Determination.Entries): ascending, disjoint, whole words.
func (m *Marks) Spans(f TextField, entry int) []Span {
	var spans []Span
	for _, k := range m.fields[f] {
		if k.entry == entry {
			spans = append(spans, Span{k.start, k.end})
		}
	}
	return spans
}

// Counts returns the number of marked places of each field that has any, by
// the field's name; nil when nothing is marked.
func (m *Marks) Counts() map[string]int {
	var counts map[string]int
	for f, ks := range m.fields {
		if len(ks) == 0 {
			continue
		}
		if counts == nil {
			counts = map[string]int{}
		}
		counts[TextField(f).String()] = len(ks)
	}
	return counts
}

// Empty reports whether nothing is marked.
func (m *Marks) Empty() bool {
	return !slices.ContainsFunc(m.fields[:], func(ks []mark) bool { return len(ks) > 0 })
}

// Mark returns what p marks in d, whether or not d is a hit: every plain
// word and every conjunct that stands marks its words.
func Mark(p *Plan, d *Determination) Marks { return NewMarker(p).Mark(d) }

// A Marker marks the hits of one plan, faster than one by one. It is not
// safe for concurrent use.
type Marker struct {
	plan   *Plan
	reader *reader
	texts  TextFields // those that the plan looks at
}

// NewMarker returns the marker of p.
func NewMarker(p *Plan) *Marker {
	m := &Marker{plan: p, reader: newReader(p)}
	p.each(func(e Expr) {
		switch e := e.(type) {
		case Sequence:
			m.texts |= e.Fields
		case AtLeast:
			m.texts |= e.Fields
		}
	})
	return m
}

// Mark is as the function Mark.
func (m *Marker) Mark(d *Determination) Marks {
	w := marking{evaluation: evaluation{d: d, reader: m.reader}}
	if m.texts != 0 {
		if m.plan.Root != nil {
			w.mark(m.plan.Root)
		}
		for _, e := range m.plan.Plain {
			w.mark(e)
		}
	}
	var out Marks
	for f, found := range w.found {
		out.fields[f] = merged(found)
		if v := w.views[f]; v != nil {
			out.tokens[f] = v.tokens
		}
	}
	return out
}

// A marking gathers the marks of one determination.
type marking struct {
	evaluation
	found   [NumTextFields][]mark
	concept int
}

// mark adds the marks of x. The parts of an And mark what stands even when
// it does not hold as a whole only at the top of the plan: there a letter's
// other items are marked too.
func (w *marking) mark(x Expr) {
	switch x := x.(type) {
	case And:
		for _, y := range x.Of {
			w.mark(y)
		}
	case Or:
		if wordsOnly(x) {
			w.markRuns(fieldsOf(x), x)
			return
		}
		for _, y := range x.Of {
			if w.holds(y) {
				w.mark(y)
			}
		}
	case Synonyms, Sequence, Near:
		w.markRuns(fieldsOf(x), x)
	case AtLeast:
		if w.places(x) >= x.N {
			w.markRuns(x.Fields, x.X)
		}
	}
}

// wordsOnly reports whether a choice is one between words and their groups.
func wordsOnly(x Or) bool {
	return !slices.ContainsFunc(x.Of, func(y Expr) bool {
		switch y := y.(type) {
		case Sequence, Synonyms, Near:
			return false
		case Or:
			return !wordsOnly(y)
		}
		return true
	})
}

// fieldsOf returns the fields in which a Sequence, Or, Synonyms or Near
// looks.
func fieldsOf(x Expr) TextFields {
	var fields TextFields
	visit(x, func(e Expr) {
		if s, ok := e.(Sequence); ok {
			fields |= s.Fields
		}
	})
	return fields
}

func (w *marking) markRuns(fields TextFields, x Expr) {
	concepts := w.concept
	for f := range NumTextFields {
		if !fields.Has(f) {
			continue
		}
		v := w.view(f)
		for _, r := range runs(restricted(x, f), v) {
			first, last := v.token(r.start), v.token(r.end)
			w.found[f] = append(w.found[f], mark{first.Entry, first.Start, last.End, w.concept + r.operand})
			concepts = max(concepts, w.concept+r.operand)
		}
	}
	w.concept = concepts + 1
}

// restricted returns of a choice what looks in field f: its parts may have
// fields of their own.
func restricted(x Expr, f TextField) Expr {
	var of []Expr
	switch x := x.(type) {
	case Synonyms:
		of = parts(x)
	case Or:
		of = x.Of
	case Sequence:
		if !x.Fields.Has(f) {
			return None{}
		}
		return x
	case Near:
		if !x.Fields.Has(f) {
			return None{}
		}
		return x
	default:
		return x
	}
	kept := make([]Expr, len(of))
	for i, y := range of {
		kept[i] = restricted(y, f)
	}
	return Or{Of: kept}
}

// merged sorts marks and joins those that overlap, so that they are
// disjoint.
func merged(found []mark) []mark {
	slices.SortFunc(found, func(a, b mark) int {
		if a.entry != b.entry {
			return a.entry - b.entry
		}
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	out := found[:0]
	for _, m := range found {
		if n := len(out); n > 0 && out[n-1].entry == m.entry && m.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, m.end)
			continue
		}
		out = append(out, m)
	}
	return out
}
