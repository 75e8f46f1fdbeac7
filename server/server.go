// Package server answers one question: what does a URL show? Its handlers
// read a request, ask the index once and fill a page; HTML and JSON come from
// the same request and the same result. It knows no engine and writes no
// HTML: that is package web's.
package server

import (
	"errors"
	"log/slog"
	"net/http"

	"imrsearch/index"
	"imrsearch/web"
)

// Options configure a server. Searcher is required; the zero value of all
// else will do.
type Options struct {
	// Searcher answers. If it is an index.Suggester too, completion and
	// corrections come from it.
	Searcher index.Searcher
	// Log gets one line a request, never the text of a query; nil means
	// slog.Default().
	Log *slog.Logger
	// AllowedHosts are names under which the server may be asked for beside
	// those of the loopback interface, without port ("imr.example.org").
	AllowedHosts []string
}

// A server holds what its handlers share.
type server struct {
	index   index.Searcher
	suggest index.Suggester
	site    *web.Site
	log     *slog.Logger
}

// New returns the handler of all routes: pages, API and assets, with the
// checks and headers that every answer has. It is safe for concurrent use.
func New(o Options) (http.Handler, error) {
	if o.Searcher == nil {
		return nil, errors.New("server: no searcher")
	}
	site, err := web.New()
	if err != nil {
		return nil, err
	}
	s := &server{index: o.Searcher, site: site, log: o.Log}
	s.suggest, _ = o.Searcher.(index.Suggester)
	if s.log == nil {
		s.log = slog.Default()
	}
	return chain(s.routes(),
		identify,
		s.logged,
		s.recovered,
		secured,
		s.hosted(o.AllowedHosts),
		http.NewCrossOriginProtection().Handler,
		limited,
	), nil
}

// chain wraps h so that the first of the wrappers sees a request first.
func chain(h http.Handler, wrappers ...func(http.Handler) http.Handler) http.Handler {
	for i := len(wrappers) - 1; i >= 0; i-- {
		h = wrappers[i](h)
	}
	return h
}
