package server

import (
	"net/http"
	"strings"
)

// A problem is an error as RFC 9457 writes it.
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
}

// An errorPage is a page that says what is wrong, and where to go.
type errorPage struct {
	chrome
	Heading, Message, Reference string
	Links                       []link
}

// fail answers with an error: a page, or problem JSON, and a line in the log
// when the fault is ours.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	heading, message := explain(err, status)
	if status == http.StatusInternalServerError {
		s.log.ErrorContext(r.Context(), "serve", "id", idOf(r), "path", r.URL.Path, "err", err)
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Set("Cache-Control", "no-store")
	restart := ""
	if status == http.StatusGone {
		restart = address(r.URL.Query()).first().at("/")
	}
	if f := wants(r); f == asJSON || f == asCSV {
		p := problem{Type: "about:blank", Title: heading, Status: status, Detail: message, Restart: restart}
		if status >= http.StatusInternalServerError {
			p.Instance = "urn:request:" + idOf(r)
		}
		if f, ok := asFault(err); ok {
			p.Param, p.Repair = f.Param, f.Repair
			if f.Offset >= 0 {
				p.Offset, p.Length = &f.Offset, &f.Length
			}
		}
		_ = renderJSONAs(w, r, status, "application/problem+json", p)
		return
	}
	page := errorPage{
		chrome:  newChrome("error", heading, ""),
		Heading: heading, Message: sentence(message),
		Links: []link{{Text: "To the search", URL: "/"}},
	}
	if restart != "" {
		page.Links = []link{{Text: "Begin again", URL: restart}}
	}
	if status >= http.StatusInternalServerError {
		page.Reference = idOf(r)
	}
	if err := s.render(w, r, status, "error", page); err != nil {
		s.log.ErrorContext(r.Context(), "serve", "id", idOf(r), "err", err)
		http.Error(w, heading, status)
	}
}

// sentence gives a message a capital and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}
