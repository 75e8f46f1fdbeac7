package extract

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
	"imrsearch/parser/extract/sandbox"
)

// TestServeFiles speaks with a worker as the pool does, in this process.
func TestServeFiles(t *testing.T) {
	letter := pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td (answered) Tj ET")
	var in, out bytes.Buffer
	for _, file := range [][]byte{letter, []byte("%PDF-1.7\n"), make([]byte, 2<<20), letter} {
		if err := errors.Join(writeFrame(&in, (&request{}).head()), writeFrame(&in, file)); err != nil {
			t.Fatal(err)
		}
	}
	if err := serveFiles(&in, &out, "no reason"); err != nil {
		t.Fatal(err)
	}
	hello, err := readFrame(&out, nil)
	if err != nil || string(hello) != greeting+"no reason" {
		t.Fatalf("greeting %q, %v", hello, err)
	}
	for i, want := range []struct {
		text   string
		reason error
	}{{"answered", nil}, {"", ErrDamaged}, {"", ErrUnknownFormat}, {"answered", nil}} {
		answer, err := readFrame(&out, nil)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := decodeAnswer(answer)
		if !errors.Is(err, want.reason) || want.reason == nil && shown(doc, err) != want.text {
			t.Errorf("answer %d: %v, %v", i, doc, err)
		}
	}
	if _, err := readFrame(&out, nil); err != io.EOF {
		t.Errorf("behind the last answer: %v", err)
	}
}

func TestServeFilesEnds(t *testing.T) {
	for name, in := range map[string]string{"cut off": "\x00\x00\x00\x09abc", "too large": "\xff\xff\xff\xff"} {
		if err := serveFiles(strings.NewReader(in), io.Discard, ""); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	broken, w := io.Pipe()
	broken.Close()
	if err := serveFiles(strings.NewReader(""), w, ""); err == nil {
		t.Error("a pool that is gone: no error")
	}
}

func TestExitCause(t *testing.T) {
	for _, tt := range []struct {
		words  string
		reason error
	}{
		{"", errKilled},
		{"fatal error: runtime: out of memory\n\ngoroutine 1", ErrTooLarge},
		{"runtime: cannot allocate memory", ErrTooLarge},
		{"runtime: failed to create new OS thread (have 5 already; errno=11)", ErrTooLarge},
		{"panic: index out of range\ngoroutine 7", ErrDamaged},
	} {
		p := &process{stderr: &sandbox.Buffer{Limit: 1 << 10}}
		_, _ = p.stderr.Write([]byte(tt.words))
		err := p.exitCause()
		if !errors.Is(err, tt.reason) || strings.Contains(err.Error(), "goroutine") {
			t.Errorf("%q: %v", tt.words, err)
		}
	}
}

// FuzzAnswer holds that any answer of a worker is a document or an error with a
// reason, and that a document comes over unchanged.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("\xfftext/3\none\ntwo\n\fthree\n"))
	f.Add([]byte("\x04damaged"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, answer []byte) {
		doc, err := decodeAnswer(answer)
		if err != nil {
			if !isReason(err) {
				t.Fatalf("an error without a reason: %v", err)
			}
			return
		}
		again, err := decodeAnswer(encodeAnswer(doc, nil))
		if err != nil || shown(again, nil) != shown(doc, nil) {
			t.Fatalf("%q comes again as %q, %v", shown(doc, nil), shown(again, nil), err)
		}
	})
}

// TestBetterOf holds which of two texts of a PDF is taken.
func TestBetterOf(t *testing.T) {
	page := func(lines ...string) Document { return Document{Pages: []Page{{Lines: lines}}} }
	good := page("The request for twelve sessions of therapy is not supported by the records of this case.")
	torn := page("T h e r e q u e s t f o r t w e l v e s e s s i o n s o f t h e r a p y")
	short := page("The request")
	for name, tt := range map[string]struct {
		doc  Document
		err  error
		want bool
	}{
		"good text":        {good, nil, false},
		"torn words":       {torn, nil, true},
		"little text":      {short, nil, true},
		"a blank page":     {Document{Pages: append(good.Pages, Page{})}, nil, true},
		"damaged":          {Document{}, refuse(ErrDamaged, "x"), true},
		"a scan":           {Document{}, refuse(ErrNeedsOCR, "x"), true},
		"encrypted":        {Document{}, ErrEncrypted, false},
		"beyond the limit": {Document{}, refuse(ErrTooLarge, "x"), false},
	} {
		if got := wantsFallback(tt.doc, tt.err); got != tt.want {
			t.Errorf("%s: wants the fallback is %v", name, got)
		}
	}
}

// FuzzDocx gives the reader of Word documents any markup.
func FuzzDocx(f *testing.F) {
	f.Add("<w:p><w:r><w:t>one</w:t></w:r></w:p>")
	f.Add(wordRows([]string{"a", "b"}, []string{"c"}))
	f.Add("<w:tc><w:tr></w:tc><mc:Fallback><w:br w:type='page'/>&bad;")
	f.Fuzz(func(t *testing.T, body string) {
		doc, err := Read("a.docx", docxFile(t, body))
		if err == nil {
			checkDocument(t, doc)
		} else if !isReason(err) {
			t.Fatalf("an error without a reason: %v", err)
		}
	})
}
