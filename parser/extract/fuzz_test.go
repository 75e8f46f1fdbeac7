package extract

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// checkDocument holds what every document promises, whatever it came from.
func checkDocument(t *testing.T, doc Document) {
	t.Helper()
	for _, p := range doc.Pages {
		for _, l := range p.Lines {
			switch {
			case !utf8.ValidString(l):
				t.Fatalf("invalid UTF-8: %q", l)
			case !norm.NFC.IsNormalString(l):
				t.Fatalf("not NFC: %q", l)
			case strings.HasSuffix(l, " "):
				t.Fatalf("blank at the end: %q", l)
			case strings.ContainsFunc(l, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xa0 || r == 0xad }):
				t.Fatalf("control character or odd blank: %q", l)
			}
		}
		if n := len(p.Lines); n > 0 && (p.Lines[0] == "" || p.Lines[n-1] == "") {
			t.Fatalf("empty lines at the ends of a page: %q", p.Lines)
		}
	}
}

// FuzzHTML gives the reader of pages any markup.
func FuzzHTML(f *testing.F) {
	f.Add("<p>one<br>two<table><tr><td>a<td>b</table><script>no</script>&amp;&#x1b;")
	f.Add("<table><td><table><td><table><td>deep")
	f.Add("<html><head><title>t</title><style>x</style></head><body><!-- c --><pre> a\n b</pre>")
	f.Fuzz(func(t *testing.T, body string) {
		doc, err := Read("a.html", []byte("<html>"+body))
		if err == nil {
			checkDocument(t, doc)
		} else if !isReason(err) {
			t.Fatalf("an error without a reason: %v", err)
		}
	})
}

// FuzzFile gives the readers files of any bytes that begin as PDF, Word document,
// archive or none of them.
func FuzzFile(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << /Root 1 0 R >>"))
	f.Add(docxFile(f, "<w:p><w:r><w:t>one</w:t></w:r></w:p>"))
	f.Add(zipOf(f, "a.txt", "one"))
	f.Add(overlapping(f, 3))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read("a.docx", data)
		if err == nil {
			checkDocument(t, doc)
		} else if !isReason(err) {
			t.Fatalf("an error without a reason: %v", err)
		}
	})
}

// FuzzRequest holds that what is asked of a worker arrives as it was sent, and
// that any bytes are a request.
func FuzzRequest(f *testing.F) {
	f.Add("a.txt", "letters", []byte("{}"), []byte("x"), true)
	f.Fuzz(func(t *testing.T, name, task string, arg, head []byte, flag bool) {
		decodeRequest(head, nil)
		name, task = strings.ReplaceAll(name, "\x00", ""), strings.ReplaceAll(task, "\x00", "")
		r := &request{name: name, task: task, arg: arg, text: flag, again: !flag}
		got := decodeRequest(r.head(), nil)
		if got.name != name || got.task != task || string(got.arg) != string(arg) || got.text != flag || got.again == flag {
			t.Fatalf("%+v became %+v", r, got)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"one\r\ntwo\f\u00adthree", "\x93quoted\x94", "\xff\xfea\x00", "e\u0301 \u0301", doubledText("a b", "c d", "#", "e", "f", "g", "h", "i", "j")} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"a.txt", "a.html"} {
			if doc, err := Read(name, data); err == nil {
				checkDocument(t, doc)
			} else if !isReason(err) {
				t.Fatalf("an error without a reason: %v", err)
			}
		}
	})
}
