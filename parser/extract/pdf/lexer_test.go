package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// tokens writes the tokens of some PDF syntax.
func tokens(in string) string {
	l := &lexer{in: []byte(in)}
	var list []string
	for t := l.next(); t.kind != tokenEnd; t = l.next() {
		list = append(list, tokenText(t))
	}
	return strings.Join(list, " ")
}

func tokenText(t token) string {
	switch t.kind {
	case tokenNumber:
		return fmt.Sprint(t.num)
	case tokenName:
		return "/" + string(t.text)
	case tokenString:
		return fmt.Sprintf("(%s)", t.text)
	case tokenArray:
		var items []string
		for _, i := range t.items {
			items = append(items, tokenText(i))
		}
		return "[" + strings.Join(items, " ") + "]"
	}
	return string(t.text)
}

func TestLexer(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"  \t\r\n\f\x00":              "",
		"BT ET":                       "BT ET",
		"1 -2 +3 .5 -.5 7. 0.25":      "1 -2 3 0.5 -0.5 7 0.25",
		"1e3 1-2 --1 1e400 nan inf":   "1000 0 0 0 nan inf", // malformed numbers are 0, words are words
		"123456789012345678901234567": "0",                  // beyond what a page may hold
		"% a comment (x)\nBT":         "BT",
		"BT% to the end":              "BT",
		"/F1 /A#20b /A#2 / /a#zz":     "/F1 /A b /A#2 / /a#zz",
		"(one)":                       "(one)",
		"(a (nested) one)":            "(a (nested) one)",
		`(\(\)\\\n\t\b\f\r)`:          "(()\\\n\t\b\f\r)",
		`(\101\60\0601\8)`:            "(A0018)",
		"(a\\\nb\\\r\nc\\\rd)":        "(abcd)",
		"(never closed":               "(never closed)",
		`(ends in \`:                  "(ends in )",
		"<48 65 6c6C6f>":              "(Hello)",
		"<4>":                         "(@)", // an odd digit counts 16 times
		"<4x8y>":                      "(H)",
		"<48":                         "(H)",
		"[1 (a) /N [2 3]] TJ":         "[1 (a) /N [2 3]] TJ",
		"[1 2":                        "[1 2]",
		"[1 BT 2]":                    "[1 2]", // operators inside arrays are none
		"] >> }":                      "] >>",
		"<< /K 1 >>":                  "<< /K 1 >>",
		"a{b}c)d":                     "a b c d",
		"Tj(x)Tj":                     "Tj (x) Tj",
	} {
		if got := tokens(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLexerNesting(t *testing.T) {
	deep := strings.Repeat("[", maxNesting+10) + "1" + strings.Repeat("]", maxNesting+10) + " BT"
	if got := tokens(deep); !strings.HasSuffix(got, "BT") {
		t.Errorf("behind nested arrays: %q", got)
	}
	long := "[" + strings.Repeat("1 ", maxArrayItems+5) + "]"
	l := &lexer{in: []byte(long)}
	if n := len(l.next().items); n != maxArrayItems {
		t.Errorf("%d items of an array", n)
	}
}

// FuzzLexer holds that the lexer goes through any input and gives numbers that
// a page may hold.
func FuzzLexer(f *testing.F) {
	for _, s := range []string{"[[(a\\", "<<</#", "1e9999 -.", "(\\7", "[ [ 1 ] ( ] ) >"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		l := &lexer{in: in}
		for n := 0; ; n++ {
			tok := l.next()
			if tok.kind == tokenEnd {
				break
			}
			if n > len(in) || l.pos > len(in) {
				t.Fatalf("token %d at %d of %d bytes", n, l.pos, len(in))
			}
			if math.IsNaN(tok.num) || math.IsInf(tok.num, 0) {
				t.Fatalf("number %v", tok.num)
			}
		}
	})
}

func TestParseCMap(t *testing.T) {
	m := parseCMap([]byte(`/CIDInit /ProcSet findresource begin
		2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
		2 beginbfchar <41> <0061> <8001> <00660066> endbfchar
		1 beginbfrange <42> <44> <0062> endbfrange
		1 beginbfrange <50> <51> [<0070> <0071>] endbfrange
		1 beginbfrange <60> <62> <00FF> endbfrange
		1 begincidchar <41> 7 endcidchar
		1 begincidrange <8000> <8002> 100 endcidrange`))
	for code, want := range map[int]string{0x41: "a", 0x42: "b", 0x44: "d", 0x45: "", 0x50: "p", 0x51: "q", 0x60: "ÿ", 0x61: "Ā", 0x8001: "ff"} {
		if got := m.text[code]; got != want {
			t.Errorf("code %x: %q, want %q", code, got, want)
		}
	}
	for code, want := range map[int]int{0x41: 7, 0x8000: 100, 0x8002: 102, 0x8003: 0} {
		if got := m.glyph[code]; got != want {
			t.Errorf("glyph of %x: %d, want %d", code, got, want)
		}
	}
	for s, want := range map[string]int{"A": 1, "\x80\x01": 2, "\x80": 0, "\x7f\x80": 1, "": 0} {
		if got := m.length([]byte(s)); got != want {
			t.Errorf("length of %q: %d, want %d", s, got, want)
		}
	}
	if (*cmap)(nil).length([]byte("A")) != 0 {
		t.Error("no CMap tells a length")
	}
	for _, damaged := range []string{"1 beginbfchar <41> endbfchar", "beginbfrange <41> <42> endbfrange", "endcodespacerange", "[[[", "1 beginbfchar 65 66 endbfchar"} {
		if m := parseCMap([]byte(damaged)); len(m.text) > 0 {
			t.Errorf("%q: %v", damaged, m.text)
		}
	}
}

func TestUTF16Text(t *testing.T) {
	for in, want := range map[string]string{
		"A": "A", "\x00A": "A", "\x00A\x00B": "AB", "\xd8\x35\xdd\x04": "𝔄", "\xd8\x35": "\uFFFD", "\x00A\x00": "A", "\x00\x00": "", "": "",
	} {
		if got := utf16Text([]byte(in)); got != want {
			t.Errorf("utf16Text(%q) = %q, want %q", in, got, want)
		}
	}
	if got := utf16Text([]byte(strings.Repeat("\x00A", 1000))); len(got) != maxCodeText/2 {
		t.Errorf("%d bytes of text of one code", len(got))
	}
}

func TestGlyphText(t *testing.T) {
	for name, want := range map[string]string{
		"A": "A", "space": " ", "eacute": "é", "fi": "fi", "ffl": "ffl", "f_f_i": "ffi", "a.sc": "a", "uni2264": "≤", "u1D504": "𝔄",
		"uniD800": "", "u110000": "", "uniXYZW": "", "g12": "", ".notdef": "", "": "", "bullet": "•", "mu": "µ",
	} {
		if got := glyphText(name); got != want {
			t.Errorf("glyphText(%q) = %q, want %q", name, got, want)
		}
	}
	if got := differenceText("g12", 'x'); got != "x" {
		t.Errorf("a made-up name for x: %q", got)
	}
	if got := differenceText(".notdef", 'x') + differenceText("g12", 5); got != "" {
		t.Errorf("no glyph, or no printable code: %q", got)
	}
}

func TestMatrix(t *testing.T) {
	shift, double := matrix{1, 0, 0, 1, 10, 20}, matrix{2, 0, 0, 2, 0, 0}
	if got := shift.times(double); got != (matrix{2, 0, 0, 2, 20, 40}) {
		t.Errorf("shift, then double: %v", got)
	}
	if got := double.times(shift); got != (matrix{2, 0, 0, 2, 10, 20}) {
		t.Errorf("double, then shift: %v", got)
	}
	if got := double.moved(1, 2); got != (matrix{2, 0, 0, 2, 2, 4}) {
		t.Errorf("moved before it is doubled: %v", got)
	}
	for degrees, want := range map[int]matrix{0: identity, 360: identity, 90: {0, -1, 1, 0, 0, 0}, -90: {0, 1, -1, 0, 0, 0}, 540: {-1, 0, 0, -1, 0, 0}, 45: identity} {
		if got := turned(degrees); got != want {
			t.Errorf("turned by %d: %v", degrees, got)
		}
	}
	if (matrix{math.NaN()}).finite() || (matrix{math.Inf(1)}).finite() || !identity.finite() {
		t.Error("which matrices can place text")
	}
}
