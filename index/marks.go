package index

import (
	"cmp"
	"slices"
)

// Marks are the words that made a determination a hit, field by field. A
// phrase is marked as one; of a proximity group only the words that stand
// together are; what is negated marks nothing, nor do fields of facets. The
// zero Marks marks nothing.
type Marks struct {
	fields [NumTextFields][]mark
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
	evaluation
	root    *marked
	plain   []*marked
	concept int
	found   [NumTextFields][]mark // of the determination at hand

	snipping snipping
}

// NewMarker returns the marker of p.
func NewMarker(p *Plan) *Marker {
	m := &Marker{evaluation: evaluation{reader: newReader(p)}}
	if p.Root != nil {
		m.root = m.reader.marked(p.Root)
	}
	for _, e := range p.Plain {
		m.plain = append(m.plain, m.reader.marked(e))
	}
	return m
}

// TextsAlone reports whether marks depend on nothing but texts: not on
// fields, as those of "knee OR (class:surgery pain)" do.
func (m *Marker) TextsAlone() bool {
	return !m.root.asksFields() && !slices.ContainsFunc(m.plain, (*marked).asksFields)
}

// Mark is as the function Mark.
func (m *Marker) Mark(d *Determination) Marks {
	m.turn(d)
	m.concept = 0
	if m.root != nil {
		m.mark(m.root)
	}
	for _, x := range m.plain {
		m.mark(x)
	}
	return m.take()
}

// take returns what was found, and forgets it.
func (m *Marker) take() (out Marks) {
	n := 0
	for f := range m.found {
		m.found[f] = merged(m.found[f])
		n += len(m.found[f])
	}
	if n == 0 {
		return out
	}
	all := make([]mark, 0, n)
	for f, found := range m.found {
		if len(found) > 0 {
			from := len(all)
			all = append(all, found...)
			out.fields[f], m.found[f] = all[from:len(all):len(all)], found[:0]
		}
	}
	return out
}

// mark adds the marks of x. The parts of an And mark what stands even when
// it does not hold as a whole only at the top of the plan: there a letter's
// other items are marked too.
func (m *Marker) mark(x *marked) {
	switch e := x.of.(type) {
	case And:
		for _, part := range x.parts {
			m.mark(part)
		}
	case Or:
		if x.parts == nil {
			m.markWords(x)
			return
		}
		for _, part := range x.parts {
			if m.holds(part.of) {
				m.mark(part)
			}
		}
	case Synonyms, Sequence, Near:
		m.markWords(x)
	case AtLeast:
		if m.places(e) >= e.N {
			m.markWords(x)
		}
	}
}

// markWords adds the marks of words and their groups: those of simple ones
// straight from the places of the words.
func (m *Marker) markWords(x *marked) {
	concepts := m.concept
	for f := range NumTextFields {
		if !x.fields.Has(f) {
			continue
		}
		v := m.view(f)
		switch {
		case len(v.places) == 0:
		case x.simple:
			m.found[f] = x.begin.mark(m.found[f], v, f, m.concept)
		case v.may(x.in(f)):
			for _, r := range runs(x.in(f), v) {
				first, last := v.place(r.start), v.place(r.end)
				m.found[f] = append(m.found[f], mark{first.entry, first.start, last.end, m.concept + r.operand})
				concepts = max(concepts, m.concept+r.operand)
			}
		}
	}
	m.concept = concepts + 1
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
		return cmp.Or(b.end-a.end, a.concept-b.concept)
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
