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
