package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/example"
	"imrsearch/index/indextest"
	"imrsearch/parser/denial/denialtest"
	"imrsearch/parser/extract"
	"imrsearch/parser/lettertest"
	"imrsearch/server"
)

// here reads files in this process.
type here struct{}

func (here) Read(_ context.Context, name string, data []byte) (extract.Document, error) {
	return extract.Read(name, data)
}

// sample returns the text of an invented denial.
func sample(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "testdata", "denials", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// takesDenials is a server over invented letters that takes files; what it logs
// goes to log.
func takesDenials(t *testing.T, log io.Writer) http.Handler {
	t.Helper()
	g := lettertest.New(lettertest.Options{Seed: 5})
	var docs []*index.Document
	for i := range 40 {
		l := g.Letter(i)
		docs = append(docs, &index.Document{Letter: &l.Truth, Text: l.Text})
	}
	h, err := server.New(server.Options{Searcher: indextest.NewScan(docs), Log: slog.New(slog.NewTextHandler(log, nil)), Files: here{}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A sent is the body of a request: fields in turn with their values, and a file.
type sent struct {
	fields []string
	file   string // its name
	data   []byte
}

func (s sent) post(t *testing.T, h http.Handler, path, accept string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for i := 0; i < len(s.fields); i += 2 {
		if err := m.WriteField(s.fields[i], s.fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	w, err := m.CreateFormFile("file", s.file)
	if err == nil {
		_, err = w.Write(s.data)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return sendBody(h, path, m.FormDataContentType(), accept, &body)
}

func sendBody(h http.Handler, path, kind, accept string, body io.Reader) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, body)
	r.Host = "localhost"
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestGivenPages(t *testing.T) {
	h := takesDenials(t, io.Discard)
	table := sample(t, "decision-table.txt")
	for _, tt := range []struct {
		name   string
		sent   sent
		status int
		want   []string
	}{
		{"text", sent{fields: []string{"text", sample(t, "attorney-paragraph.txt")}}, 200,
			[]string{`value="lumbar epidural steroid injection"`, `<option value="female" selected>`, "Same request, overturned", "Same request, upheld", `id="group-near"`, "radiculopathy was not documented"}},
		{"several requests", sent{fields: []string{"text", table}}, 200,
			[]string{`<button name="item" value="1" aria-pressed="true"><b>1</b> Physical therapy`, `<button name="item" value="3" aria-pressed="false">`, "was certified"}},
		{"another request", sent{fields: []string{"text", table, "item", "3", "of", "1", "with-side", "left", "was-side", "right"}}, 200,
			[]string{`value="tramadol"`, `<option value="" selected>not told`}},
		{"changed", sent{fields: []string{"text", table, "of", "1", "with-side", "left", "was-side", "right", "with-drug", "", "was-drug", ""}}, 200,
			[]string{`<option value="left" selected>`, `name="was-side" value="right"`, `class="value changed"`}},
		{"a change that was made before stays", sent{fields: []string{"text", table, "of", "1", "with-side", "left", "was-side", "right", "with-body", "knee", "was-body", "shoulder"}}, 200,
			[]string{`<option value="left" selected>`, `name="with-body" value="knee"`}},
		{"one group", sent{fields: []string{"text", table, "of", "1", "more", "near/0"}}, 200, []string{"All groups", `id="group-near"`}},
		{"PDF", sent{file: "denial.pdf", data: denialtest.PDF(table)}, 200, []string{"MRI arthrogram of the right shoulder"}},
		{"Word", sent{file: "denial.docx", data: denialtest.Docx(table)}, 200, []string{"MRI arthrogram of the right shoulder"}},
		{"nothing", sent{}, 400, []string{"The text is empty", `<textarea id="text"`}},
		{"no treatment", sent{fields: []string{"text", "The worker is angry about the letter that he got last week."}}, 400, []string{"No treatment was recognised", "name the treatment", "angry about the letter", `name="with-treatment"`}},
		{"no treatment, then named", sent{fields: []string{"text", "The worker is angry about the letter that he got last week.", "of", "0", "with-treatment", "acupuncture", "was-treatment", ""}}, 200, []string{`value="acupuncture"`}},
		{"scan", sent{file: "scan.pdf", data: hostile(t, "scan.pdf")}, 400, []string{"probably a scan"}},
		{"password", sent{file: "a.pdf", data: hostile(t, "password.pdf")}, 400, []string{"needs a password"}},
		{"no document", sent{file: "a.bin", data: hostile(t, "binary.dat")}, 400, []string{"ot a PDF, text, docx or html file"}},
		{"Spanish", sent{fields: []string{"text", "La paciente es una mujer de cincuenta años que sufre de dolor en la espalda desde hace varios meses."}}, 400, []string{"does not read as English"}},
		{"bad value", sent{fields: []string{"text", table, "of", "1", "with-drug", "gabapentn", "was-drug", ""}}, 400, []string{"did you mean gabapentin?", "Physical therapy, right shoulder"}},
		{"no such request", sent{fields: []string{"text", table, "item", "9"}}, 400, []string{"no such request"}},
		{"no such group", sent{fields: []string{"text", table, "more", "far/1"}}, 400, []string{"overturned, upheld or near"}},
		{"a megabyte", sent{fields: []string{"text", table + strings.Repeat("The records were reviewed again. ", 1<<15)}}, 200, []string{"only its beginning was read", "Physical therapy, right shoulder"}},
		{"too large", sent{file: "a.txt", data: bytes.Repeat([]byte("knee MRI "), 2<<20)}, 413, []string{"larger than 16 MB"}},
		{"escaped", sent{fields: []string{"text", "Requested treatment: <script>knee MRI</script>\n"}}, 200, []string{"&lt;script&gt;knee MRI"}},
	} {
		w := tt.sent.post(t, h, "/similar", "text/html")
		if w.Code != tt.status || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %s", tt.name, w.Code, w.Header().Get("Cache-Control"))
		}
		for _, want := range tt.want {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %q in\n%.4000s", tt.name, want, w.Body)
			}
		}
		if strings.Contains(w.Body.String(), "<script>knee") {
			t.Errorf("%s: a text is not escaped", tt.name)
		}
	}
	if w := send(h, "GET", "/similar", nil); w.Code != 200 || !strings.Contains(w.Body.String(), `type="file"`) {
		t.Errorf("the form: %d\n%s", w.Code, w.Body)
	}
	if w := send(h, "GET", "/", nil); !strings.Contains(w.Body.String(), `<a href="/similar" data-drop-link>Paste or drop a denial</a>`) {
		t.Error("the start page does not lead to the form")
	}
}

func hostile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "hostile", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestGivenAPI(t *testing.T) {
	h := takesDenials(t, io.Discard)
	ask := func(path, kind, body string) (*httptest.ResponseRecorder, example.Answer) {
		w := sendBody(h, path, kind, "", strings.NewReader(body))
		var a example.Answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			t.Fatalf("%s: %v\n%s", path, err, w.Body)
		}
		return w, a
	}
	table := sample(t, "decision-table.txt")
	form := url.Values{"text": {table}, "item": {"2"}, "with": {"side=left", "level=L4-5"}}.Encode()
	w, a := ask("/api/v1/similar", "application/x-www-form-urlencoded", form)
	if w.Code != 200 || a.Item != 2 || a.Read == nil || len(a.Read.Items) != 3 || len(a.Groups) != 3 {
		t.Fatalf("%d %+v\n%s", w.Code, a, w.Body)
	}
	if got := a.Read.Items[1].Read[5]; got.Values[0] != "left" || !got.Changed || got.Was[0] != "right" {
		t.Errorf("side: %+v", got)
	}
	document := send(h, "GET", "/api/v1/openapi.yaml", nil).Body.String()
	var answer any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	members(answer, func(name string) {
		if !strings.Contains(document, " "+name+":") && !strings.Contains(document, "{"+name+":") {
			t.Errorf("openapi.yaml does not describe %q", name)
		}
	})
	for _, g := range a.Groups {
		if len(g.Hits) > index.DefaultPerGroup {
			t.Errorf("%s has %d hits", g.Kind, len(g.Hits))
		}
	}
	if _, a := ask("/api/v1/similar?outcome=upheld", "text/plain; charset=utf-8", table); a.Groups[0].Total.Items > 0 {
		t.Errorf("only upheld items were asked for: %+v", a.Groups[0].Total)
	}
	for body, want := range map[string]string{"": "text is empty", "item=9&text=knee+MRI": "no such request", "with=sise%3Dleft&text=knee+MRI": "did you mean side"} {
		if w, _ := ask("/api/v1/similar", "application/x-www-form-urlencoded", body); w.Code != 400 || !strings.Contains(w.Body.String(), want) || !strings.Contains(w.Header().Get("Content-Type"), "problem+json") {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	if w, _ := ask("/api/v1/similar?text=knee+MRI", "application/x-www-form-urlencoded", ""); w.Code != 400 {
		t.Errorf("a text in the address is taken: %d", w.Code)
	}
	if w, _ := ask("/api/v1/similar", "application/zip", "PK"); w.Code != 400 {
		t.Errorf("another media type: %d", w.Code)
	}
	if w := send(h, "GET", "/api/v1/similar", nil); w.Code != 405 || w.Header().Get("Allow") != "POST" {
		t.Errorf("GET: %d, Allow %s", w.Code, w.Header().Get("Allow"))
	}
	r := httptest.NewRequest("POST", "/similar", strings.NewReader("text=knee"))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	other := httptest.NewRecorder()
	if h.ServeHTTP(other, r); other.Code != 403 {
		t.Errorf("from another site: %d", other.Code)
	}
}

// TestGivenIsKeptNowhere plants a word in texts, files and values, good and bad,
// and looks for it in the log, in the addresses of the pages, and in every file
// that there is.
func TestGivenIsKeptNowhere(t *testing.T) {
	const planted = "zyzzyvaplant"
	dir := t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(dir, "tmp"))
	if err := os.Mkdir(filepath.Join(dir, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	w, err := commit.NewWriter(filepath.Join(dir, "index"), commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range indextest.BenchDocuments(30) {
		if err := w.Add(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	engine, err := bleve.Open(filepath.Join(dir, "index"), bleve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	var log bytes.Buffer
	h, err := server.New(server.Options{Searcher: engine, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), Files: here{}})
	if err != nil {
		t.Fatal(err)
	}
	text := "Requested treatment: knee MRI of " + planted + "\nDiagnosis: " + planted + "\nRationale: " + planted + " is not shown.\n"
	size := 200_000
	if testing.Short() {
		size = 20_000 // the race detector takes twenty times as long
	}
	large := text + strings.Repeat("filler of a large file ", size)
	for _, s := range []sent{
		{fields: []string{"text", text}},
		{fields: []string{"text", planted + " and nothing else"}},
		{fields: []string{"text", text, "with-drug", planted}},
		{fields: []string{"text", text, "with", planted + "=1"}},
		{fields: []string{"text", text, "item", planted}},
		{fields: []string{"text", text, "more", planted + "/x"}},
		{file: planted + ".pdf", data: []byte("%PDF-1.4 " + planted)},
		{file: planted + ".txt", data: []byte(large)},
		{file: planted + ".docx", data: denialtest.Docx(text)},
		{file: planted + ".bin", data: append([]byte{0, 1, 2}, planted...)},
	} {
		for _, path := range []string{"/similar", "/api/v1/similar"} {
			w := s.post(t, h, path, "text/html")
			if w.Code != 200 && w.Code != 400 {
				t.Errorf("%s %v: %d", path, s.fields, w.Code)
			}
			for _, link := range href.FindAllStringSubmatch(w.Body.String(), -1) {
				if strings.Contains(link[1], planted) {
					t.Errorf("%s: an address has the word: %s", path, link[1])
				}
			}
			for name, values := range w.Header() {
				if strings.Contains(strings.Join(values, " "), planted) {
					t.Errorf("%s: the header %s has the word", path, name)
				}
			}
		}
	}
	sendBody(h, "/similar", "application/x-www-form-urlencoded", "text/html", strings.NewReader("text="+planted+"%zz"))
	sendBody(h, "/similar", "multipart/form-data; boundary=x", "text/html", strings.NewReader("--x\r\n"+planted))
	if strings.Contains(log.String(), planted) || !strings.Contains(log.String(), "path=/similar") {
		t.Errorf("the log:\n%s", log.String())
	}
	files := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(planted)) || strings.Contains(path, planted) {
			t.Errorf("%s has the word", path)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files, %v", files, err)
	}
}

// TestLongQuery holds that a text of more than 200 characters in the search box
// is offered to be read, in the body of a request.
func TestLongQuery(t *testing.T) {
	h := takesDenials(t, io.Discard)
	long := strings.Repeat("knee pain & more ", 13)
	for _, q := range []string{long, long + " ((", strings.Repeat("knee ", 1000)} {
		w := send(h, "GET", "/?q="+url.QueryEscape(q), nil)
		if body := w.Body.String(); !strings.Contains(body, `method="post" action="/similar"`) || !strings.Contains(body, "Find items like what it asks for") {
			t.Errorf("%d characters are not offered: %d\n%.3000s", len(q), w.Code, body)
		}
	}
	if w := send(h, "GET", "/?q="+url.QueryEscape(long[:200]), nil); strings.Contains(w.Body.String(), `action="/similar"`) {
		t.Error("200 characters are offered")
	}
}
