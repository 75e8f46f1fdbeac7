package server_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"imrsearch/index/citecheck"
	"imrsearch/index/indextest"
	"imrsearch/parser/denial/denialtest"
	"imrsearch/parser/extract"
	"imrsearch/server"
)

// TestFromDenialToBrief walks the attorney's path in a browser: from the start
// page, a denial as a PDF, what was read of it, five items chosen in its groups,
// their brief, and the brief as a Word document in which every quotation is
// found again. IMR_SHOTS names a folder for a picture of each step.
func TestFromDenialToBrief(t *testing.T) {
	b := newBrowser(t)
	searcher := indextest.NewScan(b.docs)
	h, err := server.New(server.Options{Searcher: searcher, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Files: here{}})
	if err != nil {
		t.Fatal(err)
	}
	ts := httptest.NewServer(h)
	defer ts.Close()
	b.base = ts.URL
	pdf := filepath.Join(t.TempDir(), "denial.pdf")
	if err := os.WriteFile(pdf, denialtest.PDF(sample(t, "decision-table.txt")), 0o600); err != nil {
		t.Fatal(err)
	}

	follow := func(css string) {
		t.Helper()
		if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(css))); err != nil {
			t.Fatalf("%s: %v", css, err)
		}
	}
	b.open(t, "/")
	shot(t, b, "path-1-start")
	follow(".tabs a[href='/similar']") // one
	b.do(t, chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{pdf}))
	follow("#bring button") // two
	b.wait(t, `document.querySelectorAll(".like-group").length > 0 && document.getElementById("read-of") !== null`)
	shot(t, b, "path-2-read-and-found")
	if at := b.text(t, `location.href`); at != ts.URL+"/similar" {
		t.Errorf("the address is %s", at)
	}
	chosen := b.text(t, `{ const boxes = [...document.querySelectorAll("input[name=id][form=collect]")].slice(0, 5); for (const x of boxes) x.click(); boxes.map((x) => x.value).join(" ") }`)
	if n := len(strings.Fields(chosen)); n != 5 {
		t.Fatalf("%d items to choose: %q", n, chosen)
	}
	follow("button[form=collect]") // three
	b.wait(t, `location.pathname === "/brief"`)
	shot(t, b, "path-3-brief")
	for _, id := range strings.Fields(chosen) {
		letter, _, _ := strings.Cut(id, "/")
		if !strings.Contains(b.text(t, `document.body.innerText`), letter) {
			t.Errorf("%s is not in the brief", id)
		}
	}
	link := b.text(t, `document.querySelector("a[href^='/brief.docx']").href`)
	res, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	docx, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", link, res.Status, err)
	}
	draft, err := extract.Read("brief.docx", docx)
	if err != nil {
		t.Fatal(err)
	}
	report, err := citecheck.Check(context.Background(), searcher, citecheck.DraftOf(draft))
	if err != nil {
		t.Fatal(err)
	}
	quotes := 0
	for _, f := range report.Findings {
		if f.State != citecheck.Right {
			t.Errorf("in the brief: %+v", f)
		}
		if f.Kind == citecheck.OfQuotation {
			quotes++
		}
	}
	if quotes < 5 {
		t.Errorf("%d quotations in the brief: %+v", quotes, report)
	}
}
