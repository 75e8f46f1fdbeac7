package pdf

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"imrsearch/parser/extract/pdf/pdftest"
)

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
		if _, err := Read(pdftest.OnePage(pdftest.Helvetica, content)); err != nil && strings.Contains(err.Error(), "none of") {
			t.Fatal(err) // a page on which the interpreter panicked
		}
	})
}

// FuzzRead holds that a file of any bytes is read, or refused for a reason.
func FuzzRead(f *testing.F) {
	f.Add(pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td (one) Tj ET"))
	f.Add(pdftest.Encrypted("", "for all to read"))
	f.Add([]byte("%PDF-1.7\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, err := Read(data)
		if err == nil && len(pages) == 0 || err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrTooLarge) {
			t.Fatalf("%d pages, %v", len(pages), err)
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
