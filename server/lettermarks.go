package server

import "imrsearch/index"

// A marksView counts the marks of a letter and leads to each.
type marksView struct {
	Count string
	Links []int
	More  string
}

func newMarksView(n int) *marksView {
	if n == 0 {
		return nil
	}
	v := &marksView{Count: count(n, "mark", "marks")}
	for i := 1; i <= min(n, markLinks); i++ {
		v.Links = append(v.Links, i)
	}
	if n > markLinks {
		v.More = "and " + itoa(n-markLinks) + " more"
	}
	return v
}

// letterMarks are the marks of a query in a letter, by determination. The
// nil letterMarks has none.
type letterMarks struct{}

func newMarks(query string, ds []index.Determination) (*letterMarks, string) {
	return nil, ""
}

// of returns the spans in an entry of a field of determination i.
func (m *letterMarks) of(i int, f index.TextField, entry int) []index.Span {
	return nil
}

// shared returns the spans in a field that all items of the letter share.
func (m *letterMarks) shared(f index.TextField, entry int) []index.Span {
	return nil
}
