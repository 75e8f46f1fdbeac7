package pdf

import (
	"fmt"
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
)

// simpleFont returns resources with a font that has these entries.
func simpleFont(entries string) string {
	return "/Font << /F1 << /Type /Font /BaseFont /Times-Roman " + entries + " >> >>"
}

func TestSimpleFonts(t *testing.T) {
	widths := "/FirstChar 32 /Widths [250 " + repeated("500 ", 94) + "]"
	tests := []struct{ name, font, show, want string }{
		{"windows", "/Subtype /TrueType /Encoding /WinAnsiEncoding", `(\223ok\224 \226 5 \265g \247)`, "“ok” – 5 µg §"},
		{"windows by default", "/Subtype /TrueType", `(\222)`, "’"},
		{"macintosh", "/Subtype /TrueType /Encoding /MacRomanEncoding", `(caf\216)`, "café"},
		{"standard", "/Subtype /Type1", `(it's \256ne)`, "it’s fine"},
		{"differences", "/Subtype /Type1 /Encoding << /Differences [65 /fi /uni2265 /f_f_i 90 /nine.oldstyle] >>", "(ABCZ)", "fi≥ffi9"},
		{"made-up glyph names", "/Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FirstChar 72 /Widths [50 50] /Encoding << /Differences [72 /g1 /g2] >>", "(HI)", "HI"},
		{"widths", "/Subtype /TrueType /Encoding /WinAnsiEncoding " + widths, `[(wide) -100 (r) -200 (gap)]`, "wider gap"},
		{"ligatures and drawn soft hyphens", "/Subtype /Type1 /Encoding << /Differences [65 /uniFB03 /uni00AD /uni00A0] >>", "(oABCe)", "oﬃ- e"},
		{"no such encoding", "/Subtype /Type1 /Encoding /Nonsense", "(plain)", "plain"},
		{"width of nothing", "/Subtype /TrueType /FirstChar 97 /Widths [0 0 0]", "(abc)", "abc"},
	}
	for _, test := range tests {
		op := "Tj"
		if test.show[0] == '[' {
			op = "TJ"
		}
		content := fmt.Sprintf("BT /F1 10 Tf 72 700 Td %s %s ET", test.show, op)
		if got := firstPage(pdftest.OnePage(simpleFont(test.font), content)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// compositePDF returns a PDF with a font of two-byte codes.
func compositePDF(toUnicode, encoding, widths, content string) []byte {
	b := &pdftest.Builder{}
	uni := b.Stream("", toUnicode, true)
	if encoding[0] != '/' {
		encoding = pdftest.Ref(b.Stream("/Type /CMap", encoding, true))
	}
	cid := b.Add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Times /DW 500 " + widths + " >>")
	font := b.Add("<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Times /Encoding " + encoding +
		" /DescendantFonts [" + pdftest.Ref(cid) + "] /ToUnicode " + pdftest.Ref(uni) + " >>")
	b.Page("/Font << /F1 "+pdftest.Ref(font)+" >>", content)
	return b.Bytes()
}

func TestCompositeFonts(t *testing.T) {
	const unicode = `begincodespacerange <0000> <FFFF> endcodespacerange
		2 beginbfchar <0001> <0055> <0002> <00660069> endbfchar
		2 beginbfrange <0010> <0014> <0061> <0020> <0021> [<D835DD04> <2019>] endbfrange`
	tests := []struct{ name, encoding, widths, show, want string }{
		{"identity", "/Identity-H", "", "<0001 0002 0010 0011 0014>", "Ufiabe"},
		{"surrogates and lists", "/Identity-H", "", "<00200021>", "𝔄’"},
		{"unknown codes", "/Identity-H", "", "<00100999 0011>", "a b"},
		{"widths by glyph", "/Identity-H", "/W [16 [1000 200] 18 20 300]", "<0010 0011 0012 0013>", "abcd"},
		{"wide enough for a column", "/Identity-H", "/W [2457 2457 3000]", "<0010 0999 0011>", "a   b"},
		{"own code lengths", "begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange 1 begincidrange <20> <7F> 1 endcidrange",
			"", "<10 11>", "ab"},
	}
	for _, test := range tests {
		content := "BT /F1 10 Tf 72 700 Td " + test.show + " Tj ET"
		if got := firstPage(compositePDF(unicode, test.encoding, test.widths, content)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestToUnicodeLimits holds that a CMap of a few bytes cannot take much memory.
func TestToUnicodeLimits(t *testing.T) {
	m := parseCMap([]byte("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange <0000> <FFFF> <0041> endbfrange" +
		" 1 begincidrange <00000000> <FFFFFFFF> 1 endcidrange"))
	if len(m.text) > maxMapped || len(m.glyph) > maxMapped {
		t.Errorf("%d texts, %d glyphs", len(m.text), len(m.glyph))
	}
}

func TestStandardFonts(t *testing.T) {
	for name, want := range map[string]string{
		"ABCDEF+CourierNew": "Courier", "TimesNewRomanPS-BoldItalicMT": "Times-BoldItalic", "Times-Italic": "Times-Italic",
		"TimesNewRoman,Bold": "Times-Bold", "LiberationSerif": "Times-Roman", "Arial-BoldMT": "Helvetica-Bold", "": "Helvetica",
	} {
		if got := standardFont(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

// repeated returns s n times.
func repeated(s string, n int) string {
	out := ""
	for range n {
		out += s
	}
	return out
}
