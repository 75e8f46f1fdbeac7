package server

import (
	"errors"
	"strings"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/index/query"
)

// A fault is what is wrong with a request, for the one who made it.
type fault struct {
	Message string
	Param   string // the parameter at fault; "q" for the query
	Offset  int    // of the fault in the query, in bytes; -1 when it has no place
	Length  int
	Repair  string // a query that runs, or ""
}

// asFault finds the fault in an error.
func asFault(err error) (*fault, bool) {
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		f := &fault{Message: sentence(syntax.Msg), Param: "q", Offset: syntax.Offset, Length: syntax.Length, Repair: syntax.Repair}
		if syntax.Want != "" {
			f.Message += " Expected here: " + strings.TrimSuffix(syntax.Want, ".") + "."
		}
		return f, true
	}
	var request *index.RequestError
	if errors.As(err, &request) {
		return &fault{Message: request.Error(), Param: request.Param, Offset: -1}, true
	}
	return nil, false
}

// A faultView shows a fault in its place.
type faultView struct {
	Message string
	Text    *faultText
	Repair  *link
}

// A faultText is the query with the faulty part set apart, and the blanks
// that put a caret under it.
type faultText struct{ Before, At, After, Indent string }

func newFaultView(f *fault, a address) *faultView {
	text := a.q()
	v := &faultView{Message: f.Message}
	if f.Offset >= 0 && f.Offset <= len(text) {
		syntax := query.SyntaxError{Offset: f.Offset, Length: f.Length}
		before, at, after := syntax.Cut(text)
		v.Text = &faultText{
			Before: before, At: at, After: after,
			Indent: strings.Repeat(" ", utf8.RuneCountInString(before)),
		}
	}
	if f.Repair != "" {
		v.Repair = &link{Text: f.Repair, URL: a.first().query(f.Repair).at("/")}
	}
	return v
}
