package server_test

import (
	"encoding/csv"
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"

	"imrsearch/index"
)

// TestDecidesPage: the page, the CSV and the JSON say the same, and what cannot
// be is said.
func TestDecidesPage(t *testing.T) {
	docs, ask := over(t, 120)
	for path, want := range map[string][]string{
		"/decides":                      {"What decides", "Words and phrases", "Against: more in upheld letters", "Monroe"},
		"/decides?q=pain&sex=male":      {`href="/decides?q=pain"`, `name="sex" value="male"`, "Sex: Male"},
		"/decides?q=denied+pain":        {"was left out"},
		"/decides?q=%3Cb%3E":            {`value="&lt;b&gt;"`},
		"/decides?q=zzunicorn":          {"One side has no letters"},
		"/?q=norco&sex=male":            {`href="/decides?q=norco&amp;sex=male"`},
		"/decides?like=" + itemOf(docs): {"-case:" + docs[0].Letter.ID},
	} {
		w := ask(path, "text/html")
		if w.Code != 200 {
			t.Errorf("%s: %d", path, w.Code)
		}
		for _, text := range want {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s: no %s in\n%.3000s", path, text, between(w.Body.String(), "<main", "</main>"))
			}
		}
	}
	var d index.Decides
	if err := json.Unmarshal(ask("/api/v1/decides?least=2", "application/json").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	page := html.UnescapeString(ask("/decides?least=2", "text/html").Body.String())
	rows := 0
	for _, l := range d.Lists {
		for _, r := range append(l.For, l.Against...) {
			rows++
			if !strings.Contains(page, `<a href="/?`+r.Search+`">`) {
				t.Errorf("%s %s is not on the page", l.Kind, r.Text)
			}
		}
	}
	sheet, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask("/decides.csv?least=2", "*/*").Body.String(), "\ufeff"))).ReadAll()
	if err != nil || len(sheet) != rows+1 || rows == 0 {
		t.Errorf("%d rows as CSV, %v; %d as JSON", len(sheet)-1, err, rows)
	}
	for path, status := range map[string]int{
		"/decides?q=(knee": 400, "/decides?least=none": 400, "/decides?limit=0": 400, "/decides?like=CM99-0000000/1": 404, "/decides?like=knee": 404,
	} {
		if w := ask(path, "application/json"); w.Code != status {
			t.Errorf("%s: %d, want %d: %s", path, w.Code, status, w.Body)
		}
	}
}

func itemOf(docs []*index.Document) string {
	for _, d := range docs[0].Determinations() {
		if index.SameRequestQuery(&d) != "" {
			return d.Item.ID
		}
	}
	return ""
}

var groupLink = regexp.MustCompile(`href="(/\?[^"]*)">\+(\d+) (?:alike|found in this letter)`)

// TestFoldedPage: the links of a folded list find what they say, its pages end
// with its last hit, and its export says as many items as it writes.
func TestFoldedPage(t *testing.T) {
	_, ask := over(t, 120)
	for _, list := range []string{"q=&fold=alike", "q=&fold=letter", "q=pain&fold=letter&outcome=upheld", "q=zzz+therapy&fold=letter"} {
		body := html.UnescapeString(ask("/?"+list, "text/html").Body.String())
		found := groupLink.FindAllStringSubmatch(body, -1)
		for _, m := range found {
			var res index.Result
			if err := json.Unmarshal(ask("/search.json?"+strings.TrimPrefix(m[1], "/?"), "application/json").Body.Bytes(), &res); err != nil {
				t.Fatal(err)
			}
			if got := res.Total.Items - 1; m[2] != itoa(got) {
				t.Errorf("%s: %s finds %d others, said %s", list, m[1], got, m[2])
			}
		}
		if strings.Contains(list, "letter") && len(found) == 0 {
			t.Errorf("%s: no letter has another item", list)
		}
		if !strings.Contains(body, "Show all") {
			t.Errorf("%s: no way back from a folded list in\n%.2000s", list, between(body, "<main", "</main>"))
		}
		var res index.Result
		if err := json.Unmarshal(ask("/search.json?limit=100&"+list, "application/json").Body.Bytes(), &res); err != nil || res.Total.Groups == nil {
			t.Fatalf("%s: %v, %+v", list, err, res.Total)
		}
		n := *res.Total.Groups
		if !strings.Contains(body, "<p>All "+itoa(n)+" items") {
			t.Errorf("%s: the export does not say %d items", list, n)
		}
		if rows := strings.Count(ask("/export?format=jsonl&"+list, "*/*").Body.String(), "\n"); rows != n {
			t.Errorf("%s: the export has %d rows, the list %d hits", list, rows, n)
		}
		last := ask("/?"+list+"&start="+itoa((n-1)/20*20), "text/html").Body.String()
		if hits := strings.Count(last, `class="hit `); hits != (n-1)%20+1 || strings.Contains(last, `rel="next"`) {
			t.Errorf("%s: the last page has %d of %d hits, or a next one", list, hits, n)
		}
	}
	if w := ask("/?fold=sideways", "application/json"); w.Code != 400 {
		t.Errorf("fold=sideways: %d", w.Code)
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }
