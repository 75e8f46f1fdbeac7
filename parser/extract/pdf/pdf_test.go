package pdf

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
)

// firstPage returns the lines of a PDF's first page, parted by "|".
func firstPage(data []byte) string {
	pages, err := Read(data)
	if err != nil {
		return "error: " + err.Error()
	}
	return strings.Join(pages[0].Lines, "|")
}

func TestEncrypted(t *testing.T) {
	if got := firstPage(pdftest.Encrypted("", "for all to read")); got != "for all to read" {
		t.Errorf("empty password: %q", got)
	}
	if _, err := Read(pdftest.Encrypted("secret", "for few to read")); !errors.Is(err, ErrEncrypted) {
		t.Errorf("with a password: %v", err)
	}
}

// TestObjects reads files whose objects are not where or what they should be.
func TestObjects(t *testing.T) {
	const text = "BT /F1 10 Tf 72 700 Td (read) Tj ET"
	page := func(entries string) []byte {
		b := &pdftest.Builder{}
		content := b.Stream("", text, true)
		b.Pages = append(b.Pages, b.Add("<< /Type /Page /Parent 2 0 R "+strings.ReplaceAll(entries, "CONTENT", pdftest.Ref(content))+" >>"))
		return b.Bytes()
	}
	const fonts = "/Resources << " + pdftest.Helvetica + " >>"
	for name, tt := range map[string]struct{ entries, want string }{
		"as it should be":            {"/Contents CONTENT " + fonts, "read"},
		"content in an array":        {"/Contents [CONTENT] " + fonts, "read"},
		"missing content":            {"/Contents 99 0 R " + fonts, ""},
		"part of the content":        {"/Contents [99 0 R CONTENT 7] " + fonts, "read"},
		"no content":                 {fonts, ""},
		"content that is no stream":  {"/Contents (text) " + fonts, ""},
		"no fonts":                   {"/Contents CONTENT", ""},
		"a font that is none":        {"/Contents CONTENT /Resources << /Font << /F1 (x) >> >>", ""},
		"rotation of another type":   {"/Contents CONTENT /Rotate /Name " + fonts, "read"},
		"rotation beyond all limits": {"/Contents CONTENT /Rotate 1e30 " + fonts, "read"},
		"annotations of no kind":     {"/Contents CONTENT /Annots [1 (x) << >> null] " + fonts, "read"},
	} {
		if got := firstPage(page(tt.entries)); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestFilters decodes streams in other ways than one Flate filter, which the
// inflater leaves to the library.
func TestFilters(t *testing.T) {
	const text = "BT /F1 10 Tf 72 700 Td (read) Tj ET"
	hex := strings.ToUpper(hexOf(text)) + ">"
	for name, stream := range map[string][2]string{
		"hexadecimal":     {"/Filter /ASCIIHexDecode", hex},
		"two filters":     {"/Filter [/ASCIIHexDecode /ASCIIHexDecode]", hexOf(hex) + ">"},
		"none":            {"", text},
		"an empty list":   {"/Filter []", text},
		"damaged":         {"/Filter /FlateDecode", "no flate stream"},
		"unknown":         {"/Filter /Nonsense", text},
		"of another type": {"/Filter 7", text},
	} {
		b := &pdftest.Builder{}
		content := b.Stream(stream[0], stream[1], false)
		b.Pages = append(b.Pages, b.Add("<< /Type /Page /Parent 2 0 R /Contents "+pdftest.Ref(content)+" /Resources << "+pdftest.Helvetica+" >> >>"))
		got := firstPage(b.Bytes())
		if want := "read"; got != want && name != "damaged" && name != "unknown" && name != "of another type" {
			t.Errorf("%s: %q", name, got)
		}
		if name == "damaged" && got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func hexOf(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(digits[s[i]>>4])
		b.WriteByte(digits[s[i]&15])
	}
	return b.String()
}

// TestLimits holds that what one file may cost is bounded, and that the error
// says so.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("interprets millions of operators")
	}
	for name, data := range map[string][]byte{
		"operators": pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf "+strings.Repeat("() Tj ", maxOperators/2)+strings.Repeat("() Tj ", maxOperators/2)),
		"glyphs":    pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf ("+strings.Repeat("x", maxPageGlyphs+10)+") Tj ET"),
	} {
		if _, err := Read(data); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s without end: %v", name, err)
		}
	}
	b := &pdftest.Builder{}
	for range maxPages + 1 {
		b.Pages = append(b.Pages, 3)
	}
	b.Page(pdftest.Helvetica, "")
	if pages, err := Read(b.Bytes()); err != nil || len(pages) != 2 {
		t.Errorf("one page named many times, then another: %d, %v", len(pages), err)
	}
}

func TestParagraphs(t *testing.T) {
	at := func(y int, s string) string { return "1 0 0 1 72 " + strconv.Itoa(y) + " Tm (" + s + ") Tj " }
	var rows strings.Builder
	for i := range 12 {
		rows.WriteString(at(700-14*i, "row"))
	}
	got := firstPage(pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf "+rows.String()+at(700-14*11-28, "next")+" ET"))
	if want := strings.Repeat("row|", 12) + "|next"; got != want {
		t.Errorf("wide rows, then twice their distance: %q", got)
	}
}
