// Package middleware answers one question: what holds for every request,
// whatever its address? It checks the host, sets the security headers, bounds
// body and time, gives every request an id, writes the log and turns a panic
// into an answer. It knows no page of its own: how a refused or failed request
// is answered is given to it as a handler.
package middleware

import (
	"context"
	"net/http"
	"time"
)

// A Wrapper puts something around a handler.
type Wrapper func(http.Handler) http.Handler

// Chain wraps h so that the first of the wrappers sees a request first.
func Chain(h http.Handler, wrappers ...Wrapper) http.Handler {
	for i := len(wrappers) - 1; i >= 0; i-- {
		h = wrappers[i](h)
	}
	return h
}

// ContentPolicy lets a page load its own style sheet, script, pictures and
// data, and nothing else: no inline script or style, no frame, no other origin.
const ContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// securityHeaders stand on every answer (OWASP ASVS 5.0, 3.4.3 to 3.4.8).
var securityHeaders = [][2]string{
	{"Content-Security-Policy", ContentPolicy},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"X-Frame-Options", "DENY"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
}

// SecurityHeaders sets the security headers of every answer. A handler may
// replace one for its own answer.
func SecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range securityHeaders {
			w.Header().Set(h[0], h[1])
		}
		next.ServeHTTP(w, r)
	})
}

// Limits are the bounds of one request.
type Limits struct {
	Body int64 // bytes that may be read of the request's body
	// Upload is the same of the requests that Uploads tells, which bring files; nil
	// means none.
	Upload  int64
	Uploads func(*http.Request) bool
	Time    time.Duration // until the context of the request ends
	// Streams tells which requests have no limit of time, because they set
	// deadlines of their own while they write; nil means none.
	Streams func(*http.Request) bool
}

// Limit bounds body and time of every request.
func Limit(l Limits) Wrapper {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body := l.Body
			if l.Uploads != nil && l.Uploads(r) {
				body = l.Upload
			}
			r.Body = http.MaxBytesReader(w, r.Body, body)
			if l.Streams != nil && l.Streams(r) {
				next.ServeHTTP(w, r)
				return
			}
			ctx, cancel := context.WithTimeout(r.Context(), l.Time)
			defer cancel()
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}
