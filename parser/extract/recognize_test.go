package extract

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"imrsearch/parser/extract/ocr/ocrtest"
	"imrsearch/parser/extract/pdf/pdftest"
)

// scanned is the text of the pages that are recognized here.
var scanned = []string{
	"Case Number:     CM16-0990412          Date Assigned:   11/22/2016",
	"Priority:            Standard                    Decision Date:   12/14/2016",
	"",
	"The request for six sessions of home exercise was made by the treating physician",
	"for a worker with low back pain. The request is not medically necessary.",
}

// TestRecognized reads scans of all kinds, each with the same text.
func TestRecognized(t *testing.T) {
	ocrtest.Need(t)
	pool := NewPool(1)
	defer pool.Close()
	page := ocrtest.Page(scanned...)
	written := "BT /F1 10 Tf 72 700 Td (A cover letter that was written, with words enough for a page of its own and more.) Tj ET"
	behind := &pdftest.Builder{}
	behind.Page(pdftest.Helvetica, written)
	ocrtest.AddTo(behind, page, 0)
	stamped := &pdftest.Builder{}
	ocrtest.AddTo(stamped, page, 180)
	for name, scan := range map[string]struct {
		file []byte
		page int // the one that is recognized
		of   int
	}{
		"a scan":                  {ocrtest.PDF(page), 1, 1},
		"askew":                   {ocrtest.PDF(ocrtest.Tilted(page, 1.2)), 1, 1},
		"specks":                  {ocrtest.PDF(ocrtest.Speckled(page, 4000)), 1, 1},
		"upside down":             {stamped.Bytes(), 1, 1},
		"behind a written page":   {behind.Bytes(), 2, 2},
		"beside a blank page":     {ocrtest.PDF(ocrtest.Page(), page), 2, 2},
		"a fax, as TIFF":          {ocrtest.TIFF(ocrtest.Page("Fax cover"), page), 2, 2},
		"a font without Unicode":  {unknownFont(scanned), 1, 1},
		"a font with other codes": {wrongFont(scanned), 1, 1},
	} {
		if testing.Short() && name != "a scan" {
			continue
		}
		doc, err := pool.Read(context.Background(), "", scan.file)
		if err != nil || len(doc.Pages) != scan.of {
			t.Errorf("%s: %d pages, %v", name, len(doc.Pages), err)
			continue
		}
		checkDocument(t, doc)
		p := doc.Pages[scan.page-1]
		got := strings.Join(p.Lines, "\n")
		for _, want := range []string{"CM16-0990412   Date Assigned:", "11/22/2016", "Standard   Decision Date:", "six sessions of home exercise", "The request is not medically necessary."} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got)
			}
		}
		if !strings.HasPrefix(doc.Recognizer, "tesseract/") || p.Unread || len(p.Sure) != len(p.Lines) {
			t.Errorf("%s: by %q, unread is %v, %d of %d lines with confidence", name, doc.Recognizer, p.Unread, len(p.Sure), len(p.Lines))
			continue
		}
		for i, l := range p.Lines {
			if len(strings.Fields(l)) != len(p.Sure[i]) {
				t.Errorf("%s: %q has %d confidences", name, l, len(p.Sure[i]))
			}
		}
	}
}

// embedded adds goregular's glyphs as a font of two bytes a code, which are its
// glyphs' numbers, and returns the lines in it.
func embedded(lines []string, entries string) (*pdftest.Builder, string, string) {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		panic(err)
	}
	var buffer sfnt.Buffer
	var content, widths strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&content, "BT /F1 11 Tf 50 %d Td <", 720-16*i)
		for _, r := range l {
			g, err := f.GlyphIndex(&buffer, r)
			if err != nil {
				panic(err)
			}
			wide, err := f.GlyphAdvance(&buffer, g, fixed.I(1000), font.HintingNone)
			if err != nil {
				panic(err)
			}
			fmt.Fprintf(&content, "%04X", int(g))
			fmt.Fprintf(&widths, "%d [%d] ", int(g), wide.Round())
		}
		content.WriteString("> Tj ET\n")
	}
	b := &pdftest.Builder{}
	file := b.Stream(fmt.Sprintf("/Length1 %d", len(goregular.TTF)), string(goregular.TTF), true)
	descriptor := b.Add("<< /Type /FontDescriptor /FontName /AAAAAA+Go /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 " + pdftest.Ref(file) + " >>")
	under := b.Add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Go /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 560 /W [" + widths.String() + "] /CIDToGIDMap /Identity /FontDescriptor " + pdftest.Ref(descriptor) + " >>")
	face := b.Add("<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Go /Encoding /Identity-H /DescendantFonts [" + pdftest.Ref(under) + "] " + entries + ">>")
	return b, "/Font << /F1 " + pdftest.Ref(face) + " >>", content.String()
}

// unknownFont returns a PDF with a font that does not say which letters it draws.
func unknownFont(lines []string) []byte {
	b, resources, content := embedded(lines, "")
	b.Page(resources, content)
	return b.Bytes()
}

// wrongFont returns a PDF in which poppler and our reader know no letters, but a
// stamp is written.
func wrongFont(lines []string) []byte {
	b, resources, content := embedded(lines, "")
	helvetica := strings.TrimSuffix(strings.TrimPrefix(pdftest.Helvetica, "/Font <<"), ">>")
	helvetica = strings.Replace(helvetica, "/F1", "/F2", 1)
	b.Page(strings.Replace(resources, "/Font <<", "/Font << "+helvetica, 1), content+"BT /F2 8 Tf 500 20 Td (SMITH 000123) Tj ET")
	return b.Bytes()
}

// TestUnread: without the programs that recognize, scans are refused with their
// pages, and pages among written ones are known as unread.
func TestUnread(t *testing.T) {
	pool := ownPool(1)
	defer pool.Close()
	page := ocrtest.Page(scanned...)
	_, err := pool.Read(context.Background(), "", ocrtest.PDF(page, page))
	if !errors.Is(err, ErrNeedsOCR) || !strings.Contains(err.Error(), "pages 1 to 2") {
		t.Errorf("a scan: %v", err)
	}
	b := &pdftest.Builder{}
	b.Page(pdftest.Helvetica, "BT /F1 10 Tf 72 700 Td (written) Tj ET")
	ocrtest.AddTo(b, page, 0)
	b.Page(pdftest.Helvetica, "")
	doc, err := pool.Read(context.Background(), "", b.Bytes())
	if got := doc.UnreadPages(); err != nil || !slices.Equal(got, []int{2}) {
		t.Errorf("a scan between written pages: %v, %v", got, err)
	}
	if _, err := pool.Read(context.Background(), "a.tiff", ocrtest.TIFF(page)); !errors.Is(err, ErrNeedsOCR) {
		t.Errorf("an image: %v", err)
	}
}

// TestHostilePictures: each costs one error within the limits of one page, and
// the same pool still reads a scan behind them.
func TestHostilePictures(t *testing.T) {
	if testing.Short() {
		t.Skip("inflates pictures")
	}
	ocrtest.Need(t)
	pool := NewPool(1)
	defer pool.Close()
	loop := ocrtest.BombTIFF(100, 100)
	copy(loop[len(loop)-4:], loop[4:8]) // the next page is this one
	for name, h := range map[string]struct {
		file   []byte
		reason error
	}{
		"TIFF of 4 thousand million dots each way": {ocrtest.BombTIFF(1<<32-1, 1<<32-1), ErrTooLarge},
		"TIFF of 60,000 dots each way":             {ocrtest.BombTIFF(60_000, 60_000), ErrTooLarge},
		"TIFF without its dots":                    {ocrtest.BombTIFF(1000, 1000), ErrNeedsOCR},
		"TIFF in a loop":                           {loop, ErrNeedsOCR},
		"TIFF cut off":                             {loop[:20], ErrDamaged},
		"PNG of 50,000 dots each way":              {pngBomb(50_000, 50_000), ErrTooLarge},
		"PNG without dots":                         {pngBomb(900, 900), ErrNeedsOCR},
		"PNG of a head":                            {[]byte("\x89PNG\r\n\x1a\n"), ErrDamaged},
		"JPEG of a head":                           {[]byte("\xff\xd8\xff\xe0"), ErrDamaged},
		"PDF with a picture of 3.6 GB":             {picturePDF(60_000, 60_000), ErrNeedsOCR},
		"PDF with a page of miles":                 {milesPDF(), ErrNeedsOCR},
	} {
		doc, err := pool.Read(context.Background(), "", h.file)
		if !errors.Is(err, h.reason) {
			t.Errorf("%s: %v, %v; want %v", name, doc, err, h.reason)
		}
	}
	if _, err := pool.Read(context.Background(), "", ocrtest.PDF(ocrtest.Page(scanned...))); err != nil {
		t.Errorf("after the hostile set: %v", err)
	}
}

// pngBomb returns a PNG of that size of which a row or less is there.
func pngBomb(width, height uint32) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
		sum := crc32.ChecksumIEEE(append([]byte(kind), data...))
		out = append(append(out, kind...), data...)
		out = binary.BigEndian.AppendUint32(out, sum)
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	chunk("IHDR", append(head, 8, 0, 0, 0, 0))
	chunk("IDAT", zeros(1<<10))
	chunk("IEND", nil)
	return out
}

// zeros returns so many zero bytes, packed.
func zeros(n int) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	block := make([]byte, 1<<20)
	for ; n > 0; n -= len(block) {
		_, _ = w.Write(block[:min(n, len(block))])
	}
	_ = w.Close()
	return b.Bytes()
}

// picturePDF returns a PDF whose page is one picture that is black all over.
func picturePDF(width, height int) []byte {
	b := &pdftest.Builder{}
	dict := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", width, height)
	picture := b.Stream(dict, string(zeros(64<<20)), false)
	b.Page("/XObject << /Im0 "+pdftest.Ref(picture)+" >>", "q 612 0 0 792 0 0 cm /Im0 Do Q")
	return b.Bytes()
}

// milesPDF returns a PDF with a page of fourteen million dots each way.
func milesPDF() []byte {
	b := &pdftest.Builder{}
	b.Page("", "0 0 5000000 9000000 re f", "/MediaBox [0 0 14400000 14400000]")
	return b.Bytes()
}
