package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"time"
)

type contextKey int

const requestID contextKey = iota

// identify gives every request an id, which stands in the log, in the header
// X-Request-ID and on the pages of faults.
func identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:10]
		w.Header().Set("X-Request-ID", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestID, id)))
	})
}

// idOf returns the id of a request.
func idOf(r *http.Request) string {
	id, _ := r.Context().Value(requestID).(string)
	return id
}

// A recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// logged writes one line a request: never the query, which may be an
// attorney's work product.
func (s *server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &recorder{ResponseWriter: w}
		began := time.Now()
		next.ServeHTTP(rec, r)
		s.log.InfoContext(r.Context(), "serve", "id", idOf(r), "method", r.Method, "path", r.URL.Path,
			"status", rec.status, "bytes", rec.bytes, "ms", float64(time.Since(began).Microseconds())/1000)
	})
}

// recovered turns a panic into an answer, and lets the server live.
func (s *server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			err := fmt.Errorf("panic: %v", v)
			if rec, ok := w.(*recorder); ok && rec.status != 0 {
				s.log.ErrorContext(r.Context(), "serve", "id", idOf(r), "path", r.URL.Path, "err", err)
				panic(http.ErrAbortHandler)
			}
			s.fail(w, r, err)
		}()
		next.ServeHTTP(w, r)
	})
}
