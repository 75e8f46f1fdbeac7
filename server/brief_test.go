package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"imrsearch/index/citecheck"
	"imrsearch/parser/extract"
)

// TestBriefPage holds what a brief shows in each state of its address, which is
// all that it needs: no script, no store.
func TestBriefPage(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	const two = "id=CM16-0990001%2F2&amp;id=CM14-0990002%2F1"
	for _, test := range []struct {
		name, path string
		status     int
		want       []string
		not        string
	}{
		{"nothing yet", "/brief", 200, []string{"Nothing is collected yet", `name="q"`}, "Method"},
		{"given", "/brief?id=CM16-0990001/2&id=CM14-0990002/1&question=Why%3F", 200, []string{
			`value="Why?"`, "IMR Case No. CM16-0990001, item 2 (overturned Mar. 14, 2016)", "“A short course of exercise under guidance is needed.”",
			`href="/letters/CM16-0990001#p2-l4"`, "CM16-0990001, item 2, at 2",
			`href="/brief?id=CM14-0990002%2F1&amp;id=CM16-0990001%2F2&amp;question=Why%3F">Up</a>`,
			`href="/brief?id=CM14-0990002%2F1&amp;question=Why%3F">Remove</a>`,
			`href="/brief.docx?` + two, `name="quote" value="CM16-0990001/2:1" checked`, `data-tray="CM16-0990001/2 CM14-0990002/1"`,
			"no search was made",
		}, "Adverse decisions are"},
		{"adverse", "/brief?id=CM16-0990001/2&id=CM16-0990001/1", 200, []string{`id="adverse-h">Adverse decisions</h2>` + "\n" + `<article class="entry" id="entry-2">`, "(upheld Mar. 14, 2016)", "&lt;b&gt;not&lt;/b&gt; needed"}, "<b>not"},
		{"found", "/brief?q=exercise&limit=1", 200, []string{"Searched for: ‹exercise›", "1 overturned, 1 modified, 1 upheld", "The precedents are 1 of 2 overturned or modified", "The adverse decisions are all 1 upheld"}, `>Up<`},
		{"the last one taken out", "/brief?id=CM16-0990001/2", 200, []string{`href="/brief?id=">Remove</a>`}, ">Down<"},
		{"one that is gone", "/brief?id=CM99-0000000/1&id=CM16-0990001/2&id=CM16-0990001/9", 200, []string{"CM99-0000000/1, CM16-0990001/9", "left out", `data-tray="CM16-0990001/2"`, "item 2 (overturned"}, ""},
		{"no such sentence", "/brief?id=CM16-0990001/2&quote=CM16-0990001/2:9", 400, []string{"has no sentence 9"}, "Method"},
	} {
		w := get(h, test.path)
		if w.Code != test.status {
			t.Errorf("%s: status %d, want %d", test.name, w.Code, test.status)
		}
		for _, want := range test.want {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %s in\n%s", test.name, want, w.Body)
			}
		}
		if test.not != "" && strings.Contains(w.Body.String(), test.not) {
			t.Errorf("%s: has %s", test.name, test.not)
		}
	}
}

// TestCollectWithoutScript goes from a list to a brief by what the pages have:
// check boxes of a form.
func TestCollectWithoutScript(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	page := get(h, "/?q=exercise").Body.String()
	if !strings.Contains(page, `<button form="export" formaction="/brief">`) || !strings.Contains(page, `<form id="export" method="get"`) {
		t.Error("the list has no form that collects")
	}
	boxes := regexp.MustCompile(`<input type="checkbox" form="export" name="id" value="([^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(boxes) != 3 {
		t.Fatalf("%d items can be chosen, want 3", len(boxes))
	}
	brief := get(h, "/brief?q=exercise&id="+boxes[0][1]+"&id="+boxes[1][1]).Body.String()
	if !strings.Contains(brief, "The precedents were chosen by hand") {
		t.Errorf("no brief of them:\n%s", brief)
	}
	letter := get(h, "/letters/CM16-0990001").Body.String()
	if strings.Count(letter, `<a href="/brief?id=CM16-0990001%2f`) != 2 || strings.Count(letter, `<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;`) != 2 {
		t.Error("the items of a letter cannot be chosen, or not cited")
	}
}

func TestBriefFiles(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	const query = "?id=CM16-0990001/2&id=CM16-0990001/1"
	for path, mediaType := range map[string]string{
		"/brief.md" + query: "text/markdown; charset=utf-8", "/brief.json" + query: "application/json", "/api/v1/brief" + query: "application/json",
		"/brief.docx" + query:                 "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"/items/CM16-0990001/2/citation.ris":  "application/x-research-info-systems; charset=utf-8",
		"/items/CM16-0990001/2/citation.bib":  "application/x-bibtex; charset=utf-8",
		"/items/CM16-0990001/2/citation.json": "application/vnd.citationstyles.csl+json",
	} {
		if w := get(h, path); w.Code != 200 || w.Header().Get("Content-Type") != mediaType {
			t.Errorf("%s: %d, %s", path, w.Code, w.Header().Get("Content-Type"))
		}
	}
	for _, path := range []string{"/items/CM16-0990001/9/citation.ris", "/items/CM99-0000000/1/citation.ris", "/brief.md?id=CM99-0000000/1"} {
		if w := get(h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	file := get(h, "/brief.docx"+query).Body.Bytes()
	doc, err := extract.Read("brief.docx", file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := citecheck.Check(t.Context(), &fake{docs: invented()}, citecheck.DraftOf(doc))
	if err != nil || !r.Clean() || r.Counts[citecheck.Right] < 8 {
		t.Errorf("the Word document: %+v, %v", r, err)
	}
}
