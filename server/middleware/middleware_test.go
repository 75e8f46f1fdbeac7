package middleware

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// ask sends a request with a body to a handler.
func ask(h http.Handler, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, strings.NewReader(body)))
	return w
}

func TestChain(t *testing.T) {
	add := func(name string) Wrapper {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				io.WriteString(w, name)
				next.ServeHTTP(w, r)
			})
		}
	}
	if got := ask(Chain(status(200), add("a"), add("b"), add("c")), "/", "").Body.String(); got != "abc" {
		t.Errorf("the wrappers ran as %q, want abc", got)
	}
}

func TestSecurityHeaders(t *testing.T) {
	own := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Security-Policy", "own") })
	for _, h := range []http.Handler{status(200), status(500)} {
		if got := ask(SecurityHeaders(h), "/", "").Header().Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("X-Content-Type-Options = %q", got)
		}
	}
	w := ask(SecurityHeaders(own), "/", "")
	if w.Header().Get("Content-Security-Policy") != "own" || w.Header().Get("X-Frame-Options") != "DENY" {
		t.Errorf("a handler with a policy of its own answers with %v", w.Header())
	}
}

func TestLimit(t *testing.T) {
	const body = 10
	l := Limits{Body: body, Upload: 2 * body, Uploads: func(r *http.Request) bool { return r.URL.Path == "/upload" }, Time: time.Hour, Streams: func(r *http.Request) bool { return r.URL.Path == "/stream" }}
	tests := []struct {
		path, body string
		read       bool
		deadline   bool
	}{
		{"/", "0123456789", true, true},
		{"/", "0123456789a", false, true},
		{"/upload", "0123456789a", true, true},
		{"/upload", "0123456789012345678901", false, true},
		{"/stream", "0123456789", true, false},
		{"/stream", "0123456789a", false, false},
	}
	for _, test := range tests {
		ask(Limit(l)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, err := io.ReadAll(r.Body)
			var large *http.MaxBytesError
			if (err == nil) != test.read || err != nil && !errors.As(err, &large) {
				t.Errorf("%s: read %d bytes: %v", test.path, len(test.body), err)
			}
			if _, ok := r.Context().Deadline(); ok != test.deadline {
				t.Errorf("%s: has a deadline: %v, want %v", test.path, ok, test.deadline)
			}
		})), test.path, test.body)
	}
	expired := Limit(Limits{Body: body, Time: -time.Second})
	ask(expired(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.Context().Err() == nil {
			t.Error("the time limit does not end the context")
		}
	})), "/", "")
}

func TestIdentify(t *testing.T) {
	seen := map[string]bool{}
	h := Identify(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen[RequestID(r)] = true }))
	for range 3 {
		if id := ask(h, "/", "").Header().Get("X-Request-ID"); len(id) != 10 || !seen[id] {
			t.Errorf("the header names %q, the handler saw %v", id, seen)
		}
	}
	if len(seen) != 3 {
		t.Errorf("three requests have the ids %v", seen)
	}
	if id := RequestID(httptest.NewRequest(http.MethodGet, "/", nil)); id != "" {
		t.Errorf("a request without an id has %q", id)
	}
}

// TestLogAndRecover: whatever a handler does, the log has one line on the
// request, never its query, and a panic is answered once.
func TestLogAndRecover(t *testing.T) {
	tests := []struct {
		name    string
		handler http.HandlerFunc
		status  int
		broken  bool     // the connection is broken off
		log     []string // what the log holds
		not     string
	}{
		{"fine", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "four") }, 200, false,
			[]string{"msg=serve", "method=GET", "path=/a", "status=200", "bytes=4"}, "level=ERROR"},
		{"status", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, 404, false,
			[]string{"status=404", "bytes=0"}, "level=ERROR"},
		{"panic", func(http.ResponseWriter, *http.Request) { panic("broken thing") }, 500, false,
			[]string{"level=ERROR", "msg=panic", `cause="broken thing"`, "middleware.TestLogAndRecover", "status=500"}, "status=200"},
		{"panic with an error", func(http.ResponseWriter, *http.Request) { panic(errors.New("broken error")) }, 500, false,
			[]string{`cause="broken error"`, "stack="}, "status=200"},
		{"panic in the middle", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "half"); panic("late") }, 200, true,
			[]string{"cause=late", "stack=", "bytes=4"}, "status=500"},
		{"broken off on purpose", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 200, true,
			[]string{"msg=serve"}, "level=ERROR"},
	}
	for _, test := range tests {
		var buf bytes.Buffer
		log := slog.New(slog.NewTextHandler(&buf, nil))
		h := Chain(test.handler, Identify, Log(log), Recover(log, status(500)))
		w := httptest.NewRecorder()
		broken := func() (broken bool) {
			defer func() { broken = recover() == http.ErrAbortHandler }()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/a?q=confidential", nil))
			return false
		}()
		if w.Code != test.status || broken != test.broken {
			t.Errorf("%s: status %d, broken off %v, want %d, %v", test.name, w.Code, broken, test.status, test.broken)
		}
		got := buf.String()
		for _, want := range append(test.log, "id="+w.Header().Get("X-Request-ID")) {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in the log:\n%s", test.name, want, got)
			}
		}
		if strings.Contains(got, test.not) || strings.Contains(got, "confidential") || strings.Count(got, "msg=serve") != 1 {
			t.Errorf("%s: the log says\n%s", test.name, got)
		}
	}
}
