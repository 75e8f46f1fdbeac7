package extract

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
)

// hostilePDFs are files made to hang, crash or bloat a reader. A nil reason
// means that their text "survived" must come out.
func hostilePDFs() []hostile {
	good := pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td (survived) Tj ET")
	text := "BT /F1 10 Tf 72 700 Td (survived) Tj ET "
	zeros := strings.Repeat("\x00", 1<<20)
	return []hostile{
		{"only a header", []byte("%PDF-1.7\n"), ErrDamaged},
		{"random bytes behind a header", append([]byte("%PDF-1.7\n"), scrambled(5000)...), ErrDamaged},
		{"cut at a tenth", good[:len(good)/10], ErrDamaged},
		{"cut at a half", good[:len(good)/2], ErrDamaged},
		{"junk before the header", append([]byte(strings.Repeat("junk ", 100)), good...), nil},
		{"junk behind the end", append(append([]byte(nil), good...), strings.Repeat("junk\n", 1000)...), nil},
		{"wrong startxref", []byte(strings.Replace(string(good), "startxref\n", "startxref\n9", 1)), nil},
		{"page tree loop", pagesOfTree("<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R 2 0 R] >>", text), nil},
		{"two thousand million pages", pagesOfTree("<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>", text), nil},
		{"no kids", pagesOfTree("<< /Type /Pages /Count 1 /Kids [] >>", text), ErrDamaged},
		{"tree of no page", pagesOfTree("(nothing)", text), ErrDamaged},
		{"cross references in a loop", loopedXRef("survived"), ErrDamaged},
		{"nested arrays in the content", pdftest.OnePage(pdftest.Helvetica, strings.Repeat("[", 2_000_000)+text), ErrNeedsOCR},
		{"nested arrays, closed", pdftest.OnePage(pdftest.Helvetica, strings.Repeat("[", 1_000_000)+strings.Repeat("]", 1_000_000)+text), nil},
		{"nested dictionaries in the content", pdftest.OnePage(pdftest.Helvetica, strings.Repeat("<<", 1_000_000)+text), nil},
		{"nested arrays in the root", pdftest.Assemble([]string{"<< /Type /Catalog /Pages 2 0 R /X " + strings.Repeat("[", 1_000_000) + " >>"}, ""), ErrDamaged},
		{"saved states without end", pdftest.OnePage(pdftest.Helvetica, strings.Repeat("q ", 1_000_000)+text), nil},
		{"form in itself", selfForm(text), ErrTooLarge},
		{"content that inflates to 300 MB", bomb(zeros, 300), ErrTooLarge},
		{"200 MB of text operators", bomb(strings.Repeat("BT /F1 9 Tf (word word) Tj ET\n", 35_000), 200), ErrTooLarge},
		{"15 MB of text operators", bomb(strings.Repeat("BT /F1 9 Tf (word word) Tj ET\n", 35_000), 15), ErrTooLarge},
		{"numbers beyond all measure", pdftest.OnePage(pdftest.Helvetica, "1e400 -1e400 9e99 cm 99999999999999999999 0 Td "+text), nil},
		{"wrong types everywhere", pdftest.OnePage("/Font [1 2] /XObject 7", "/F1 Tf [/x] TJ (x) cm /X Do "+text), ErrNeedsOCR},
		{"a scan", pdftest.OnePage("", "q 612 0 0 792 0 0 cm /Im0 Do Q"), ErrNeedsOCR},
	}
}

type hostile struct {
	name   string
	data   []byte
	reason error
}

// pagesOfTree returns a PDF with this page tree; object 3 is a page.
func pagesOfTree(tree, content string) []byte {
	return pdftest.Assemble([]string{
		"<< /Type /Catalog /Pages 2 0 R >>", tree,
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << " + pdftest.Helvetica + " >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
	}, "")
}

// loopedXRef returns a PDF whose cross references name themselves as the
// previous ones; pdftotext reads it, our reader does not.
func loopedXRef(line string) []byte {
	good := string(pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td ("+line+") Tj ET"))
	loop := fmt.Sprintf("/Prev %d /Root", strings.LastIndex(good, "xref\n0"))
	return []byte(strings.Replace(good, "/Root", loop, 1))
}

// selfForm returns a PDF with a form that draws itself many times.
func selfForm(text string) []byte {
	b := &pdftest.Builder{}
	form := b.Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm 3 0 R >> >>", strings.Repeat("/Fm Do ", 1000), false)
	b.Page(pdftest.Helvetica+" /XObject << /Fm "+pdftest.Ref(form)+" >>", text+"/Fm Do")
	return b.Bytes()
}

// bomb returns a PDF whose only page repeats a part.
func bomb(part string, times int) []byte {
	b := &pdftest.Builder{}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	for range times {
		_, _ = w.Write([]byte(part))
	}
	_ = w.Close()
	c := b.Stream("/Filter /FlateDecode", packed.String(), false)
	b.Pages = append(b.Pages, b.Add("<< /Type /Page /Parent 2 0 R /Contents "+pdftest.Ref(c)+" /Resources << "+pdftest.Helvetica+" >> >>"))
	return b.Bytes()
}

// scrambled returns n bytes without order, the same ones each time.
func scrambled(n int) []byte {
	out := make([]byte, n)
	x := uint32(2463534242)
	for i := range out {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		out[i] = byte(x)
	}
	return out
}

// TestHostilePDFs reads the hostile set in worker processes, as an ingest does:
// each costs one error, and the same pool still reads a letter after all.
func TestHostilePDFs(t *testing.T) {
	if testing.Short() {
		t.Skip("inflates gigabytes")
	}
	pool := ownPool(1)
	defer pool.Close()
	for _, h := range hostilePDFs() {
		doc, err := pool.Read(context.Background(), "t.pdf", h.data)
		if h.reason != nil {
			if !errors.Is(err, h.reason) {
				t.Errorf("%s: %v, want %v", h.name, err, h.reason)
			}
			continue
		}
		if err != nil || !strings.Contains(strings.Join(doc.Pages[0].Lines, "\n"), "survived") {
			t.Errorf("%s: %v, %v", h.name, doc, err)
		}
	}
	if _, err := pool.Read(context.Background(), "t.pdf", pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf (well) Tj ET")); err != nil {
		t.Errorf("after the hostile set: %v", err)
	}
}
