package server_test

import (
	"encoding/json"
	"encoding/xml"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/index/store"
	"imrsearch/index/store/sqlite"
	"imrsearch/server"
)

// keeping serves some letters with a store, and says what the log holds.
func keeping(t *testing.T, docs []*index.Document) (http.Handler, *sqlite.Store, *strings.Builder) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	scan := indextest.NewScan(docs)
	scan.Keeper = store.Keeper(s)
	var log strings.Builder
	h, err := server.New(server.Options{Searcher: scan, Store: s, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return h, s, &log
}

func send(h http.Handler, method, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Accept", "text/html")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestKeptPages walks through what a user keeps: save, see, tag, note, remove,
// undo.
func TestKeptPages(t *testing.T) {
	docs := indextest.BenchDocuments(60)
	h, s, log := keeping(t, docs)
	item := docs[0].Letter.ID + "/1"
	letter := "/letters/" + docs[0].Letter.ID
	steps := []struct {
		method, path string
		form         url.Values
		status       int
		want         string // in the body, or the end of the place to go to
	}{
		{"GET", "/saved", nil, 200, "Nothing is saved yet"},
		{"GET", "/?q=pain", nil, 200, "Save this search"},
		{"GET", "/?q=pain&outcome=upheld", nil, 200, `name="address" value="outcome=upheld&amp;q=pain"`},
		{"POST", "/saved", url.Values{"name": {"pains"}, "address": {"outcome=upheld&q=pain"}, "note": {"a <b>note"}}, 303, "/saved#pains"},
		{"POST", "/saved", url.Values{"name": {"Pains"}, "address": {"q=knee"}}, 409, "taken"},
		{"POST", "/saved", url.Values{"name": {"7"}, "address": {"q=knee"}}, 400, "no number alone"},
		{"POST", "/saved", url.Values{"name": {"x"}, "address": {"q=(knee"}}, 400, "bracket"},
		{"POST", "/saved", url.Values{"name": {"x"}, "address": {"%zz"}}, 400, "no parameters"},
		{"GET", "/saved", nil, 200, "a &lt;b&gt;note"},
		{"GET", "/saved/pains", nil, 303, "/?outcome=upheld&q=pain"},
		{"GET", "/saved/none", nil, 404, "no search of that name"},
		{"GET", "/?q=%40pains", nil, 200, `<article class="hit`},
		{"GET", letter + "?q=%40pains", nil, 200, `<mark id="m1">`},
		{"GET", letter, nil, 200, "Add a note"},
		{"POST", "/items/" + item + "/tags", url.Values{"tag": {" To  cite "}}, 303, letter + "#item-1"},
		{"POST", "/items/" + item + "/note", url.Values{"note": {"like <Ruiz>\r\nmore"}}, 303, letter + "#item-1"},
		{"POST", "/items/" + item + "/tags", url.Values{"tag": {""}}, 400, "empty"},
		{"POST", "/items/" + docs[0].Letter.ID + "/99/tags", url.Values{"tag": {"x"}}, 404, "no item of that number"},
		{"GET", letter, nil, 200, "like &lt;Ruiz&gt;"},
		{"GET", "/?tag=to+cite", nil, 200, "1 item in 1 letter"},
		{"GET", "/?q=note%3Aruiz", nil, 200, "like &lt;Ruiz&gt; …"},
		{"GET", "/?tag=nosuch", nil, 400, "To cite"},
		{"GET", "/saved", nil, 200, `href="/?tag=To&#43;cite"`},
		{"GET", "/saved/export.csv", nil, 200, "kind,name"},
		{"POST", "/items/" + item + "/tags", url.Values{"tag": {"to cite"}, "remove": {"1"}}, 303, ""},
		{"POST", "/items/" + item + "/note", url.Values{"note": {" "}}, 303, ""},
		{"GET", letter, nil, 200, "Add a note"},
		{"POST", "/saved/pains/check", nil, 303, "/saved#pains"},
		{"POST", "/saved/pains/remove", nil, 303, "/saved?removed=pains"},
		{"GET", "/saved?removed=pains", nil, 200, "Undo"},
		{"GET", "/?q=%40pains", nil, 400, "no search of that name"},
		{"POST", "/saved/pains/restore", nil, 303, "/saved#pains"},
		{"GET", "/saved/pains/remove", nil, 405, ""},
	}
	for _, step := range steps {
		w := send(h, step.method, step.path, step.form)
		got := w.Body.String()
		if step.status == 303 {
			got = w.Header().Get("Location")
		}
		if w.Code != step.status || !strings.Contains(got, step.want) {
			t.Errorf("%s %s %v: %d, want %d with %q:\n%s", step.method, step.path, step.form, w.Code, step.status, step.want, got)
		}
	}
	if labels, err := s.Labels(t.Context()); err != nil || len(labels.All()) > 0 {
		t.Errorf("labels are left: %v, %v", labels.All(), err)
	}
	if strings.Contains(log.String(), "Ruiz") || strings.Contains(log.String(), "pain&") {
		t.Errorf("the log holds what was kept:\n%s", log)
	}
	evil := send(h, "POST", "/saved", url.Values{"name": {"evil"}, "address": {"q=x"}}, "Origin", "http://evil.example", "Sec-Fetch-Site", "cross-site")
	if evil.Code != http.StatusForbidden {
		t.Errorf("another site saves a search: %d", evil.Code)
	}
}

// TestKeptJSON: the API says what the pages say.
func TestKeptJSON(t *testing.T) {
	h, s, _ := keeping(t, indextest.BenchDocuments(60))
	send(h, "GET", "/?q=pain", nil)
	send(h, "POST", "/saved", url.Values{"name": {"pains"}, "address": {"q=pain"}})
	x, err := store.Find(t.Context(), s, "pains")
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.Matched(t.Context(), x.Number)
	if err != nil || len(before) < 4 {
		t.Fatal(len(before), err)
	}
	if err := s.SetMatched(t.Context(), x.Number, before[3:], time.Now()); err != nil { // as if three letters had come
		t.Fatal(err)
	}
	var list struct{ Saved []store.View }
	if err := json.Unmarshal(send(h, "GET", "/api/v1/saved", nil).Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	v := list.Saved[0]
	if v.Items != len(before) || len(v.New) != 3 || v.New[0].ID != before[0].ID || v.Query != "pain" {
		t.Errorf("%+v", v)
	}
	if page := send(h, "GET", "/saved", nil).Body.String(); !strings.Contains(page, "&#43;3 new") || !strings.Contains(page, before[0].ID) {
		t.Errorf("the page does not say what is new:\n%s", page)
	}
	var one store.View
	if err := json.Unmarshal(send(h, "GET", "/api/v1/saved/pains", nil).Body.Bytes(), &one); err != nil || len(one.New) != 3 {
		t.Errorf("%+v, %v", one, err)
	}
	send(h, "POST", "/saved/pains/check", nil)
	if page := send(h, "GET", "/saved", nil).Body.String(); !strings.Contains(page, "nothing new") {
		t.Errorf("what was seen is new still:\n%s", page)
	}
}

// TestKeptAPIIsDescribed: every member of an answer stands in the document.
func TestKeptAPIIsDescribed(t *testing.T) {
	docs := indextest.BenchDocuments(20)
	h, _, _ := keeping(t, docs)
	item := docs[0].Letter.ID + "/1"
	send(h, "GET", "/?q=pain&sex=male", nil)
	send(h, "POST", "/saved", url.Values{"name": {"pains"}, "address": {"q=pain&scope=requested&match=all&outcome=upheld"}, "note": {"n"}})
	send(h, "POST", "/items/"+item+"/tags", url.Values{"tag": {"x"}})
	send(h, "POST", "/items/"+item+"/note", url.Values{"note": {"x"}})
	document := send(h, "GET", "/api/v1/openapi.yaml", nil).Body.String()
	for _, path := range []string{"saved", "saved/pains", "labels", "history"} {
		var answer any
		if err := json.Unmarshal(send(h, "GET", "/api/v1/"+path, nil).Body.Bytes(), &answer); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		members(answer, func(name string) {
			if !strings.Contains(document, " "+name+":") {
				t.Errorf("%s has the member %q, which openapi.yaml does not describe", path, name)
			}
		})
	}
}

// TestAtom: the feed has what RFC 4287 requires, ids that stay, and first what
// was seen last.
func TestAtom(t *testing.T) {
	h, s, _ := keeping(t, indextest.BenchDocuments(120))
	send(h, "POST", "/saved", url.Values{"name": {"pains"}, "address": {"q=pain"}, "note": {""}})
	x, err := store.Find(t.Context(), s, "pains")
	if err != nil {
		t.Fatal(err)
	}
	matched, err := s.Matched(t.Context(), x.Number)
	if err != nil || len(matched) < 60 {
		t.Fatalf("%d items, %v", len(matched), err)
	}
	oldest := matched[0]
	seen := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	matched[0].Seen = seen
	if err := s.SetMatched(t.Context(), x.Number, matched, time.Now()); err != nil {
		t.Fatal(err)
	}
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	type feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"http://www.w3.org/2005/Atom id"`
		Title   string   `xml:"http://www.w3.org/2005/Atom title"`
		Updated string   `xml:"http://www.w3.org/2005/Atom updated"`
		Author  string   `xml:"http://www.w3.org/2005/Atom author>name"`
		Links   []link   `xml:"http://www.w3.org/2005/Atom link"`
		Entries []struct {
			ID      string `xml:"http://www.w3.org/2005/Atom id"`
			Title   string `xml:"http://www.w3.org/2005/Atom title"`
			Updated string `xml:"http://www.w3.org/2005/Atom updated"`
			Link    link   `xml:"http://www.w3.org/2005/Atom link"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	read := func() feed {
		w := send(h, "GET", "/saved/pains.atom", nil)
		if w.Code != 200 || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
			t.Fatalf("%d, %s", w.Code, w.Header().Get("Content-Type"))
		}
		var f feed
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		return f
	}
	f := read()
	if f.ID == "" || f.Title == "" || f.Author == "" || len(f.Entries) != 50 || !slices.ContainsFunc(f.Links, func(l link) bool { return l.Rel == "self" && l.Href == "http://localhost/saved/pains.atom" }) {
		t.Errorf("feed %+v", f)
	}
	ids := map[string]bool{}
	last := ""
	for i, e := range f.Entries {
		at, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || e.Title == "" || !strings.HasPrefix(e.ID, "tag:") || ids[e.ID] || !strings.HasPrefix(e.Link.Href, "http://localhost/letters/") {
			t.Errorf("entry %d: %+v, %v", i, e, err)
		}
		ids[e.ID] = true
		if now := at.UTC().Format(time.RFC3339); last != "" && now > last {
			t.Errorf("entry %d of %s stands behind one of %s", i, now, last)
		} else {
			last = now
		}
	}
	if f.Entries[0].ID != "tag:imr.localhost,2026:item/"+oldest.ID || f.Updated != seen.Format(time.RFC3339) {
		t.Errorf("first is %+v of a feed of %s, want %s, which was seen last", f.Entries[0], f.Updated, oldest.ID)
	}
	if again := read(); again.ID != f.ID || again.Entries[7].ID != f.Entries[7].ID {
		t.Error("ids change from one reading to the next")
	}
	if w := send(h, "GET", "/saved/none.atom", nil); w.Code != 404 {
		t.Errorf("a feed of nothing: %d", w.Code)
	}
}

// TestHistoryPages: what is noted, what is not, and that it can be forgotten.
func TestHistoryPages(t *testing.T) {
	h, s, _ := keeping(t, indextest.BenchDocuments(40))
	long := strings.Repeat("plantedword ", 20)
	for _, path := range []string{"/?q=pain", "/?q=pain&start=20", "/?q=", "/", "/?q=" + url.QueryEscape(long), "/search.json?q=asdata", "/?q=(broken"} {
		send(h, "GET", path, nil)
	}
	send(h, "GET", "/?q=typ", nil, "X-Fragment", "typing")
	send(h, "GET", "/?q=typed+knee", nil, "X-Fragment", "asked")
	send(h, "HEAD", "/?q=head", nil)
	visits, err := s.Visits(t.Context(), 0)
	var got []string
	for _, v := range visits {
		got = append(got, v.Address)
	}
	if want := []string{"q=typed+knee", "q=pain"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("noted %q, want %q, %v", got, want, err)
	}
	page := send(h, "GET", "/history", nil).Body.String()
	if !strings.Contains(page, "typed knee") || strings.Contains(page, "plantedword") {
		t.Errorf("history:\n%s", page)
	}
	send(h, "POST", "/history/off", nil)
	send(h, "GET", "/?q=secret", nil)
	if page := send(h, "GET", "/history", nil).Body.String(); strings.Contains(page, "secret") || !strings.Contains(page, "The history is off") {
		t.Errorf("off:\n%s", page)
	}
	send(h, "POST", "/history/on", nil)
	send(h, "POST", "/history/clear", nil)
	if page := send(h, "GET", "/history", nil).Body.String(); !strings.Contains(page, "There is nothing here") {
		t.Errorf("cleared:\n%s", page)
	}
}

// TestWithoutStore: where nothing is kept, no page offers it.
func TestWithoutStore(t *testing.T) {
	docs := indextest.BenchDocuments(10)
	h, err := server.New(server.Options{Searcher: indextest.NewScan(docs), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/saved", "/history", "/api/v1/saved", "/saved/x.atom"} {
		if w := send(h, "GET", path, nil); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	for _, path := range []string{"/?q=pain", "/letters/" + docs[0].Letter.ID} {
		if page := send(h, "GET", path, nil).Body.String(); strings.Contains(page, "Save this search") || strings.Contains(page, "Add a note") || strings.Contains(page, "/saved") {
			t.Errorf("%s offers to keep something", path)
		}
	}
}
