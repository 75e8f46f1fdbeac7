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

func FuzzContent(f *testing.F) {
	for _, s := range []string{
		"BT /F1 10 Tf 12 TL 72 700 Td [(T) 80 (reat)] TJ T* (two) ' 1 2 (x) \" ET",
		"q 0 1 -1 0 5 5 cm /Fm Do Q BI /W 1 ID xx EI (\\101\\\n\\)) Tj <4a4B4> Tj",
		"[[[ << /A#20b 1 >> ]]] 1e9 -.5 +7. 0 0 0 cm 50 Tz 3 Ts 1 Tc 2 Tw",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		if len(content) > 1<<16 {
			return
		}
		doc, err := Read("a.pdf", onePage(helvetica, content))
		if err == nil {
			checkDocument(t, doc)
		} else if strings.Contains(err.Error(), "reader failed") {
			t.Fatal(err)
		}
	})
}

func FuzzToUnicode(f *testing.F) {
	f.Add("begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <10> <0041> endbfrange", "\x00\x01A")
	f.Add("1 beginbfchar <0041> <D835DD04> endbfchar 1 begincidrange <00> <FFFFFFFF> 3 endcidrange [", "\x00A")
	f.Fuzz(func(t *testing.T, data, shown string) {
		m := parseCMap([]byte(data))
		if len(m.text) > maxMapped || len(m.glyph) > maxMapped {
			t.Fatalf("%d texts, %d glyphs", len(m.text), len(m.glyph))
		}
		for code, text := range m.text {
			if !utf8.ValidString(text) {
				t.Fatalf("code %x: %q", code, text)
			}
		}
		fnt := &font{unicode: m, codes: m, composite: true, scale: 0.001}
		for s := []byte(shown); len(s) > 0; {
			_, n := fnt.next(s)
			if n < 1 || n > len(s) {
				t.Fatalf("a code of %d bytes in %q", n, s)
			}
			s = s[n:]
		}
	})
}
