package respond

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"imrsearch/index"
)

// A Handler answers a request, or returns an error and has written nothing.
type Handler func(http.ResponseWriter, *http.Request) error

// Serve turns a handler into an http.Handler: it answers for the errors.
func (s *Responder) Serve(h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept, X-Fragment")
		err := checkAddress(r)
		if err == nil {
			err = h(w, r)
		}
		if err != nil {
			s.Fail(w, r, err)
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

// A Format is what an address is asked to show.
type Format uint8

// The formats. A page is the default.
const (
	AsPage Format = iota
	AsFragment
	AsJSON
	AsCSV
)

// Wants reads the format from the address's end, the API's prefix or the
// Accept header.
func Wants(r *http.Request) Format {
	accept := r.Header.Get("Accept")
	switch path := r.URL.Path; {
	case strings.HasSuffix(path, ".csv"):
		return AsCSV
	case strings.HasSuffix(path, ".json"), strings.HasPrefix(path, "/api/"):
		return AsJSON
	case strings.Contains(accept, "text/html"):
		if r.Header.Get("X-Fragment") != "" {
			return AsFragment
		}
		return AsPage
	case strings.Contains(accept, "application/json"):
		return AsJSON
	case strings.Contains(accept, "text/csv") && path == "/":
		return AsCSV
	case path == ExportPath:
		return AsJSON // its errors; a browser is told on a page
	}
	return AsPage
}

// ExportPath is the address of exports, which are neither pages nor JSON.
const ExportPath = "/export"

// Streams reports whether the answer has no limit of time: it paces itself.
func Streams(r *http.Request) bool { return Wants(r) == AsCSV || r.URL.Path == ExportPath }

// Page writes a page, or only its changing parts. Nothing is written when
// the template fails.
func (s *Responder) Page(w http.ResponseWriter, r *http.Request, status int, page string, data any) error {
	var b bytes.Buffer
	execute := s.Site.Render
	if Wants(r) == AsFragment && page == "search" {
		execute = s.Site.Fragment
	} else if p, ok := data.(interface{ Describe(outdated int) }); ok && status == http.StatusOK {
		p.Describe(s.corpus.read(r.Context(), s.Index))
	}
	if p, ok := data.(interface{ OfferStore() }); ok && s.Store != nil {
		p.OfferStore()
	}
	if err := execute(&b, page, data); err != nil {
		return err
	}
	return Send(w, r, status, "text/html; charset=utf-8", b.Bytes())
}

// JSON answers with v as JSON.
func JSON(w http.ResponseWriter, r *http.Request, status int, v any) error {
	return JSONAs(w, r, status, "application/json", v)
}

// JSONAs answers with v as JSON of another media type. Nothing is written
// when v cannot be encoded.
func JSONAs(w http.ResponseWriter, r *http.Request, status int, mediaType string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // nosniff and the media type keep it from being read as HTML
	if err := enc.Encode(v); err != nil {
		return err
	}
	return Send(w, r, status, mediaType, b.Bytes())
}

// Send writes an answer; of a HEAD request, its head only. An answer may be
// kept by the browser but is asked for again, unless the handler said
// otherwise; where it is the one that the browser has, only that is said.
func Send(w http.ResponseWriter, r *http.Request, status int, mediaType string, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
	if status == http.StatusOK && h.Get("ETag") == "" && h.Get("Cache-Control") != "no-store" {
		tag := validator(body)
		h.Set("ETag", tag)
		if (r.Method == http.MethodGet || r.Method == http.MethodHead) && has(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	w.Write(body) // the client may be gone: nobody to tell
	return nil
}
