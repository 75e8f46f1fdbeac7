package middleware

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode"
)

type contextKey int

const requestID contextKey = iota

// Identify gives every request an id, which stands in the log, in the header
// X-Request-ID and on the pages of errors.
func Identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:10]
		w.Header().Set("X-Request-ID", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestID, id)))
	})
}

// RequestID returns the id that Identify gave a request, or "".
func RequestID(r *http.Request) string {
	id, _ := r.Context().Value(requestID).(string)
	return id
}

// A recorder remembers the status and the size of an answer.
type recorder struct {
	http.ResponseWriter
	status int // 0: nothing was written yet
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

// Log writes one line a request, also for one that was broken off: never its
// query, which may be an attorney's work product.
func Log(log *slog.Logger) Wrapper {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := &recorder{ResponseWriter: w}
			start := time.Now()
			defer func() {
				log.InfoContext(r.Context(), "serve", "id", RequestID(r), "method", r.Method, "path", LoggedPath(r.URL.Path),
					"status", rec.status, "bytes", rec.bytes, "ms", float64(time.Since(start).Microseconds())/1000)
			}()
			next.ServeHTTP(rec, r)
		})
	}
}

// LoggedPath returns a path for the log: up to where a query was typed into it, in
// one line.
func LoggedPath(path string) string {
	if i := strings.IndexAny(path, "?&=#\n\r"); i >= 0 {
		path = path[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '?'
		}
		return r
	}, path)
}

// Recover catches a panic of the handlers behind it. It logs the cause and the
// stack, and answers by failed; where an answer has begun, it breaks the
// connection off instead, so that nobody takes the part for the whole.
func Recover(log *slog.Logger, failed http.Handler) Wrapper {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := &recorder{ResponseWriter: w}
			defer func() {
				cause := recover()
				if cause == nil {
					return
				}
				if cause == http.ErrAbortHandler {
					panic(cause)
				}
				log.ErrorContext(r.Context(), "panic", "id", RequestID(r), "method", r.Method, "path", LoggedPath(r.URL.Path),
					"cause", cause, "stack", string(debug.Stack()))
				if rec.status != 0 {
					panic(http.ErrAbortHandler)
				}
				failed.ServeHTTP(w, r)
			}()
			next.ServeHTTP(rec, r)
		})
	}
}
