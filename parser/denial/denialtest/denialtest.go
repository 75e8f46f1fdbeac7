// Package denialtest answers one question: how does a test come by a denial as
// a PDF, or as a Word document? It writes a text as a small one. Only tests
// import it.
package denialtest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"imrsearch/parser/extract/pdf/pdftest"
)

// pageLines is how many lines a page holds.
const pageLines = 60

// PDF returns a text, of ASCII characters, as a PDF in Courier: columns stay
// columns.
func PDF(text string) []byte {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"}
	kids := ""
	n := 0
	for len(lines) > 0 {
		page := lines[:min(pageLines, len(lines))]
		lines = lines[len(page):]
		var b strings.Builder
		b.WriteString("BT /F1 8 Tf 11 TL 36 750 Td\n")
		for _, l := range page {
			fmt.Fprintf(&b, "(%s) Tj T*\n", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(l))
		}
		b.WriteString("ET")
		number := len(objects) + 1
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 792 792] /Contents %s /Resources << /Font << /F1 %s >> >> >>", pdftest.Ref(number+1), pdftest.Ref(3)),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", b.Len(), b.String()))
		kids += pdftest.Ref(number) + " "
		n++
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids, n)
	return pdftest.Assemble(objects, "/Root "+pdftest.Ref(1))
}

// Docx returns a text as a Word document, a paragraph a line.
func Docx(text string) []byte {
	var body strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		body.WriteString(`<w:p><w:r><w:t xml:space="preserve">`)
		_ = xml.EscapeText(&body, []byte(line)) // a Builder never fails
		body.WriteString(`</w:t></w:r></w:p>`)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range [][2]string{
		{"[Content_Types].xml", "<Types/>"},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body>` + body.String() + `</w:body></w:document>`},
	} {
		w, err := z.Create(m[0])
		if err == nil {
			_, err = w.Write([]byte(m[1]))
		}
		if err != nil {
			panic(err) // a Buffer never fails
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}
