// Package pdftest answers one question: how does a test come by a PDF? It
// writes small ones, plain and encrypted. Only tests import it.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// A Builder writes tiny PDFs by hand. Object 1 is the catalog, object 2 the
// page tree; Add gives the next numbers.
type Builder struct {
	objects []string
	Pages   []int  // their objects; a test may append others
	Catalog string // more entries of the catalog
}

// Add adds an object and returns its number.
func (b *Builder) Add(body string) int {
	b.objects = append(b.objects, body)
	return len(b.objects) + 2
}

// Stream adds a stream, compressed when deflate is set.
func (b *Builder) Stream(dict, content string, deflate bool) int {
	if deflate {
		content = deflated(content)
		dict += " /Filter /FlateDecode"
	}
	return b.Add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(content), content))
}

func deflated(s string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return out.String()
}

// Page adds a page with its content and the entries of its resources.
func (b *Builder) Page(resources, content string, entries ...string) {
	c := b.Stream("", content, false)
	b.Pages = append(b.Pages, b.Add(fmt.Sprintf(
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << %s >> %s >>",
		c, resources, strings.Join(entries, " "))))
}

// Bytes returns the file.
func (b *Builder) Bytes() []byte {
	kids := make([]string, len(b.Pages))
	for i, p := range b.Pages {
		kids[i] = fmt.Sprintf("%d 0 R", p)
	}
	tree := fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))
	return Assemble(append([]string{"<< /Type /Catalog /Pages 2 0 R " + b.Catalog + " >>", tree}, b.objects...), "")
}

// Assemble numbers objects from 1 and writes header, cross references and
// trailer around them.
func Assemble(objects []string, trailer string) []byte {
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

// Helvetica are resources with the font F1, of which only the name is given.
const Helvetica = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"

// OnePage returns a PDF of one page with that content and fonts.
func OnePage(resources, content string) []byte {
	b := &Builder{}
	b.Page(resources, content)
	return b.Bytes()
}

// Ref returns a reference to an object.
func Ref(n int) string { return fmt.Sprintf("%d 0 R", n) }
