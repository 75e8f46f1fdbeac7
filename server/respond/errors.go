package respond

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/index/store"
	"imrsearch/server/middleware"
	"imrsearch/server/view"
)

// Errors of pages and addresses. Visitors read their texts, but for ErrPanic.
var (
	ErrNoPage    = errors.New("there is no page at this address")
	ErrMethod    = errors.New("this address answers GET only")
	ErrHost      = errors.New("this server does not answer under that host name; start it with --allowed-host to add one")
	ErrMoved     = errors.New("the file that the letter was read from is no longer there, or has changed")
	ErrNoItem    = errors.New("the letter has no item of that number")
	ErrNoPassage = errors.New("the letter has no such passage: give its name, or words that stand in it one behind the other")
	ErrNoField   = errors.New("there is no facet of that name")
	ErrTooLarge  = errors.New("what was sent is larger than 16 MB: send the text of it, or the pages that name the request and the reason")
	// ErrPost is that of an address which answers POST alone.
	ErrPost = errors.New("this address answers POST only: send the text or the file in the body")
	// ErrPanic stands for a panic, whose cause is in the log already.
	ErrPanic = errors.New("a handler panicked")
)

// statuses gives the status of each kind of error, first match wins. An
// error that is not listed is a fault of this program.
var statuses = []struct {
	err    error
	status int
}{
	{ErrNoPage, http.StatusNotFound},
	{ErrNoItem, http.StatusNotFound},
	{ErrNoPassage, http.StatusNotFound},
	{ErrNoField, http.StatusNotFound},
	{ErrMoved, http.StatusNotFound},
	{ErrMethod, http.StatusMethodNotAllowed},
	{ErrPost, http.StatusMethodNotAllowed},
	{ErrTooLarge, http.StatusRequestEntityTooLarge},
	{ErrHost, http.StatusMisdirectedRequest},
	{index.ErrNotKept, http.StatusNotFound},
	{store.ErrExists, http.StatusConflict},
	{store.ErrFormat, http.StatusServiceUnavailable},
	{store.ErrDamaged, http.StatusServiceUnavailable},
	{index.ErrNotFound, http.StatusNotFound},
	{index.ErrExpired, http.StatusGone},
	{index.ErrBusy, http.StatusServiceUnavailable},
	{index.ErrUnavailable, http.StatusServiceUnavailable},
	{index.ErrNoIndex, http.StatusServiceUnavailable},
	{index.ErrDamaged, http.StatusServiceUnavailable},
	{index.ErrVersion, http.StatusServiceUnavailable},
	{index.ErrLocked, http.StatusServiceUnavailable},
	{index.ErrTimeout, http.StatusGatewayTimeout},
	{context.DeadlineExceeded, http.StatusGatewayTimeout},
	{context.Canceled, statusClientGone},
}

// statusClientGone is what the log says when the client went away before the
// answer: nginx's 499, which no client sees.
const statusClientGone = 499

// StatusOf returns the status that an error is answered with.
func StatusOf(err error) int {
	if _, ok := AsFault(err); ok {
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
	http.StatusBadRequest:            "This cannot be searched for",
	http.StatusNotFound:              "Not found",
	http.StatusMethodNotAllowed:      "Not done here",
	http.StatusRequestEntityTooLarge: "Too large",
	http.StatusMisdirectedRequest:    "Another host",
	http.StatusConflict:              "The name is taken",
	http.StatusGone:                  "This list has expired",
	http.StatusServiceUnavailable:    "The index cannot answer now",
	http.StatusGatewayTimeout:        "This took too long",
}

// Explain returns what the visitor is told: the error itself where the visitor
// can act on it, a general sentence where the fault is this program's.
func Explain(err error, status int) (heading, message string) {
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
		f, _ := AsFault(err)
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

// AsFault returns what is wrong with the request, where err says that.
func AsFault(err error) (*view.Fault, bool) {
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		f := &view.Fault{Message: view.Sentence(syntax.Msg), Param: "q", Offset: syntax.Offset, Length: syntax.Length, Repair: syntax.Repair}
		if syntax.Want != "" {
			f.Message += " Expected here: " + strings.TrimSuffix(syntax.Want, ".") + "."
		}
		return f, true
	}
	var request *index.RequestError
	if errors.As(err, &request) {
		return &view.Fault{Message: request.Error(), Param: request.Param, Offset: -1}, true
	}
	return nil, false
}

// A problem is an error as RFC 9457 writes it, with members of our own.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Instance string `json:"instance,omitempty"` // the request's id, as in the log
	Param    string `json:"param,omitempty"`
	Offset   *int   `json:"offset,omitempty"` // of the fault in the query, in bytes
	Length   *int   `json:"length,omitempty"`
	Repair   string `json:"repair,omitempty"` // a query that runs
	Restart  string `json:"restart,omitempty"`
	// Nearest are values that may have been meant, with their counts.
	Nearest []index.Bucket `json:"nearest,omitempty"`
}

// Failing returns a handler that answers every request with err.
func (s *Responder) Failing(err error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.Fail(w, r, err) })
}

// Fail answers with an error: a page, or problem JSON, and a line in the log
// when the fault is this program's.
func (s *Responder) Fail(w http.ResponseWriter, r *http.Request, err error) {
	status := StatusOf(err)
	heading, message := Explain(err, status)
	if status == http.StatusInternalServerError && err != ErrPanic || errors.Is(err, index.ErrUnavailable) {
		s.LogError(r, err)
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Set("Cache-Control", "no-store")
	restart := ""
	if status == http.StatusGone {
		restart = view.Address(r.URL.Query()).First().URL("/")
	}
	if f := Wants(r); f == AsJSON || f == AsCSV {
		p := problem{Type: "about:blank", Title: heading, Status: status, Detail: message, Restart: restart}
		if status >= http.StatusInternalServerError {
			p.Instance = "urn:request:" + middleware.RequestID(r)
		}
		if f, ok := AsFault(err); ok {
			p.Param, p.Repair = f.Param, f.Repair
			var request *index.RequestError
			if errors.As(err, &request) {
				p.Nearest = request.Nearest
			}
			if f.Offset >= 0 {
				p.Offset, p.Length = &f.Offset, &f.Length
			}
		}
		if err := JSONAs(w, r, status, "application/problem+json", p); err != nil {
			s.LogError(r, err)
			http.Error(w, heading, status)
		}
		return
	}
	reference := ""
	if status >= http.StatusInternalServerError {
		reference = middleware.RequestID(r)
	}
	if err := s.Page(w, r, status, "error", view.NewErrorPage(heading, message, reference, restart)); err != nil {
		s.LogError(r, err)
		http.Error(w, heading, status)
	}
}

// LogError writes an error to the log, with the request it belongs to and without
// its query.
func (s *Responder) LogError(r *http.Request, err error) {
	s.Log.ErrorContext(r.Context(), "serve", "id", middleware.RequestID(r), "path", middleware.LoggedPath(r.URL.Path), "err", err)
}
