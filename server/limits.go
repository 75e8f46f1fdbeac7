package server

import (
	"context"
	"net/http"
	"time"
)

// Limits of the server, and what each protects.
const (
	headerTimeout = 5 * time.Second  // against clients that trickle their headers
	readTimeout   = 10 * time.Second // no request has a body worth waiting for
	writeTimeout  = 60 * time.Second // a slow reader of a long letter; exports extend it
	idleTimeout   = 60 * time.Second
	headerBytes   = 16 << 10 // room for a query of 4 KiB, percent-encoded
	bodyBytes     = 1 << 20  // nothing here reads a body
	// answerTimeout ends the work for one request; the engine's own limit
	// (2 s, with a partial answer) comes before it.
	answerTimeout = 10 * time.Second
	// batchTimeout is how long a client may take over one batch of an export.
	batchTimeout = 30 * time.Second

	maxQuery     = 4 << 10  // bytes, the language's own limit
	maxOriginal  = 64 << 20 // bytes of a letter's file; the parser reads none larger than 50 MB
	csvRows      = 100_000  // rows of an export by browser; the command line has no cap
	pageBuckets  = 48       // enough for every year and age of a facet
	shownValues  = 6        // of a facet by count; the rest is a link away
	shownSibling = 3        // other items of a letter in a hit
	suggestions  = 10       // completions at once: what a list shows without scrolling
	emptyWords   = 8        // words of an empty search looked up one by one
	markLinks    = 60       // marks of a letter with a link each
	similarLimit = 20       // like items a page
)

// NewHTTPServer returns a server for the handler with the time and size
// limits that a server needs on an open port.
func NewHTTPServer(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerBytes,
	}
}

// limited bounds body and time of every request. Exports, which stream, set
// deadlines of their own.
func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, bodyBytes)
		if wants(r) == asCSV {
			next.ServeHTTP(w, r)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), answerTimeout)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
