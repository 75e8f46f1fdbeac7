package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"imrsearch/index"
)

// newTest returns a server over a searcher that logs nowhere.
func newTest(t *testing.T, s index.Searcher) http.Handler {
	t.Helper()
	h, err := New(Options{Searcher: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), AllowedHosts: []string{"imr.example.org"}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for a path as a browser does, or for JSON under /api/.
func get(h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host = "localhost:8017"
	r.Header.Set("Accept", "text/html,*/*;q=0.8")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPages(t *testing.T) {
	found := &fake{docs: invented()}
	fails := func(err error) *fake { return &fake{docs: invented(), err: err} }
	tests := []struct {
		name, path string
		searcher   *fake
		status     int
		want       string
	}{
		{"start", "/", found, 200, "3 disputed items in 2 determination letters, decided Jan 2014 to Jan 2016"},
		{"all items", "/?q=", found, 200, "<title>All items – imr</title>"},
		{"start with what others add", "/?utm_source=x", found, 200, "3 disputed items in 2"},
		{"count", "/?q=exercise", found, 200, "3 items in 2 letters"},
		{"escaped query", "/?q=%3Cb%3E", found, 200, `value="&lt;b&gt;"`},
		{"escaped request", "/?q=exercise", found, 200, "Lumbar kit &lt;b&gt;bold&lt;/b&gt;"},
		{"mark in place", "/?q=exercise", found, 200, "&amp; <mark>exercise</mark> will do."},
		{"title leads to the item", "/?q=exercise", found, 200, `href="/letters/CM16-0990001?hit=1&amp;q=exercise#why-1"`},
		{"place of a snippet", "/?q=exercise", found, 200, "Rationale, p. 2"},
		{"siblings", "/?q=guidance", found, 200, "Same letter:"},
		{"others of a letter", "/?q=guidance", found, 200, "1 more in this letter</a>"},
		{"a hit is short", "/?q=guidance", found, 200, `-rest"><summary`},
		{"or shown whole", "/?q=guidance&view=full", found, 200, `-rest" open><summary`},
		{"the other density", "/?q=guidance", found, 200, `<a id="view" href="/?q=guidance&amp;view=full">Expand all</a>`},
		{"which stays", "/?q=guidance&view=full", found, 200, `name="view" value="full"`},
		{"rate", "/?q=exercise", found, 200, "1 of 3 decided; 95% interval 0.0% to 100.0%; 1 modified besides"},
		{"facet", "/?q=exercise&outcome=upheld", found, 200, `value="upheld" id="f-outcome-upheld" checked`},
		{"zero stays", "/?q=guidance", found, 200, `class="zero"`},
		{"chip", "/?q=exercise&outcome=upheld", found, 200, `<a class="chip chosen" href="/?q=exercise"`},
		{"nothing", "/?q=unicorn", found, 200, "“unicorn” stands in no item"},
		{"nothing with a filter", "/?q=guidance&outcome=upheld", found, 200, "without Outcome: upheld"},
		{"letter", "/letters/CM16-0990001", found, 200, "She fell from a ladder."},
		{"letter escapes", "/letters/CM16-0990001", found, 200, "knee pain &lt;left&gt;"},
		{"letter anchors", "/letters/CM16-0990001", found, 200, `id="p2-l4"`},
		{"citation", "/letters/CM16-0990001", found, 200, "IMR Case No. CM16-0990001, item 2 (overturned Mar. 14, 2016)"},
		{"cited page leads on", "/letters/CM16-0990001", found, 200, `href="/cites/odg/low-back/287">pp. 287–289`},
		{"problems", "/letters/CM16-0990001", found, 200, "item 2 cites no guideline"},
		{"raw", "/letters/CM16-0990001?view=raw", found, 200, `id="p2-l2"`},
		{"no letter", "/letters/CM99-0000000", found, 404, "Not in the index"},
		{"no path in a message", "/letters/CM99-0000000", found, 404, "Not found"},
		{"no original", "/letters/CM16-0990001/original", found, 404, "no longer there"},
		{"similar", "/items/CM16-0990001/1/similar", found, 200, "Same request, overturned"},
		{"similar says what differs", "/items/CM16-0990001/1/similar", found, 200, "Side right, not left"},
		{"similar of no group", "/items/CM16-0990001/1/similar?group=far", found, 400, "overturned, upheld or near"},
		{"similar of no item", "/items/CM16-0990001/9/similar", found, 404, "no item of that number"},
		{"letter by a short number", "/letters/CM16-990001", found, 308, `href="/letters/CM16-0990001"`},
		{"item of a short number", "/letters/cm160990001/2?q=x", found, 308, `href="/letters/CM16-0990001/2?q=x"`},
		{"item of a letter", "/letters/CM16-0990001/2", found, 303, `href="/letters/CM16-0990001#item-2"`},
		{"item", "/items/CM16-0990001/2", found, 303, ""},
		{"no item", "/items/CM16-0990001/9", found, 404, "no item of that number"},
		{"no letter of an item", "/items/CM99-0000000/1", found, 404, "Not in the index"},
		{"help", "/help", found, 200, "How to ask"},
		{"all values", "/facets/outcome?q=exercise", found, 200, "Upheld"},
		{"find a value", "/facets/outcome?q=exercise&find=zzz", found, 200, "No value has these letters"},
		{"no facet", "/facets/rationale", found, 404, "no facet of that name"},
		{"build", "/build?all=knee", found, 303, ""},
		{"no page", "/nowhere", found, 404, "no page at this address"},
		{"bad limit", "/?q=x&limit=1000", found, 400, "limit"},
		{"bare %", "/?q=5%", found, 400, "write %25"},
		{"bare ;", "/.json?q=a;b", found, 400, "write %25 or %3B"},
		{"bad start", "/?q=x&start=99999", found, 400, "start"},
		{"expired", "/?q=x&cursor=abc", fails(index.ErrExpired), 410, "Begin again"},
		{"busy", "/?q=x", fails(index.ErrBusy), 503, "Too many searches"},
		{"no index", "/?q=x", fails(index.ErrNoIndex), 503, "imr ingest"},
		{"slow", "/?q=x", fails(context.DeadlineExceeded), 504, "took too long"},
		{"bug", "/?q=x", fails(errors.New("secret /srv/x")), 500, "Something went wrong"},
	}
	for _, test := range tests {
		w := get(newTest(t, test.searcher), test.path)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s: GET %s = %d, want %d with %q in\n%s", test.name, test.path, w.Code, test.status, test.want, w.Body)
		}
		if strings.Contains(w.Body.String(), "/srv/") {
			t.Errorf("%s: GET %s tells a path", test.name, test.path)
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	for _, path := range []string{"/", "/?q=exercise", "/.json", "/search.csv", "/letters/CM16-0990001", "/letters/CM16-0990001?view=raw",
		"/letters/x", "/items/CM16-0990001/1/similar", "/help", "/facets/outcome", "/build", "/healthz", "/readyz", "/api/v1/fields",
		"/api/v1/suggest?prefix=ra", "/assets/none.css", "/nowhere"} {
		w := get(h, path)
		for name, want := range map[string]string{
			"Content-Security-Policy":      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"X-Frame-Options":              "DENY",
			"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("GET %s: %s = %q, want %q", path, name, got, want)
			}
		}
		body := w.Body.String()
		if strings.Contains(body, " style=") || strings.Contains(body, "<script>") || strings.Contains(body, " onclick=") {
			t.Errorf("GET %s has something inline, which its policy forbids", path)
		}
	}
}

func TestCrossOriginPostIsRefused(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.Host = "localhost"
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("POST / from another site = %d, want 403", w.Code)
	}
}
