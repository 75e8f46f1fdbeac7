// Package docx answers one question: how is a Word document written? It writes
// what a brief needs: headings, paragraphs, quotations, one kind of table, and
// real footnotes, as Office Open XML (ECMA-376, transitional). It knows
// nothing of what the document says.
//
// It is our own because no kept library of a free licence that the module
// proxy serves writes footnotes: gomutex/godocx is no longer maintained and
// has no part for them, fumiama/go-docx is under the AGPL,
// nguyenthenguyen/docx only fills templates. The format is the smallest that
// Word takes: seven parts of fixed text, and two that grow.
package docx

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Document is a Word document in the making: US Letter, margins of one inch,
// page numbers at the foot. The zero Document is of no use; New makes one. It
// is not safe for concurrent use.
type Document struct {
	title string
	body  strings.Builder
	notes []string
}

// A Run is text of one style. Line ends in it are blanks, and characters that
// XML cannot hold become U+FFFD.
type Run struct {
	Text     string
	Bold     bool
	Footnote string // set as a footnote whose mark follows the text; "" for none
}

// New begins an empty document with a title, which stands in its properties
// alone.
func New(title string) *Document { return &Document{title: title} }

// Heading adds a heading of level 1 to 3.
func (d *Document) Heading(level int, runs ...Run) {
	d.paragraph("Heading"+strconv.Itoa(min(max(level, 1), 3)), runs)
}

// Paragraph adds running text.
func (d *Document) Paragraph(runs ...Run) { d.paragraph("", runs) }

// Quotation adds a paragraph that is set in on both sides.
func (d *Document) Quotation(runs ...Run) { d.paragraph("Quote", runs) }

func (d *Document) paragraph(style string, runs []Run) {
	d.body.WriteString("<w:p>")
	if style != "" {
		fmt.Fprintf(&d.body, `<w:pPr><w:pStyle w:val="%s"/></w:pPr>`, style)
	}
	for _, r := range runs {
		d.run(r)
	}
	d.body.WriteString("</w:p>")
}

func (d *Document) run(r Run) {
	d.body.WriteString("<w:r>")
	if r.Bold {
		d.body.WriteString("<w:rPr><w:b/></w:rPr>")
	}
	writeText(&d.body, r.Text)
	d.body.WriteString("</w:r>")
	if r.Footnote != "" {
		d.notes = append(d.notes, r.Footnote)
		fmt.Fprintf(&d.body, `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, len(d.notes))
	}
}

// Table adds a table whose first row is the head, repeated on every page.
// widths are the columns in percent of the page; rows have as many cells.
func (d *Document) Table(widths []int, rows [][]string) {
	const textWidth = 9360 // twentieths of a point: 6.5 inches
	b := &d.body
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>`, textWidth)
	for _, share := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, share*textWidth/100)
	}
	b.WriteString("</w:tblGrid>")
	for i, row := range rows {
		b.WriteString("<w:tr><w:trPr><w:cantSplit/>")
		if i == 0 {
			b.WriteString("<w:tblHeader/>")
		}
		b.WriteString("</w:trPr>")
		for j, share := range widths {
			cell := ""
			if j < len(row) {
				cell = row[j]
			}
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, share*textWidth/100)
			d.paragraph("TableText", []Run{{Text: cell, Bold: i == 0}})
			b.WriteString("</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl><w:p/>") // Word wants a paragraph behind a table
}

// writeText writes a text as the content of a run.
func writeText(b *strings.Builder, s string) {
	b.WriteString(`<w:t xml:space="preserve">`)
	b.WriteString(escape(s))
	b.WriteString("</w:t>")
}

func escape(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(strings.Join(strings.FieldsFunc(s, isLineEnd), " "))) // a Buffer takes everything
	return b.String()
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\t' }

//go:embed parts
var partFiles embed.FS

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespaces  = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	// page is the section: size, margins, and the footer with the page number.
	page = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>`
)

// WriteTo writes the document. The same document gives the same bytes: no part
// has a time.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	counted := &counter{w: w}
	z := zip.NewWriter(counted)
	for _, p := range []struct{ name, content string }{
		{"[Content_Types].xml", part("content_types.xml")},
		{"_rels/.rels", part("package_rels.xml")},
		{"docProps/core.xml", d.properties()},
		{"word/document.xml", declaration + "<w:document" + namespaces + "><w:body>" + d.body.String() + page + "</w:body></w:document>"},
		{"word/_rels/document.xml.rels", part("document_rels.xml")},
		{"word/styles.xml", part("styles.xml")},
		{"word/settings.xml", part("settings.xml")},
		{"word/footer1.xml", part("footer1.xml")},
		{"word/footnotes.xml", d.footnotes()},
	} {
		file, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(file, p.content)
		}
		if err != nil {
			return counted.n, err
		}
	}
	err := z.Close()
	return counted.n, err
}

func (d *Document) properties() string {
	return declaration + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
		escape(d.title) + `</dc:title><dc:creator>imr</dc:creator><dc:language>en-US</dc:language></cp:coreProperties>`
}

// footnotes writes the part with the footnotes; -1 and 0 are the lines that
// part them from the text, as settings.xml says.
func (d *Document) footnotes() string {
	var b strings.Builder
	b.WriteString(declaration + "<w:footnotes" + namespaces + ">" +
		`<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	for i, note := range d.notes {
		fmt.Fprintf(&b, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r>`, i+1)
		writeText(&b, " "+note)
		b.WriteString("</w:r></w:p></w:footnote>")
	}
	b.WriteString("</w:footnotes>")
	return b.String()
}

// A counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// part returns a part that is always the same.
func part(name string) string {
	content, err := partFiles.ReadFile("parts/" + name)
	if err != nil {
		panic(err) // the file is embedded
	}
	return string(content)
}
