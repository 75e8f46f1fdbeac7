package view

import (
	"imrsearch/index/query"
	"strings"
	"unicode/utf8"
)

// A Fault is what is wrong with a request, for the one who made it.
type Fault struct {
	Message string
	Param   string // the parameter at fault; "q" for the query
	Offset  int    // of the fault in the query, in bytes; -1 when it has no place
	Length  int
	Repair  string // a query that runs, or ""
}

// A FaultInPlace shows a fault in its place.
type FaultInPlace struct {
	Message string
	Text    *FaultText
	Repair  *Link
}

// A FaultText is the query with the faulty part set apart, and the blanks
// that put a caret under it.
type FaultText struct{ Before, At, After, Indent string }

func newFaultInPlace(f *Fault, a Address) *FaultInPlace {
	text := a.Query()
	v := &FaultInPlace{Message: f.Message}
	if f.Offset >= 0 && f.Offset <= len(text) {
		syntax := query.SyntaxError{Offset: f.Offset, Length: f.Length}
		before, at, after := syntax.Cut(text)
		v.Text = &FaultText{
			Before: before, At: at, After: after,
			Indent: strings.Repeat(" ", utf8.RuneCountInString(before)),
		}
	}
	if f.Repair != "" {
		v.Repair = &Link{Text: f.Repair, URL: a.First().withQuery(f.Repair).URL("/")}
	}
	return v
}

// An ErrorPage says what went wrong, and where to go from here.
type ErrorPage struct {
	Layout
	Heading, Message string
	Reference        string // the id of the request, as in the log; "" where nobody needs it
	Links            []Link
}

// NewErrorPage shows an error. restart is the URL at which to begin again, ""
// where there is none.
func NewErrorPage(heading, message, reference, restart string) *ErrorPage {
	p := &ErrorPage{
		Layout:  NewLayout("error", heading, ""),
		Heading: heading, Message: Sentence(message), Reference: reference,
		Links: []Link{{Text: "To the search", URL: "/"}},
	}
	if restart != "" {
		p.Links = []Link{{Text: "Begin again", URL: restart}}
	}
	return p
}
