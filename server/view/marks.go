package view

import (
	"strconv"

	"imrsearch/index"
	"imrsearch/index/highlight"
)

// markLinks is the number of marks of a letter with a link each.
const markLinks = 60

// A Jump is the bar that counts the marks of a letter and links to each.
type Jump struct {
	Count string
	Links []int
	More  string
}

func newJump(n int) *Jump {
	if n == 0 {
		return nil
	}
	v := &Jump{Count: count(n, "mark", "marks")}
	for i := 1; i <= min(n, markLinks); i++ {
		v.Links = append(v.Links, i)
	}
	if n > markLinks {
		v.More = "and " + strconv.Itoa(n-markLinks) + " more"
	}
	return v
}

// letterMarks are the marks of a query in a letter, by determination. The nil
// letterMarks marks nothing.
type letterMarks struct{ of []highlight.Marks }

// newMarks marks a letter for a query. A query that cannot be read, or
// that the letter does not match, marks nothing; the note says so.
func newMarks(query string, ds []index.Determination, read func(query string) (*index.Plan, error)) (m *letterMarks, note string) {
	if query == "" {
		return nil, ""
	}
	plan, err := read(query)
	if err != nil {
		return nil, "Nothing is marked, for the query cannot be read."
	}
	m = &letterMarks{}
	marker := highlight.NewMarker(plan)
	empty := true
	for i := range ds {
		marks := marker.Mark(&ds[i])
		empty = empty && marks.Empty()
		m.of = append(m.of, marks)
	}
	if empty {
		return nil, "Nothing of the query is marked in this letter."
	}
	return m, ""
}

// spans returns what to mark in an entry of a field of determination i.
func (m *letterMarks) spans(i int, f index.TextField, entry int) []index.Span {
	if m == nil {
		return nil
	}
	return m.of[i].Spans(f, entry)
}

// shared returns what to mark in an entry of a field that all items of the
// letter share: the marks of the first item that has any.
func (m *letterMarks) shared(f index.TextField, entry int) []index.Span {
	if m == nil {
		return nil
	}
	for i := range m.of {
		if spans := m.of[i].Spans(f, entry); spans != nil {
			return spans
		}
	}
	return nil
}
