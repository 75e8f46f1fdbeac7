// Package server answers one question: what does a URL do? Its handlers read
// the parameters of a request, ask the index, and show the result as a page of
// package view or as JSON; both come from the same request and the same
// result. It knows no engine and writes no HTML: that is package web's.
package server

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/server/middleware"
	"imrsearch/server/respond"
	"imrsearch/web"
)

const (
	// bodyBytes bounds the body of a form, uploadBytes that of one with a file: the
	// scan of a denial of a hundred pages has some 10 MB.
	bodyBytes   = 1 << 20
	uploadBytes = 16 << 20
	// answerTimeout ends the work for one request; the engine's own limit
	// (2 s, with a partial answer) comes before it.
	answerTimeout = 10 * time.Second
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
	// Register is the address of a case in the state's public search, with CASE
	// for its number, to which letters link; "" for no link. Nothing is ever asked
	// for there by this program.
	Register string
	// AllowedHosts are names under which the server may be asked for beside
	// those of the loopback interface, without port ("imr.example.org").
	AllowedHosts []string
	// Store keeps saved searches, tags, notes and history; nil: none of their
	// addresses is there. The searcher should have been given its keeper
	// (store.Keeper), so that queries can name what it keeps.
	Store store.Store
	// Files reads the files that users bring (an *extract.Pool, which reads PDFs in
	// processes of their own); nil: pages take text alone.
	Files respond.FileReader
}

// A server holds what its handlers share.
type server struct {
	*respond.Responder
	register string          // of Options
	suggest  index.Suggester // nil where the engine offers none
	starting starting
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
	s := &server{Responder: &respond.Responder{Index: o.Searcher, Site: site, Log: o.Log, Store: o.Store, Files: o.Files}}
	s.suggest, _ = o.Searcher.(index.Suggester)
	s.register = o.Register
	if s.Log == nil {
		s.Log = slog.Default()
	}
	limits := middleware.Limits{
		Body: bodyBytes, Upload: uploadBytes, Uploads: uploads, Time: answerTimeout,
		Streams: respond.Streams,
	}
	return middleware.Chain(s.routes(),
		middleware.Identify,
		middleware.Log(s.Log),
		middleware.Recover(s.Log, s.Failing(respond.ErrPanic)),
		middleware.SecurityHeaders,
		middleware.Compress,
		middleware.AllowHosts(o.AllowedHosts, s.Failing(respond.ErrHost)),
		http.NewCrossOriginProtection().Handler,
		middleware.Limit(limits),
	), nil
}

// uploads reports whether a request may bring a file.
func uploads(r *http.Request) bool {
	return r.Method == http.MethodPost && (r.URL.Path == "/similar" || r.URL.Path == "/api/v1/similar")
}
