package server

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/query"
)

// TestSameSearchEverywhere checks that a search has one answer, however it is
// asked for.
func TestSameSearchEverywhere(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	want := get(h, "/api/v1/search?q=exercise&outcome=upheld").Body.String()
	for _, path := range []string{"/.json?q=exercise&outcome=upheld", "/search.json?outcome=upheld&q=exercise"} {
		if got := get(h, path).Body.String(); got != want {
			t.Errorf("GET %s = %s, want %s", path, got, want)
		}
	}
	if got := get(h, "/?q=exercise&outcome=upheld", "Accept", "application/json").Body.String(); got != want {
		t.Errorf("GET / as JSON = %s, want %s", got, want)
	}
	var res index.Result
	if err := json.Unmarshal([]byte(want), &res); err != nil {
		t.Fatal(err)
	}
	if res.Total.Items != 1 || len(res.Hits) != 1 || res.Hits[0].ID != "CM16-0990001/1" {
		t.Errorf("the answer is %s", want)
	}
}

func TestLetterAsData(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	for _, path := range []string{"/letters/CM16-0990001.json", "/api/v1/letters/CM16-0990001"} {
		w := get(h, path)
		var letter struct {
			ID    string `json:"id"`
			Items []struct{ Outcome string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &letter); err != nil || letter.ID != "CM16-0990001" || len(letter.Items) != 2 {
			t.Errorf("GET %s = %s, %v", path, w.Body, err)
		}
	}
}

// TestProblems checks the errors of the API against RFC 9457 and the
// contract's own members.
func TestProblems(t *testing.T) {
	faulty := &fake{err: &query.SyntaxError{Offset: 5, Length: 3, Msg: "there is nothing behind AND", Repair: "knee"}}
	tests := []struct {
		path     string
		searcher *fake
		status   int
		want     map[string]any
	}{
		{"/api/v1/search?q=knee+AND", faulty, 400, map[string]any{"offset": 5.0, "length": 3.0, "repair": "knee", "param": "q"}},
		{"/api/v1/search?limit=x", &fake{}, 400, map[string]any{"param": "limit"}},
		{"/api/v1/search?sort=colour", &fake{}, 400, map[string]any{"param": "sort"}},
		{"/api/v1/letters/none", &fake{}, 404, map[string]any{"title": "Not found"}},
		{"/api/v1/nothing", &fake{}, 404, nil},
		{"/api/v1/search?q=x&cursor=c&sort=decided", &fake{err: index.ErrExpired}, 410, map[string]any{"restart": "/?q=x&sort=decided"}},
		{"/search.csv?q=x", &fake{err: index.ErrBusy}, 503, nil},
	}
	for _, test := range tests {
		w := get(newTest(t, test.searcher), test.path)
		if got := w.Header().Get("Content-Type"); got != "application/problem+json" || w.Code != test.status {
			t.Errorf("GET %s = %d, %s, want %d", test.path, w.Code, got, test.status)
		}
		var p map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if p["status"] != float64(test.status) || p["detail"] == "" {
			t.Errorf("GET %s = %s", test.path, w.Body)
		}
		for name, want := range test.want {
			if p[name] != want {
				t.Errorf("GET %s: %s = %v, want %v", test.path, name, p[name], want)
			}
		}
	}
}

// A value that does not exist is answered with the nearest ones, as data and as
// a page.
func TestUnknownValue(t *testing.T) {
	unknown := &index.RequestError{Param: "outcome", Msg: "there is no value bogus; the nearest are upheld (7)", Nearest: []index.Bucket{{Value: "upheld", Label: "upheld", Count: 7}}}
	h := newTest(t, &fake{err: unknown})
	w := get(h, "/api/v1/search?outcome=bogus")
	for _, want := range []string{`"param":"outcome"`, `"nearest":[{"value":"upheld","label":"upheld","count":7,"selected":false}]`} {
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) {
			t.Errorf("the problem is %d %s, want %s in it", w.Code, w.Body, want)
		}
	}
	w = get(h, "/?outcome=bogus")
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "the nearest are upheld (7)") {
		t.Errorf("the page is %d, want one that names the nearest values", w.Code)
	}
}

func TestFaultStandsInItsPlace(t *testing.T) {
	h := newTest(t, &fake{err: &query.SyntaxError{Offset: 5, Length: 3, Msg: "there is nothing behind AND", Want: "a word", Repair: "knee"}})
	w := get(h, "/?q=knee+AND&outcome=upheld")
	if w.Code != http.StatusBadRequest {
		t.Errorf("status %d, want 400", w.Code)
	}
	for _, want := range []string{"knee <mark>AND</mark>", "\n     ^", "Expected here: a word.", `href="/?outcome=upheld&amp;q=knee"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %q in\n%s", want, w.Body)
		}
	}
}

func TestCSV(t *testing.T) {
	docs := invented()
	docs[0].Letter.Items[0].Request = "=1+1 kit" // what a spreadsheet would run
	docs[0].Letter.Items[1].Request = `two "lines",` + "\nhere"
	w := get(newTest(t, &fake{docs: docs}), "/search.csv?q=exercise")
	body, ok := strings.CutPrefix(w.Body.String(), "\ufeff")
	if !ok || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Fatalf("no byte order mark, or type %q", w.Header().Get("Content-Type"))
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split("id,outcome,request,treatment_class,decision_date,date_of_injury,age,sex,specialties,snippet", ","), rows[0]); diff != "" {
		t.Error(diff)
	}
	if len(rows) != 4 || rows[1][2] != "'=1+1 kit" || rows[2][2] != "two \"lines\",\nhere" {
		t.Errorf("rows = %q", rows)
	}
}

func TestFragmentHasOnlyWhatChanges(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	w := get(h, "/?q=exercise", "X-Fragment", "1")
	body := w.Body.String()
	if strings.Contains(body, "<html") || strings.Count(body, "data-swap") != 3 || !strings.Contains(w.Header().Get("Vary"), "X-Fragment") {
		t.Errorf("Vary %q, fragment:\n%s", w.Header().Get("Vary"), body)
	}
}

func TestSuggest(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	tests := []struct{ path, want string }{
		{"/api/v1/suggest?prefix=rat", `"text":"rationale:"`},
		{"/api/v1/suggest?prefix=dx", `"text":"dx:"`},
		{"/api/v1/suggest?field=outcome&prefix=Up", `"text":"outcome:upheld","label":"Upheld","kind":"value","count":1`},
		{"/api/v1/suggest?field=rationale&prefix=x", `"suggestions":[]`},
		{"/api/v1/suggest", `"suggestions":[]`},
		{"/api/v1/fields", `"name":"outcome"`},
		{"/help.json", `"name":"outcome"`},
		{"/readyz", `"items":3`},
		{"/healthz", "ok"},
	}
	for _, test := range tests {
		if w := get(h, test.path); w.Code != 200 || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("GET %s = %d %s, want %q", test.path, w.Code, w.Body, test.want)
		}
	}
	if w := get(h, "/api/v1/suggest?field=colour"); w.Code != 400 {
		t.Errorf("completions of no field: %d", w.Code)
	}
}

func TestAssetsAreCached(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	page := get(h, "/help").Body.String()
	_, rest, _ := strings.Cut(page, `rel="stylesheet" href="`)
	path, _, _ := strings.Cut(rest, `"`)
	w := get(h, path)
	if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Fatalf("GET %s = %d, %q", path, w.Code, w.Header().Get("Cache-Control"))
	}
	if again := get(h, path, "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("the same asset again: %d, want 304", again.Code)
	}
}
