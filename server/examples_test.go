package server_test

import (
	"html"
	"io"
	"log/slog"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/parser/lettertest"
	"imrsearch/server"
)

// over returns a server over n invented letters, and a way to ask it.
func over(t *testing.T, n int) (docs []*index.Document, fetch func(path, accept string) *httptest.ResponseRecorder) {
	t.Helper()
	g := lettertest.New(lettertest.Options{Seed: 5})
	for i := range n {
		l := g.Letter(i)
		docs = append(docs, &index.Document{Letter: &l.Truth, Text: l.Text})
	}
	h, err := server.New(server.Options{Searcher: indextest.NewScan(docs), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return docs, func(path, accept string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "localhost"
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
}

var href = regexp.MustCompile(`href="(/[^"]*)"`)

// TestEveryLinkRuns follows every link of the pages, one step far: each
// example of the help page is a query that runs, each chip, facet page,
// place and page number leads somewhere.
func TestEveryLinkRuns(t *testing.T) {
	docs, ask := over(t, 12)
	fetch := func(path string) *httptest.ResponseRecorder { return ask(path, "text/html") }
	seen := map[string]bool{}
	for _, page := range []string{"/", "/help", "/?q=norco+pain", "/?q=pain&outcome=upheld", "/?q=zzz+opioid", "/decides?least=1", "/decides?q=pain&least=1&sex=male", "/stats", "/stats?q=pain&by=body&by2=sex&sex=male", "/stats?q=pain&by=sex&change=chronic-pain-2016", "/letters/" + docs[0].Letter.ID + "?q=pain"} {
		for _, m := range href.FindAllStringSubmatch(fetch(page).Body.String(), -1) {
			path, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if path == "" || seen[path] || strings.HasSuffix(path, "/original") {
				continue
			}
			seen[path] = true
			if w := fetch(path); w.Code >= 400 {
				t.Errorf("%s leads to %s: status %d", page, path, w.Code)
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d links were found", len(seen))
	}
}

// TestAbsentWordIsNamed: where most words were enough, the page says which
// word stands nowhere.
func TestAbsentWordIsNamed(t *testing.T) {
	_, ask := over(t, 12)
	body := ask("/?q=pain+qqxyz", "text/html").Body.String()
	if strings.Count(body, "qqxyz” stands") != 1 || strings.Contains(body, "stands in no letter") {
		t.Errorf("an absent word is told more than once:\n%s", body)
	}
	if !strings.Contains(body, "No item has all the words.") || !strings.Contains(body, "“qqxyz” stands in no item") ||
		strings.Contains(body, "“pain” stands") {
		t.Errorf("the page does not say which word is absent:\n%.3000s", body)
	}
	// Words that are not looked for in texts are not missed in them.
	body = ask("/?q=how+often+is+qqxyz+pain+overturned+for+women", "text/html").Body.String()
	for _, word := range []string{"how", "often", "is", "overturned", "women"} {
		if strings.Contains(body, "“"+word+"” stands in no item") || !strings.Contains(body, "“qqxyz” stands in no item") {
			t.Errorf("the page says that %s is absent, or nothing of qqxyz:\n%.3000s", word, body)
		}
	}
}
