// Package highlight answers one question: what does a hit show? It marks the
// words that made a determination a hit, cuts snippets, and finds the sentence
// that gives the reason. It knows no engine.
package highlight

import (
	"cmp"
	"slices"

	"imrsearch/index"
	"imrsearch/index/interval"
)

// Marks are the words that made a determination a hit, field by field. A
// phrase is marked as one; of a proximity group only the words that stand
// together are; what is negated marks nothing, nor do fields of facets. The
// zero Marks marks nothing.
type Marks struct {
	fields [index.NumTextFields][]interval.Interval
}

// Spans returns what to mark in an entry of a field (entries count from 0 in
// the order of Determination.Entries): ascending, disjoint, whole words.
func (m *Marks) Spans(f index.TextField, entry int) []index.Span {
	var spans []index.Span
	for _, k := range m.fields[f] {
		if k.Entry == entry {
			spans = append(spans, index.Span{k.Start, k.End})
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
		counts[index.TextField(f).String()] = len(ks)
	}
	return counts
}

// Empty reports whether nothing is marked.
func (m *Marks) Empty() bool {
	return !slices.ContainsFunc(m.fields[:], func(ks []interval.Interval) bool { return len(ks) > 0 })
}

// Mark returns what p marks in d, whether or not d is a hit: every plain
// word and every conjunct that stands marks its words.
func Mark(p *index.Plan, d *index.Determination) Marks { return NewMarker(p).Mark(d) }

// A Marker marks the hits of one plan, faster than one by one. It is not
// safe for concurrent use.
type Marker struct {
	interval.Evaluation
	root    *interval.Marked
	plain   []*interval.Marked
	concept int
	found   [index.NumTextFields][]interval.Interval // of the determination at hand

	snipping snipping
}

// NewMarker returns the marker of p.
func NewMarker(p *index.Plan) *Marker {
	m := &Marker{Evaluation: interval.Evaluation{Reader: interval.NewReader(p)}}
	if p.Root != nil {
		m.root = m.Reader.Marked(p.Root)
	}
	for _, e := range p.Plain {
		m.plain = append(m.plain, m.Reader.Marked(e.X))
	}
	return m
}

// TextsAlone reports whether marks depend on nothing but texts: not on
// fields, as those of "knee OR (class:surgery pain)" do.
func (m *Marker) TextsAlone() bool {
	return !m.root.AsksFields() && !slices.ContainsFunc(m.plain, (*interval.Marked).AsksFields)
}

// Mark is as the function Mark.
func (m *Marker) Mark(d *index.Determination) Marks {
	m.Turn(d)
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
	all := make([]interval.Interval, 0, n)
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
func (m *Marker) mark(x *interval.Marked) {
	switch e := x.Of.(type) {
	case index.And:
		for _, part := range x.Parts {
			m.mark(part)
		}
	case index.Or:
		if x.Parts == nil {
			m.markWords(x)
			return
		}
		for _, part := range x.Parts {
			if m.Holds(part.Of) {
				m.mark(part)
			}
		}
	case index.Synonyms, index.Sequence, index.Near:
		m.markWords(x)
	case index.AtLeast:
		if m.Places(e) >= e.N {
			m.markWords(x)
		}
	}
}

// markWords adds the marks of words and their groups: those of simple ones
// straight from the places of the words.
func (m *Marker) markWords(x *interval.Marked) {
	concepts := m.concept
	for f := range index.NumTextFields {
		if !x.Fields.Has(f) {
			continue
		}
		v := m.View(f)
		switch {
		case len(v.Places) == 0:
		case x.Simple:
			m.found[f] = x.Begin.Mark(m.found[f], v, f, m.concept)
		case v.May(x.In(f)):
			for _, r := range interval.Leaves(x.In(f), v) {
				first, last := v.Place(r.Start), v.Place(r.End)
				m.found[f] = append(m.found[f], interval.Interval{Entry: first.Entry, Start: first.Start, End: last.End, Concept: m.concept + r.Operand})
				concepts = max(concepts, m.concept+r.Operand)
			}
		}
	}
	m.concept = concepts + 1
}

// merged sorts marks and joins those that overlap, so that they are
// disjoint.
func merged(found []interval.Interval) []interval.Interval {
	slices.SortFunc(found, func(a, b interval.Interval) int {
		if a.Entry != b.Entry {
			return a.Entry - b.Entry
		}
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return cmp.Or(b.End-a.End, a.Concept-b.Concept)
	})
	out := found[:0]
	for _, m := range found {
		if n := len(out); n > 0 && out[n-1].Entry == m.Entry && m.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.End)
			continue
		}
		out = append(out, m)
	}
	return out
}
