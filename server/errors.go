package server

import (
	"context"
	"errors"
	"net/http"

	"imrsearch/index"
)

// Errors of this package that visitors meet.
var (
	errNoPage  = errors.New("there is no page at this address")
	errMethod  = errors.New("this address answers GET only")
	errHost    = errors.New("this server does not answer under that host name; start it with --allowed-host to add one")
	errMoved   = errors.New("the file that the letter was read from is no longer there, or has changed")
	errNoItem  = errors.New("the letter has no item of that number")
	errNoField = errors.New("there is no facet of that name")
)

// statuses gives the status of each kind of error, first match wins. What is
// not listed is a fault of ours.
var statuses = []struct {
	err    error
	status int
}{
	{errNoPage, http.StatusNotFound},
	{errNoItem, http.StatusNotFound},
	{errNoField, http.StatusNotFound},
	{errMoved, http.StatusNotFound},
	{errMethod, http.StatusMethodNotAllowed},
	{errHost, http.StatusMisdirectedRequest},
	{index.ErrNotFound, http.StatusNotFound},
	{index.ErrExpired, http.StatusGone},
	{index.ErrBusy, http.StatusServiceUnavailable},
	{index.ErrNoIndex, http.StatusServiceUnavailable},
	{index.ErrDamaged, http.StatusServiceUnavailable},
	{index.ErrVersion, http.StatusServiceUnavailable},
	{index.ErrLocked, http.StatusServiceUnavailable},
	{index.ErrTimeout, http.StatusGatewayTimeout},
	{context.DeadlineExceeded, http.StatusGatewayTimeout},
	{context.Canceled, statusGone},
}

// statusGone is logged when the client went away; nobody reads it.
const statusGone = 499

// statusOf returns the status that an error is answered with.
func statusOf(err error) int {
	if _, ok := asFault(err); ok {
		return http.StatusBadRequest
	}
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			return s.status
		}
	}
	return http.StatusInternalServerError
}

// headings are what a page of an error says in large letters.
var headings = map[int]string{
	http.StatusBadRequest:         "This cannot be searched for",
	http.StatusNotFound:           "Not found",
	http.StatusMethodNotAllowed:   "Not done here",
	http.StatusMisdirectedRequest: "Another host",
	http.StatusGone:               "This list has expired",
	http.StatusServiceUnavailable: "The index cannot answer now",
	http.StatusGatewayTimeout:     "This took too long",
}

// explain returns what the visitor is told: in full where it is theirs to
// mend or to know, a general sentence where it is ours.
func explain(err error, status int) (heading, message string) {
	heading = headings[status]
	if heading == "" {
		heading = "Something went wrong here"
	}
	switch {
	case status == http.StatusInternalServerError:
		message = "The fault is this program's, not yours. It has been written to its log."
	case status == http.StatusGatewayTimeout:
		message = "The time limit was reached before there was an answer. Fewer wildcards, or a filter, help."
	case status == http.StatusGone:
		message = "The index was rebuilt since this list was begun, and its pages can no longer be told apart from the new ones."
	case status == http.StatusBadRequest:
		f, _ := asFault(err)
		message = f.Message
	default:
		message = known(err)
	}
	return heading, message
}

// known returns the text of the listed error inside err, without what lower
// layers added (paths, for instance).
func known(err error) string {
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			return s.err.Error()
		}
	}
	return err.Error()
}
