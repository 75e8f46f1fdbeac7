package server

import (
	"context"
	"net/http"
	"time"
)

// Limits of the server, and what each protects.
const (
	bodyBytes = 1 << 20 // nothing here reads a body
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
