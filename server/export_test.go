package server_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/parser/lettertest"
	"imrsearch/server"
)

// TestExportIsTheScreen holds that a file has the items of the list, in their
// order and number.
func TestExportIsTheScreen(t *testing.T) {
	docs, ask := over(t, 60)
	searched := 0
	for _, req := range indextest.Requests(11, docs, 60) {
		req.Limit, req.Snippets, req.Facets, req.FacetFields, req.FacetLimit = 100, 0, false, nil, 0
		v := req.Values()
		answer := ask("/api/v1/search?"+v.Encode(), "application/json")
		file := ask("/export?format=jsonl&columns=id,outcome&"+v.Encode(), "*/*")
		if file.Code != answer.Code {
			t.Errorf("%s: %d as a file, %d as JSON", v.Encode(), file.Code, answer.Code)
		}
		if answer.Code != http.StatusOK {
			continue
		}
		searched++
		var want []string
		total := 0
		for cursor := ""; ; {
			var page index.Result
			if err := json.Unmarshal(answer.Body.Bytes(), &page); err != nil {
				t.Fatal(err)
			}
			for _, h := range page.Hits {
				want = append(want, h.ID)
			}
			if total, cursor = page.Total.Items, page.Next; cursor == "" {
				break
			}
			v.Set("cursor", cursor)
			answer = ask("/api/v1/search?"+v.Encode(), "application/json")
		}
		var got []string
		for line := range strings.Lines(file.Body.String()) {
			var row struct{ ID string }
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatal(err)
			}
			got = append(got, row.ID)
		}
		if d := cmp.Diff(want, got); d != "" || len(got) != total {
			t.Errorf("%s: %d rows of %d (-list +file)\n%s", v.Encode(), len(got), total, d)
		}
	}
	if searched < 40 {
		t.Errorf("only %d searches ran", searched)
	}
}

// TestExportFiles holds each form as a file: its name, type and content.
func TestExportFiles(t *testing.T) {
	docs, ask := over(t, 12)
	item := docs[0].Determinations()[0].Item
	path := "/export?id=" + url.QueryEscape(item.ID) + "&columns=id&columns=permalink,rationale&format="
	w := ask(path+"csv", "text/html")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff"))).ReadAll()
	want := [][]string{{"id", "permalink", "rationale"}, {item.ID, "http://localhost/letters/" + docs[0].Letter.ID + "#item-1", item.Rationale.Text}}
	if d := cmp.Diff(want, rows); d != "" || err != nil {
		t.Errorf("csv (-want +got)\n%s%v", d, err)
	}
	book, err := excelize.OpenReader(ask(path+"xlsx", "*/*").Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := book.GetCellValue("Items", "C2"); got != item.Rationale.Text {
		t.Errorf("the workbook has the rationale %q", got)
	}
	data := ask(path+"parquet", "*/*").Body.Bytes()
	if f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data))); err != nil || f.NumRows() != 1 {
		t.Errorf("parquet: %v, %v", f, err)
	}
	for format, ending := range map[string]string{"bibtex": ".bib", "ris": ".ris", "csl": ".csl.json", "md": ".md"} {
		w := ask(path+format, "*/*")
		if got := w.Header().Get("Content-Disposition"); w.Code != 200 || got != `attachment; filename="imr-items`+ending+`"` || !strings.Contains(w.Body.String(), docs[0].Letter.ID) {
			t.Errorf("%s: %d, %s, %s", format, w.Code, got, w.Body)
		}
	}
}

func TestExportRefuses(t *testing.T) {
	_, ask := over(t, 3)
	tests := []struct {
		query  string
		status int
		want   string
	}{
		{"format=doc", 400, "write one of csv, xlsx"},
		{"format=csv&columns=id,ratonale", 400, "did you mean rationale?"},
		{"columns=nothing_like_it", 400, "is no column"},
		{"format=csv&q=(knee", 400, "offset"},
		{"format=csv&outcome=bogus", 400, "nearest"},
		{"format=xlsx&id=CM16-9999999/1", 404, "Not found"},
		{`format=csv&id=a"b`, 400, "is no id"},
	}
	for _, test := range tests {
		w := ask("/export?"+test.query, "*/*")
		if w.Code != test.status || w.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s: %d, %s, want %d and %q", test.query, w.Code, w.Body, test.status, test.want)
		}
		if w := ask("/export?"+test.query, "text/html"); w.Code != test.status || !strings.Contains(w.Body.String(), "<html") {
			t.Errorf("%s in a browser: %d, %.200s", test.query, w.Code, w.Body)
		}
	}
}

// TestExportMenu holds that a list leads to its export, with the search that
// is on the screen.
func TestExportMenu(t *testing.T) {
	_, ask := over(t, 12)
	list := ask("/?q=pain&outcome=upheld&sort=decided&start=2", "text/html").Body.String()
	for _, want := range []string{
		`<form id="export" method="get" action="/export"><input type="hidden" name="outcome" value="upheld"><input type="hidden" name="q" value="pain"><input type="hidden" name="sort" value="decided">`,
		`<option value="xlsx">`, `type="checkbox" form="export" name="id" value="CM`, `href="/export?outcome=upheld&amp;q=pain&amp;sort=decided"`,
	} {
		if !strings.Contains(list, want) {
			t.Errorf("the list has no %s", want)
		}
	}
	page := ask("/export?outcome=upheld&q=pain&sort=decided", "text/html").Body.String()
	for _, want := range []string{`<h1>Export `, `name="columns" value="rationale" checked`, `name="columns" value="summary">`, `<input type="hidden" name="sort" value="decided">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the choice of columns has no %s", want)
		}
	}
	if none := ask("/?q=zzzzqqq", "text/html").Body.String(); strings.Contains(none, `id="export"`) {
		t.Error("an empty list has a menu of exports")
	}
}

// A breaking searcher gives one part of a list and then fails.
type breaking struct{ index.Searcher }

func (s breaking) Search(ctx context.Context, req *index.Request) (*index.Result, error) {
	if req.Cursor != "" {
		return nil, errors.New("/secret/path")
	}
	res, err := s.Searcher.Search(ctx, req)
	if err == nil {
		res.Next = "more"
	}
	return res, err
}

// TestCutExportIsSeen holds that a client knows that an export was cut.
func TestCutExportIsSeen(t *testing.T) {
	g := lettertest.New(lettertest.Options{Seed: 5})
	var docs []*index.Document
	for i := range 12 {
		l := g.Letter(i)
		docs = append(docs, &index.Document{Letter: &l.Truth, Text: l.Text})
	}
	h, err := server.New(server.Options{Searcher: breaking{indextest.NewScan(docs)}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(h)
	defer site.Close()
	get := func(format string) (*http.Response, []byte, error) {
		res, err := http.Get(site.URL + "/export?q=pain&columns=id,rationale&format=" + format)
		if err != nil {
			return nil, nil, err // broken off before the first byte left
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return res, body, err
	}
	for _, format := range []string{"csv", "jsonl", "md"} {
		res, body, err := get(format)
		if err != nil || !strings.Contains(string(body), "\n# cut: ") && !strings.Contains(string(body), "\n\"# cut: ") || strings.Contains(string(body), "secret") || res.Trailer.Get("X-Export-Cut") == "" {
			t.Errorf("%s: trailer %q, %v, %q", format, res.Trailer, err, body[max(0, len(body)-100):])
		}
	}
	if _, body, err := get("parquet"); err == nil {
		t.Errorf("a cut Parquet file of %d bytes ends as if it were whole", len(body))
	}
}
