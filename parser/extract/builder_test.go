package extract

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// A pdfBuilder writes tiny PDFs by hand. Object 1 is the catalog, object 2 the
// page tree; add gives the next numbers.
type pdfBuilder struct {
	objects []string
	pages   []int
	trailer string
}

// add adds an object and returns its number.
func (b *pdfBuilder) add(body string) int {
	b.objects = append(b.objects, body)
	return len(b.objects) + 2
}

// stream adds a stream, compressed when deflate is set.
func (b *pdfBuilder) stream(dict, content string, deflate bool) int {
	if deflate {
		content = deflated(content)
		dict += " /Filter /FlateDecode"
	}
	return b.add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(content), content))
}

func deflated(s string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return out.String()
}

// page adds a page with its content and the entries of its resources.
func (b *pdfBuilder) page(resources, content string, entries ...string) {
	c := b.stream("", content, false)
	b.pages = append(b.pages, b.add(fmt.Sprintf(
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << %s >> %s >>",
		c, resources, strings.Join(entries, " "))))
}

// bytes returns the file.
func (b *pdfBuilder) bytes() []byte {
	kids := make([]string, len(b.pages))
	for i, p := range b.pages {
		kids[i] = fmt.Sprintf("%d 0 R", p)
	}
	tree := fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))
	return assemble(append([]string{"<< /Type /Catalog /Pages 2 0 R >>", tree}, b.objects...), b.trailer)
}

// assemble numbers objects from 1 and writes header, cross references and
// trailer around them.
func assemble(objects []string, trailer string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return out.Bytes()
}

// helvetica is a font of which only the name is given.
const helvetica = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"

// onePage returns a PDF of one page with that content and fonts.
func onePage(resources, content string) []byte {
	b := &pdfBuilder{}
	b.page(resources, content)
	return b.bytes()
}

// onePageText returns the lines of a PDF's first page, parted by "|".
func onePageText(data []byte) string {
	doc, err := Read("t.pdf", data)
	if err != nil {
		return "error: " + err.Error()
	}
	return strings.Join(doc.Pages[0].Lines, "|")
}

// ref returns a reference to an object.
func ref(n int) string { return fmt.Sprintf("%d 0 R", n) }
