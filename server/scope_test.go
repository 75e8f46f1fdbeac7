package server_test

import (
	"html"
	"strings"
	"testing"

	"encoding/json"

	"imrsearch/index"
)

// TestScopeIsKept: where a treatment is named, every link of its list to another
// list keeps the scope, but for the side of the switch that leaves it.
func TestScopeIsKept(t *testing.T) {
	_, ask := over(t, 200)
	for _, path := range []string{"/?q=norco&scope=requested", "/?q=norco&scope=requested&sex=male&sort=age", "/?q=was+norco+ever+upheld%3F&scope=requested&limit=2&start=2"} {
		body := ask(path, "text/html").Body.String()
		for _, want := range []string{`id="scope-requested"`, `id="scope-all"`, `<input type="hidden" name="scope" value="requested" data-keep>`} {
			if !strings.Contains(body, want) {
				t.Fatalf("%s: no %s in\n%.4000s", path, want, body)
			}
		}
		lists := 0
		for _, line := range strings.Split(body, "<a ") {
			m := href.FindStringSubmatch(line)
			if m == nil || strings.Contains(line, `id="scope-all"`) || strings.Contains(line, "<code>") {
				continue
			}
			to := html.UnescapeString(m[1])
			if !strings.Contains(to, "q=") || strings.HasPrefix(to, "/stats") || strings.HasPrefix(to, "/decides") { // rates have a scope of their own
				continue
			}
			lists++
			if !strings.Contains(to, "scope=requested") {
				t.Errorf("%s leads to %s", path, to)
			}
		}
		if lists < 10 {
			t.Errorf("%s: only %d links were found", path, lists)
		}
	}
}

// TestSwitchCounts: both sides of the switch say the same in both scopes, and
// the rate is that of the requests in both.
func TestSwitchCounts(t *testing.T) {
	_, ask := over(t, 200)
	for _, q := range []string{"norco", "norco+overturned", "how+often+is+norco+overturned", "norco+for+women"} {
		var all, only index.Result
		for path, res := range map[string]*index.Result{"/api/v1/search?q=" + q: &all, "/api/v1/search?scope=requested&q=" + q: &only} {
			if err := json.Unmarshal(ask(path, "application/json").Body.Bytes(), res); err != nil {
				t.Fatal(err)
			}
		}
		if all.Total.Requested == nil || only.Total.Items != all.Total.Requested.Items || all.Total.Mentioned == 0 || only.Total.Mentioned != 0 {
			t.Fatalf("%s: %+v and %+v", q, all.Total, only.Total)
		}
		wide, narrow := ask("/?q="+q, "text/html").Body.String(), ask("/?scope=requested&q="+q, "text/html").Body.String()
		for _, part := range [][2]string{{`id="scope-requested"`, "</a>"}, {`id="scope-all"`, "</a>"}, {`<div class="rate">`, "</div>"}} {
			a, b := between(wide, part[0], part[1]), between(narrow, part[0], part[1])
			a, b = strings.ReplaceAll(a, ` aria-current="true"`, ""), strings.ReplaceAll(b, ` aria-current="true"`, "")
			if a != b || a == "" {
				t.Errorf("%s: %s in one scope, %s in the other", q, a, b)
			}
		}
		if !strings.Contains(between(wide, `id="scope-all"`, ">"), "aria-current") || !strings.Contains(between(narrow, `id="scope-requested"`, ">"), "aria-current") {
			t.Errorf("%s: the scope is not marked", q)
		}
		if strings.Contains(narrow, "label-requested") || !strings.Contains(wide, "label-requested") {
			t.Errorf("%s: hits are not labelled where the list mixes them, or where it does not", q)
		}
	}
	if body := ask("/?q=pain", "text/html").Body.String(); strings.Contains(body, "scope-") {
		t.Error("a search without a treatment has the switch")
	}
}

// between returns what stands behind a text up to another.
func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// TestCaseNumberLeadsToItsLetter: any form of a case number is sent to the
// address of the letters.
func TestCaseNumberLeadsToItsLetter(t *testing.T) {
	_, ask := over(t, 1)
	for path, want := range map[string]string{
		"/letters/CM16-213037":                  "/letters/CM16-0213037",
		"/letters/cm160213037":                  "/letters/CM16-0213037",
		"/letters/cm16%200213037?q=knee+pain":   "/letters/CM16-0213037?q=knee+pain",
		"/letters/CM16_0213037/original":        "/letters/CM16-0213037/original",
		"/letters/cm16-0213037.json":            "/letters/CM16-0213037.json",
		"/letters/CM160213037/2":                "/letters/CM16-0213037/2",
		"/api/v1/letters/CM16-213037":           "/api/v1/letters/CM16-0213037",
		"/items/cm160213037/2":                  "/items/CM16-0213037/2",
		"/items/cm160213037/2/similar?start=20": "/items/CM16-0213037/2/similar?start=20",
		"/api/v1/items/CM16-213037/2/similar":   "/api/v1/items/CM16-0213037/2/similar",
		"/letters/x0123456789ab":                "",
		"/letters/CM16-0213037":                 "",
		"/letters/13-000004":                    "",
		"/letters/nothing":                      "",
		"/letters/CM16-21303799":                "",
	} {
		w := ask(path, "text/html")
		if got := w.Header().Get("Location"); got != want || want != "" && w.Code != 308 || want == "" && w.Code != 404 {
			t.Errorf("GET %s = %d to %q, want %q", path, w.Code, got, want)
		}
	}
}
