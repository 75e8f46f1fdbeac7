package index

// LetterMarks are the marks of a query in a whole letter. The nil
// LetterMarks marks nothing.
type LetterMarks struct {
	hits   []bool
	items  []Marks
	shared Marks
}

// sharedTexts are the texts that all items of a letter have in common.
const sharedTexts = 1<<DiagnosisText | 1<<SummaryText | 1<<OtherText

// MarkLetter marks p in the determinations of d: those that are hits; when
// none is (the query was relaxed, or another one led here), whatever stands in
// any of them.
func MarkLetter(p *Plan, d *Document) *LetterMarks {
	ds := d.Determinations()
	out := &LetterMarks{hits: make([]bool, len(ds)), items: make([]Marks, len(ds))}
	marker, any := NewMarker(p), false
	for i := range ds {
		out.hits[i] = Matches(p, &ds[i])
		any = any || out.hits[i]
	}
	for i := range ds {
		if any && !out.hits[i] {
			continue
		}
		out.items[i] = marker.Mark(&ds[i])
		for f := range NumTextFields {
			if TextFields(sharedTexts).Has(f) {
				out.shared.fields[f] = append(out.shared.fields[f], out.items[i].fields[f]...)
			}
		}
	}
	for f := range out.shared.fields {
		out.shared.fields[f] = merged(out.shared.fields[f])
	}
	return out
}

// Hit reports whether determination i, in the letter's order, is a hit.
func (m *LetterMarks) Hit(i int) bool { return m != nil && m.hits[i] }

// Spans returns what to mark in an entry of a field of determination i. In
// the texts that the items share (diagnoses, summary, documents reviewed) it
// is what any item's hit marks.
func (m *LetterMarks) Spans(i int, f TextField, entry int) []Span {
	switch {
	case m == nil:
		return nil
	case TextFields(sharedTexts).Has(f):
		return m.shared.Spans(f, entry)
	}
	return m.items[i].Spans(f, entry)
}

// Total returns the number of marked places, those of shared texts once and
// those of the request, which stands in the heading too, not counted.
func (m *LetterMarks) Total() int {
	if m == nil {
		return 0
	}
	n := 0
	for f, marks := range m.shared.fields {
		n += len(marks)
		for i := range m.items {
			if f := TextField(f); f != RequestText && !TextFields(sharedTexts).Has(f) {
				n += len(m.items[i].fields[f])
			}
		}
	}
	return n
}
