package server_test

import (
	"html"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"imrsearch/index/store"
)

// TestQuestionsOfStart: the answer beside each example is that of the list it
// leads to.
func TestQuestionsOfStart(t *testing.T) {
	_, ask := over(t, 60)
	page := ask("/", "text/html").Body.String()
	examples := regexp.MustCompile(`<li><a href="(/\?q=[^"]*)">[^<]*</a> <span>(\d+) of (\d+) overturned</span>`).FindAllStringSubmatch(page, -1)
	if len(examples) < 3 {
		t.Fatalf("%d examples:\n%.4000s", len(examples), page)
	}
	for _, e := range examples {
		list := ask(html.UnescapeString(e[1]), "text/html").Body.String()
		if !strings.Contains(list, e[2]+" of "+e[3]+" request") {
			t.Errorf("%s promises %s of %s, the list says otherwise:\n%.1500s", e[1], e[2], e[3], regexp.MustCompile(`\d+ of \d+ request[^<]*`).FindString(list))
		}
	}
}

// TestKeptOnStart: what is kept is on the start page, of the last searches the
// newest first, and is not cached.
func TestKeptOnStart(t *testing.T) {
	docs, _ := over(t, 12)
	h, kept, _ := keeping(t, docs)
	ask := func(path string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "localhost"
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	if body := ask("/").Body.String(); strings.Contains(body, `id="recent"`) || strings.Contains(body, `id="saved"`) {
		t.Error("lists of nothing")
	}
	ask("/?q=norco")
	ask("/?q=" + url.QueryEscape("knee <b>") + "&sex=male")
	if _, err := kept.Save(t.Context(), store.Saved{Name: "mine", Address: "q=acupuncture"}, false); err != nil {
		t.Fatal(err)
	}
	w := ask("/")
	body := w.Body.String()
	first, second := strings.Index(body, `>knee &lt;b&gt; · Sex: male</a>`), strings.Index(body, `<a href="/?q=norco">norco</a>`)
	if first < 0 || second < first || !strings.Contains(body, `<a href="/?q=acupuncture">mine</a>`) {
		t.Errorf("recent at %d and %d:\n%.3000s", first, second, body[max(0, strings.Index(body, `id="recent"`)):])
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
}
