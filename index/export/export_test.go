package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/export"
	"imrsearch/index/indextest"
	"imrsearch/parser/imr"
	"imrsearch/parser/lettertest"
)

// engine opens an index of the letters, over several segments.
func engine(t *testing.T, docs []*index.Document) *bleve.Engine {
	t.Helper()
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 150}, docs...)
	e, err := bleve.Open(dir, bleve.Options{Timeout: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func columns(t *testing.T, list string) []*export.Column {
	t.Helper()
	cs, err := export.ReadColumns(list)
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

func format(t *testing.T, name string) *export.Format {
	t.Helper()
	f, ok := export.FormatNamed(name)
	if !ok {
		t.Fatalf("no format %s", name)
	}
	return f
}

// write exports a search and returns the bytes.
func write(t *testing.T, s index.Searcher, req *index.Request, o export.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := export.Write(t.Context(), &b, s, req, o)
	if err != nil {
		t.Fatalf("%+v as %s: %v", req, o.Format.Name, err)
	}
	if n < 0 {
		t.Fatalf("%d rows", n)
	}
	return b.Bytes()
}

// TestRowsEqualHits holds that an export has the hits of the search, in their
// order and number, with what the hits say, for many searches.
func TestRowsEqualHits(t *testing.T) {
	docs := indextest.BenchDocuments(160)
	e := engine(t, docs)
	cs := columns(t, "id,outcome,request,decision_date,age,requested")
	searched := 0
	for i, req := range indextest.Requests(3, docs, 330) {
		req.Fold = [5]index.Fold{index.FoldAlike, index.FoldLetter}[i%5]
		all := *req
		all.Limit, all.Start, all.Facets = index.NoLimit, 0, false
		res, err := e.Search(t.Context(), &all)
		if err != nil {
			if _, fault := export.Write(t.Context(), io.Discard, e, req, export.Options{}); fault == nil || fault.Error() != err.Error() {
				t.Errorf("%+v: the search says %v, the export %v", req, err, fault)
			}
			continue
		}
		searched++
		req.Start, req.Limit, req.Facets = i%3, 5, true // what an export does not listen to
		var want [][]string
		for _, h := range res.Hits {
			asks := ""
			if res.Total.Requested != nil {
				asks = map[bool]string{true: "yes", false: "no"}[h.Requested]
			}
			age := ""
			if h.Age > 0 {
				age = strconv.Itoa(h.Age)
			}
			want = append(want, []string{h.ID, string(h.Outcome), index.SafeCell(h.Request), h.DecisionDate.String(), age, asks})
		}
		rows := readCSV(t, write(t, e, req, export.Options{Format: format(t, "csv"), Columns: cs}))
		if d := cmp.Diff(want, rows[1:]); d != "" && len(want)+len(rows) > 1 {
			t.Fatalf("%+v: rows (-hits +csv)\n%s", req, d)
		}
		says := res.Total.Items
		if req.Fold != "" {
			says = *res.Total.Groups
		}
		if len(rows)-1 != says {
			t.Errorf("%+v: %d rows, the screen says %d", req, len(rows)-1, says)
		}
		if i%20 > 0 {
			continue
		}
		var ids []string
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		for name, read := range readers {
			if got := read(t, write(t, e, req, export.Options{Format: format(t, name), Columns: cs})); !slices.Equal(got, ids) {
				t.Errorf("%+v as %s: %d rows, want %d", req, name, len(got), len(ids))
			}
		}
	}
	if searched < 300 {
		t.Errorf("only %d searches ran: the test shows little", searched)
	}
}

// readers read the ids of an export whose first column is id.
var readers = map[string]func(t *testing.T, data []byte) []string{
	"jsonl": func(t *testing.T, data []byte) (ids []string) {
		dec := json.NewDecoder(bytes.NewReader(data))
		for {
			var row struct{ ID string }
			if err := dec.Decode(&row); err == io.EOF {
				return ids
			} else if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, row.ID)
		}
	},
	"md": func(t *testing.T, data []byte) (ids []string) {
		for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[2:] {
			ids = append(ids, strings.TrimSpace(strings.Split(line, "|")[1]))
		}
		return ids
	},
	"xlsx": func(t *testing.T, data []byte) (ids []string) {
		for _, row := range readXLSX(t, data)[1:] {
			ids = append(ids, row[0])
		}
		return ids
	},
	"parquet": func(t *testing.T, data []byte) (ids []string) {
		for _, row := range readParquet(t, data) {
			ids = append(ids, row["id"].(string))
		}
		return ids
	},
	"ris":    func(t *testing.T, data []byte) []string { return keys(data, "ID  - ", "\r\n") },
	"bibtex": func(t *testing.T, data []byte) []string { return keys(data, "@misc{", ",\n") },
	"csl": func(t *testing.T, data []byte) (ids []string) {
		var list []struct{ ID string }
		if err := json.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			ids = append(ids, idOfKey(c.ID))
		}
		return ids
	},
}

// keys reads the ids from the keys of citations.
func keys(data []byte, before, after string) (ids []string) {
	for _, part := range strings.Split(string(data), before)[1:] {
		key, _, _ := strings.Cut(part, after)
		ids = append(ids, idOfKey(key))
	}
	return ids
}

func idOfKey(key string) string {
	at := strings.LastIndexByte(key, '-')
	return key[:at] + "/" + key[at+1:]
}

func readCSV(t *testing.T, data []byte) [][]string {
	t.Helper()
	text, ok := bytes.CutPrefix(data, []byte("\ufeff"))
	if !ok {
		t.Error("the file has no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func readXLSX(t *testing.T, data []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Items")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func readParquet(t *testing.T, data []byte) []map[string]any {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r := parquet.NewGenericReader[map[string]any](f, f.Schema())
	defer r.Close()
	rows := make([]map[string]any, r.NumRows())
	for i := range rows {
		rows[i] = map[string]any{}
	}
	if n, err := r.Read(rows); n != len(rows) || err != nil && err != io.EOF {
		t.Fatalf("read %d of %d rows: %v", n, len(rows), err)
	}
	return rows
}

// hostile are letters whose texts a program might take for something else.
func hostile() []*index.Document {
	text := func(s string) imr.Passage { return imr.Passage{Text: s, Page: 2, Line: 3, Paragraphs: []int{0}} }
	l := &imr.Letter{ID: "CM16-0990007", CaseNumber: "CM16-0990007", Layout: imr.LayoutE, CaseOutcome: imr.CasePartial,
		DecisionDate: imr.Date{Year: 2016, Month: 3, Day: 14}, DateOfInjury: imr.Date{Year: 1970, Month: 1, Day: 1},
		Source: imr.Source{Path: "in/letter.pdf"}, Diagnoses: []string{"@sum", "lumbar | sprain"}}
	for i, request := range []string{"=1+1", " \t=cmd|' /C calc'!A0", "＝1+1", "*bold* <b> a|b `code` \\ _x_ &amp; [l](u) ~s~", "two\r\nlines \"quoted\", and a comma",
		"_x0041_ \x0b control", "-", strings.Repeat("opioid 🦴 ", 5_000)} {
		l.Items = append(l.Items, imr.Item{ID: imr.ItemID(l.ID, i+1), N: i + 1, Page: 1, Line: 9, Request: request, Outcome: imr.Overturned,
			Rationale: text("The opioid is supported by functional improvement."), Treatment: imr.Treatment{Drugs: []string{"hydrocodone", "ibuprofen"}, Quantity: 60}})
	}
	return []*index.Document{{Letter: l, Text: "letter"}}
}

// TestTextsStayTexts reads every form back: no text becomes a formula, markup
// or another row, and types are kept.
func TestTextsStayTexts(t *testing.T) {
	docs := hostile()
	e := engine(t, docs)
	items := docs[0].Letter.Items
	req := &index.Request{Sort: index.Sort{Field: "items"}}
	cs := columns(t, "id,request,drug,quantity,injured,diagnoses,requested,score,cited_pages,body")
	data := func(name string) []byte {
		return write(t, e, req, export.Options{Format: format(t, name), Columns: cs})
	}

	for i, row := range readCSV(t, data("csv"))[1:] {
		got, guarded := strings.CutPrefix(row[1], "'")
		want := strings.ReplaceAll(items[i].Request, "\r\n", "\n") // as encoding/csv reads them
		if got != want || guarded != (i < 3 || i == 6) || row[5] != "'@sum; lumbar | sprain" || row[4] != "1970-01-01" {
			t.Errorf("csv row %d is %.80q", i, row)
		}
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data("md"))), "\n")[2:] {
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "¦"), "|")
		if len(cells) != len(cs)+2 {
			t.Errorf("markdown row %d has %d cells: %.200q", i, len(cells)-2, line)
		}
	}
	lines := bytes.Split(bytes.TrimSpace(data("jsonl")), []byte("\n"))
	for i, line := range lines {
		var row map[string]any
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		want := map[string]any{"id": items[i].ID, "request": items[i].Request, "drug": []any{"hydrocodone", "ibuprofen"}, "quantity": 60.0,
			"injured": "1970-01-01", "diagnoses": []any{"@sum", "lumbar | sprain"}, "score": 0.0}
		if d := cmp.Diff(want, row); d != "" {
			t.Errorf("jsonl row %d (-want +got)\n%s", i, d)
		}
	}
	for i, row := range readParquet(t, data("parquet")) {
		if row["request"] != items[i].Request || row["quantity"] != int32(60) || row["body"] != nil || row["requested"] != nil {
			t.Errorf("parquet row %d is %.300v", i, row)
		}
	}
	checkWorkbook(t, data("xlsx"), items)
}

func checkWorkbook(t *testing.T, data []byte, items []imr.Item) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at := func(column string, row int) string { return column + strconv.Itoa(row) }
	for i := range items {
		cell := at("B", i+2)
		formula, err := f.GetCellFormula("Items", cell)
		if err != nil || formula != "" {
			t.Errorf("cell %s is the formula %q, %v", cell, formula, err)
		}
		kind, err := f.GetCellType("Items", cell)
		if err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("cell %s has type %v, %v, want a text", cell, kind, err)
		}
		got, err := f.GetCellValue("Items", cell)
		want := items[i].Request
		switch {
		case len(want) > excelize.TotalCellChars:
			if !strings.HasSuffix(got, "holds 32,767 characters") || !strings.HasPrefix(want, strings.Split(got, " # cut")[0]) {
				t.Errorf("cell %s does not say that it is cut: %q", cell, got[max(len(got)-80, 0):])
			}
		case strings.ContainsRune(want, '\x0b'): // XML has no such character
			want = strings.ReplaceAll(want, "\x0b", "\ufffd")
			fallthrough
		default:
			if strings.ReplaceAll(got, "\r\n", "\n") != strings.ReplaceAll(want, "\r\n", "\n") || err != nil {
				t.Errorf("cell %s is %q, %v, want %q", cell, got, err, want)
			}
		}
		number, _ := f.GetCellType("Items", at("D", i+2))
		if v, _ := f.GetCellValue("Items", at("D", i+2)); v != "60" || number != excelize.CellTypeNumber && number != excelize.CellTypeUnset {
			t.Errorf("the quantity is %q of type %v", v, number)
		}
		if v, _ := f.GetCellValue("Items", at("E", i+2)); v != "1970-01-01" {
			t.Errorf("the date shows as %q", v)
		}
		raw, _ := f.GetCellValue("Items", at("E", i+2), excelize.Options{RawCellValue: true})
		if serial, err := strconv.ParseFloat(raw, 64); err != nil || serial != 25569 {
			t.Errorf("the date is stored as %q, want the serial number 25569", raw)
		}
	}
	about, err := f.GetRows("About")
	if err != nil || len(about) < 10 || about[2][1] != "8" {
		t.Errorf("the sheet About is %q, %v", about, err)
	}
}

// TestEveryColumn holds the table of columns: names and aliases are unique,
// every form takes every column, and values are of the kind that is declared.
func TestEveryColumn(t *testing.T) {
	letters := lettertest.New(lettertest.Options{Seed: 5})
	docs := indextest.BenchDocuments(30)
	for i := range 40 {
		l := letters.Letter(i)
		docs = append(docs, &index.Document{Letter: &l.Truth, Text: l.Text})
	}
	e := engine(t, docs)
	all := export.Columns()
	filled := map[string]bool{}
	res, err := e.Search(t.Context(), &index.Request{Limit: index.NoLimit, Determinations: true})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range all {
		if seen[c.Name] || c.Label == "" || c.Help == "" {
			t.Errorf("column %+v: its name is another's, or it is not described", c)
		}
		seen[c.Name] = true
		for i := range res.Hits {
			v := c.Value(export.NewRow(&res.Hits[i]))
			filled[c.Name] = filled[c.Name] || v != nil
			if want := map[export.Kind]string{export.Text: "string", export.List: "[]string", export.Number: "int", export.Numbers: "[]int", export.Date: "imr.Date", export.Flag: "bool", export.Score: "float64"}[c.Kind]; v != nil && typeName(v) != want {
				t.Fatalf("column %s has %T, want %s", c.Name, v, want)
			}
		}
	}
	for _, f := range index.Fields() {
		if _, ok := export.ColumnNamed(f.Name); !ok && (f.Values != nil || f.Numbers != nil) {
			t.Errorf("the field %s has no column", f.Name)
		}
	}
	for _, name := range []string{"id", "rationale", "decides", "claims_citations", "diagnoses", "drug", "body", "specialty", "permalink", "cited_pages"} {
		if !filled[name] {
			t.Errorf("column %s is empty for all of %d hits", name, len(res.Hits))
		}
	}
	req := &index.Request{Query: "norco"}
	for _, f := range export.Formats {
		if data := write(t, e, req, export.Options{Format: f, Columns: columns(t, "all"), Base: "http://127.0.0.1:8017"}); len(data) == 0 {
			t.Errorf("%s is empty", f.Name)
		}
	}
}

func typeName(v any) string {
	switch v.(type) {
	case string:
		return "string"
	case []string:
		return "[]string"
	case int:
		return "int"
	case []int:
		return "[]int"
	case imr.Date:
		return "imr.Date"
	case bool:
		return "bool"
	case float64:
		return "float64"
	}
	return "another"
}

func TestReadColumns(t *testing.T) {
	tests := []struct{ list, want string }{
		{"id", "id"}, {" ID , outcome,", "id,outcome"}, {"decided,class,id", "decided,class,id"}, {"id,id", "id"},
		{"page,cited_pages", "page,cited_pages"}, {"rationale,drugs", "rationale,drugs"},
	}
	for _, test := range tests {
		cs, err := export.ReadColumns(test.list)
		if got := names(cs); err != nil || got != test.want {
			t.Errorf("ReadColumns(%q) = %s, %v, want %s", test.list, got, err, test.want)
		}
	}
	if cs, err := export.ReadColumns(""); err != nil || names(cs) != names(export.DefaultColumns()) || !strings.HasPrefix(names(cs), "id,case,outcome,") {
		t.Errorf("without a choice: %s, %v", names(cs), err)
	}
	if cs, err := export.ReadColumns("all"); err != nil || len(cs) != len(export.Columns()) {
		t.Errorf("all: %d columns, %v", len(cs), err)
	}
	var fault *index.RequestError
	if _, err := export.ReadColumns("id,ratonale"); !errors.As(err, &fault) || !strings.Contains(err.Error(), "rationale") {
		t.Errorf("a misspelt column gives %v", err)
	}
}

func names(cs []*export.Column) string {
	var out []string
	for _, c := range cs {
		out = append(out, c.Name)
	}
	return strings.Join(out, ",")
}

// TestChosen holds exports of items that were chosen one by one.
func TestChosen(t *testing.T) {
	docs := indextest.BenchDocuments(30)
	e := engine(t, docs)
	var whole []string
	for _, d := range docs[7].Determinations() {
		whole = append(whole, d.Item.ID)
	}
	a, b := docs[3].Determinations()[0].Item.ID, docs[1].Determinations()[0].Item.ID
	o := export.Options{Format: format(t, "jsonl"), Columns: columns(t, "id,decides"), IDs: []string{a, b, a, docs[7].Letter.ID}}
	got := readers["jsonl"](t, write(t, e, &index.Request{Query: "no such word"}, o))
	if d := cmp.Diff(append([]string{a, b}, whole...), got); d != "" {
		t.Errorf("ids (-want +got)\n%s", d)
	}
	var fault *index.RequestError
	for _, test := range []struct {
		ids   []string
		found func(error) bool
	}{
		{[]string{a, "CM16-9999999/1"}, func(err error) bool { return errors.Is(err, index.ErrNotFound) }},
		{[]string{"CM16-9999999"}, func(err error) bool { return errors.Is(err, index.ErrNotFound) }},
		{[]string{a + "9"}, func(err error) bool { return errors.Is(err, index.ErrNotFound) }},
		{[]string{`x" OR "y`}, func(err error) bool { return errors.As(err, &fault) }},
		{[]string{""}, func(err error) bool { return errors.As(err, &fault) }},
		{slices.Repeat([]string{a}, export.MaxChosen+1), func(err error) bool { return errors.As(err, &fault) }},
	} {
		o := export.Options{IDs: test.ids, Begin: func(*index.Result) { t.Errorf("%.60q: writing began", test.ids) }}
		if _, err := export.Write(t.Context(), io.Discard, e, &index.Request{}, o); err == nil || !test.found(err) {
			t.Errorf("%.60q gives %v", test.ids, err)
		}
	}
}

// A broken searcher gives some hits of a search and then fails.
type broken struct {
	index.Searcher
	from    int   // the first hit that it does not give
	err     error // nil: it gives a partial result, or none
	partial bool
}

func (s *broken) Search(ctx context.Context, req *index.Request) (*index.Result, error) {
	if req.Cursor != "" && s.err != nil {
		return nil, s.err
	}
	res, err := s.Searcher.Search(ctx, req)
	if err == nil && req.Cursor != "" {
		res.Partial, res.Next, res.Hits = s.partial, "", res.Hits[:min(s.from, len(res.Hits))]
	}
	return res, err
}

// TestCutEndsVisibly holds that no part of an export passes for the whole.
func TestCutEndsVisibly(t *testing.T) {
	e := engine(t, indextest.BenchDocuments(120))
	for name, s := range map[string]*broken{
		"# cut: an error ended the export":     {Searcher: e, err: errors.New("/secret/path is gone")},
		"# cut: interrupted":                   {Searcher: e, err: context.Canceled},
		"# cut: the time limit was reached":    {Searcher: e, partial: true, from: 7},
		"# cut: an error ended the export, it": {Searcher: e, from: 7}, // fewer hits than it said
		"# cut: a stored letter is damaged":    {Searcher: e, err: index.ErrDamaged},
	} {
		for _, f := range export.Formats {
			var b bytes.Buffer
			rows, err := export.Write(t.Context(), &b, s, &index.Request{}, export.Options{Format: f, Columns: columns(t, "id,rationale")})
			var cut *export.CutError
			if !errors.As(err, &cut) || rows != cut.Rows || rows < index.MaxLimit {
				t.Errorf("%s: %d rows, %v", f.Name, rows, err)
			}
			switch {
			case f.Name == "xlsx":
				all := readXLSX(t, b.Bytes())
				if last := all[len(all)-1][0]; !strings.HasPrefix(last, name) {
					t.Errorf("the last row of the workbook is %q, want %s", last, name)
				}
			case f.Says:
				lines := strings.Split(strings.TrimSpace(b.String()), "\n")
				if last := strings.Trim(lines[len(lines)-1], "\"\r"); !strings.HasPrefix(last, name) || strings.Contains(last, "secret") {
					t.Errorf("the last line of %s is %q, want %s", f.Name, last, name)
				}
			default:
				if _, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil {
					t.Errorf("a cut %s file opens", f.Name)
				}
			}
		}
	}
}

// A full writer takes no more than so many bytes.
type full struct{ left int }

func (w *full) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestFullDiskIsTold(t *testing.T) {
	e := engine(t, indextest.BenchDocuments(60))
	for _, f := range export.Formats {
		for _, room := range []int{0, 900} {
			if _, err := export.Write(t.Context(), &full{room}, e, &index.Request{}, export.Options{Format: f}); !errors.As(err, new(*export.CutError)) || !strings.Contains(err.Error(), "no space left") {
				t.Errorf("%s with room for %d bytes: %v", f.Name, room, err)
			}
		}
	}
}

// TestSheetIsFull holds that what a sheet cannot hold is refused before a byte
// is written.
func TestSheetIsFull(t *testing.T) {
	var fault *index.RequestError
	var b bytes.Buffer
	s := &counted{n: excelize.TotalRows}
	_, err := export.Write(t.Context(), &b, s, &index.Request{}, export.Options{Format: format(t, "xlsx")})
	if !errors.As(err, &fault) || b.Len() > 0 || !strings.Contains(err.Error(), "1048575") {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
	s.n--
	if _, err := export.Write(t.Context(), &b, s, &index.Request{}, export.Options{Format: format(t, "xlsx"), Limit: 1}); err != nil {
		t.Errorf("one row of %d: %v", s.n, err)
	}
}

// A counted searcher says that it has n hits and gives one.
type counted struct {
	index.Searcher
	n int
}

func (s *counted) Search(context.Context, *index.Request) (*index.Result, error) {
	l := &imr.Letter{ID: "CM16-0990001", Items: []imr.Item{{ID: "CM16-0990001/1", N: 1}}}
	h := index.Hit{ID: "CM16-0990001/1", Letter: l.ID, N: 1, Determination: &index.Determination{Letter: l, Item: &l.Items[0]}}
	return &index.Result{Hits: []index.Hit{h}, Total: index.Total{Items: s.n}}, nil
}

// A long searcher has n hits, which it gives by cursor.
type long struct {
	index.Searcher
	n int
}

func (s long) Search(_ context.Context, req *index.Request) (*index.Result, error) {
	from, _ := strconv.Atoi(req.Cursor)
	res := &index.Result{Total: index.Total{Items: s.n}}
	for i := from; i < min(from+req.Limit, s.n); i++ {
		res.Hits = append(res.Hits, index.Hit{ID: strconv.Itoa(i)})
	}
	if to := from + len(res.Hits); to < s.n {
		res.Next = strconv.Itoa(to)
	}
	return res, nil
}

// TestRowGroups holds that a long file comes in parts, in one order.
func TestRowGroups(t *testing.T) {
	const n = 20_000
	data := write(t, long{n: n}, &index.Request{}, export.Options{Format: format(t, "parquet"), Columns: columns(t, "id,requested")})
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(f.RowGroups()) != 3 {
		t.Fatalf("%d row groups, %v", len(f.RowGroups()), err)
	}
	for i, row := range readParquet(t, data) {
		if row["id"] != strconv.Itoa(i) {
			t.Fatalf("row %d is %v", i, row)
		}
	}
}

func TestParquetSchema(t *testing.T) {
	e := engine(t, indextest.BenchDocuments(40))
	data := write(t, e, &index.Request{}, export.Options{Format: format(t, "parquet")})
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := f.Lookup("imr.items"); !ok || v != strconv.FormatInt(f.NumRows(), 10) {
		t.Errorf("the metadata says %q items", v)
	}
	date, ok := f.Schema().Lookup("decision_date")
	if !ok || date.Node.Type().LogicalType() == nil || date.Node.Type().String() != "DATE" || !date.Node.Optional() {
		t.Errorf("decision_date is %v", date.Node)
	}
	var order []string
	for _, field := range f.Schema().Fields() {
		order = append(order, field.Name())
	}
	if got := strings.Join(order, ","); got != names(export.DefaultColumns()) {
		t.Errorf("the columns are %s", got)
	}
}
