package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func postText(h http.Handler, path, text string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(text))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "text/plain")
	r.Header.Set("Accept", "text/html")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestCheckPage holds what comparing a draft shows, as a page and as data.
func TestCheckPage(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	if page := get(h, "/brief/check").Body.String(); !strings.Contains(page, `action="/brief/check"`) {
		t.Errorf("no form:\n%s", page)
	}
	draft := "In IMR Case No. CM16-0990001 (Mar. 14, 2016), item 2, the reviewer wrote “A short course of exercise under guidance is needed.” " +
		"In IMR Case No. CM16-0990001 (Mar. 15, 2016), item 2, it is said “A long course of exercise under guidance is needed.” See also CM99-0000001."
	w := postText(h, "/brief/check", draft)
	for _, want := range []string{"differs", "not in this index", "right", `href="/letters/CM16-0990001`, "A long course of exercise", "CM99-0000001"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("status %d, no %q in\n%s", w.Code, want, w.Body)
		}
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	if w := postText(h, "/api/v1/brief/check", draft, "Accept", "application/json"); w.Code != 200 || !strings.Contains(w.Body.String(), `"state":"differs"`) {
		t.Errorf("as data: %d %s", w.Code, w.Body)
	}
	for path, status := range map[string]int{"/brief/check": 400, "/api/v1/brief/check": 400} {
		if w := postText(h, path, "  \n"); w.Code != status || !strings.Contains(w.Body.String(), "nothing in it") {
			t.Errorf("nothing at %s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := get(h, "/api/v1/brief/check"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "POST" {
		t.Errorf("GET of the API: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}
