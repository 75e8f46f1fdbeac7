package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"imrsearch/index"
)

// A handler answers a request, or returns an error and has written nothing.
type handler func(http.ResponseWriter, *http.Request) error

// serve turns a handler into an http.Handler: it answers for the errors.
func (s *server) serve(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept, X-Fragment")
		err := checkAddress(r)
		if err == nil {
			err = h(w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// checkAddress refuses parameters that cannot be decoded. net/url leaves them
// out, and q=5% or q=a;b would search for everything.
func checkAddress(r *http.Request) error {
	if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
		return &index.RequestError{Param: "address", Msg: "holds a % or ; of its own: write %25 or %3B"}
	}
	return nil
}

// A format is what an address is asked to show.
type format uint8

// The formats. A page is the default.
const (
	asPage format = iota
	asFragment
	asJSON
	asCSV
)

// wants reads the format from the address's end, the API's prefix or the
// Accept header.
func wants(r *http.Request) format {
	accept := r.Header.Get("Accept")
	switch path := r.URL.Path; {
	case strings.HasSuffix(path, ".csv"):
		return asCSV
	case strings.HasSuffix(path, ".json"), strings.HasPrefix(path, "/api/"):
		return asJSON
	case strings.Contains(accept, "text/html"):
		if r.Header.Get("X-Fragment") != "" {
			return asFragment
		}
		return asPage
	case strings.Contains(accept, "application/json"):
		return asJSON
	case strings.Contains(accept, "text/csv") && path == "/":
		return asCSV
	}
	return asPage
}

// render writes a page, or only its changing parts. Nothing is written when
// the template fails.
func (s *server) render(w http.ResponseWriter, r *http.Request, status int, page string, data any) error {
	var b bytes.Buffer
	execute := s.site.Render
	if wants(r) == asFragment && page == "search" {
		execute = s.site.Fragment
	} else if p, ok := data.(interface{ Describe(outdated int) }); ok && status == http.StatusOK {
		p.Describe(s.corpus.read(r.Context(), s.index))
	}
	if err := execute(&b, page, data); err != nil {
		return err
	}
	return send(w, r, status, "text/html; charset=utf-8", b.Bytes())
}

// renderJSON answers with v as JSON.
func renderJSON(w http.ResponseWriter, r *http.Request, status int, v any) error {
	return renderJSONAs(w, r, status, "application/json", v)
}

// renderJSONAs answers with v as JSON of another media type. Nothing is written
// when v cannot be encoded.
func renderJSONAs(w http.ResponseWriter, r *http.Request, status int, mediaType string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // nosniff and the media type keep it from being read as HTML
	if err := enc.Encode(v); err != nil {
		return err
	}
	return send(w, r, status, mediaType, b.Bytes())
}

// send writes an answer; of a HEAD request, its head only. An answer may be
// kept by the browser but is asked for again, unless the handler said
// otherwise.
func send(w http.ResponseWriter, r *http.Request, status int, mediaType string, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	w.Write(body) // the client may be gone: nobody to tell
	return nil
}
