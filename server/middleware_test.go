package server

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"imrsearch/index"
)

// A panicking searcher is an engine with a fault.
type panicking struct{ fake }

func (*panicking) Search(context.Context, *index.Request) (*index.Result, error) {
	panic("index out of range in /srv/secret")
}

func TestPanicIsAnswered(t *testing.T) {
	w := get(newTest(t, &panicking{}), "/?q=x")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("a panic is answered with %d\n%s", w.Code, w.Body)
	}
	if id := w.Header().Get("X-Request-ID"); id == "" || !strings.Contains(w.Body.String(), id) {
		t.Error("the page does not name the request")
	}
}

// TestHostIsChecked: no address answers under the name of another host.
func TestHostIsChecked(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	for _, path := range []string{"/healthz", "/?q=exercise", "/search.csv", "/nowhere"} {
		for host, refused := range map[string]bool{"localhost:8017": false, "imr.example.org": false, "example.org": true, "127.0.0.1.nip.io": true} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Host = host
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if got := w.Code == http.StatusMisdirectedRequest; got != refused {
				t.Errorf("Host %s, path %s: status %d, want refused %v", host, path, w.Code, refused)
			}
		}
	}
}

// TestPanicIsLogged: the log has the cause, where it happened, and the id that
// the page shows.
func TestPanicIsLogged(t *testing.T) {
	var log bytes.Buffer
	h, err := New(Options{Searcher: &panicking{}, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	w := get(h, "/?q=x")
	for _, want := range []string{"level=ERROR", `cause="index out of range in /srv/secret"`, "(*panicking).Search", "id=" + w.Header().Get("X-Request-ID")} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %q in the log:\n%s", want, log.String())
		}
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 1 {
		t.Errorf("the panic is logged %d times", n)
	}
}

// TestLogIsDiscreet: a query may be an attorney's work product.
func TestLogIsDiscreet(t *testing.T) {
	var log bytes.Buffer
	for _, s := range []index.Searcher{&fake{docs: invented()}, &panicking{}, &fake{err: context.DeadlineExceeded}} {
		h, err := New(Options{Searcher: s, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		get(h, "/?q=confidential&outcome=upheld")
		get(h, "/search.csv?q=confidential")
		get(h, "/api/v1/suggest?prefix=confidential")
	}
	if strings.Contains(log.String(), "confidential") || !strings.Contains(log.String(), "status=200") {
		t.Errorf("the log says\n%s", log.String())
	}
}

func TestLimits(t *testing.T) {
	if _, err := New(Options{}); err == nil {
		t.Error("a server without a searcher was made")
	}
	h := newTest(t, &fake{docs: invented()})
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		r := httptest.NewRequest(method, "/?q=x", strings.NewReader("x"))
		r.Host = "localhost"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s / = %d, want 405", method, w.Code)
		}
	}
	r := httptest.NewRequest(http.MethodHead, "/?q=exercise", nil)
	r.Host = "localhost"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 200 || w.Body.Len() != 0 {
		t.Errorf("HEAD / = %d with %d bytes", w.Code, w.Body.Len())
	}
}

// TestTextIsCompressed: pages, data and exports go compressed over the wire to
// those who take that, and whole to others.
func TestTextIsCompressed(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	for _, path := range []string{"/?q=exercise", "/help", "/api/v1/fields"} {
		plain := get(h, path)
		if plain.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: compressed for who did not ask", path)
		}
		for _, coding := range []string{"gzip", "zstd"} {
			w := get(h, path, "Accept-Encoding", coding)
			if got := w.Header().Get("Content-Encoding"); got != coding || w.Body.Len() > plain.Body.Len()/2 {
				t.Errorf("%s as %s: coding %q, %d bytes of %d", path, coding, got, w.Body.Len(), plain.Body.Len())
			}
			if again := get(h, path, "Accept-Encoding", coding, "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
				t.Errorf("%s as %s, asked again: %d", path, coding, again.Code)
			}
		}
	}
}
