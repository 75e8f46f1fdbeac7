package extract

import (
	"fmt"

	"imrsearch/parser/extract/pdf"
)

// Version rises when the same bytes may give other lines.
const Version = 3

// MaxFileBytes is the largest file that is read at all.
const MaxFileBytes = 50 << 20

// Read extracts one file in this process. The format is told by the content,
// then by the name, of which only the extension counts. It returns the errors
// of this package, and never panics; but a hostile PDF may cost some
// seconds and some 200 MB here, so files from outside are read by a Pool.
func Read(name string, data []byte) (Document, error) {
	doc, err := read(name, data)
	if err == nil && doc.blank() {
		return Document{}, blankPDF(doc)
	}
	return doc, err
}

// blankPDF is the error of a PDF without words; it names the pages.
func blankPDF(doc Document) error {
	pages := "page 1"
	if n := len(doc.Pages); n > 1 {
		pages = fmt.Sprintf("pages 1 to %d", n)
	}
	return refuse(ErrNeedsOCR, "no words in the %s: %s", formatPDF, pages)
}

// read does the same, but returns the pages of a PDF without words.
func read(name string, data []byte) (doc Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = Document{}, refuse(ErrDamaged, "reader failed: %v", r)
		}
	}()
	format, err := formatOf(name, data)
	if err != nil {
		return Document{}, err
	}
	doc, err = readers[format](data)
	if err != nil {
		return Document{}, err
	}
	if format != formatPDF && doc.blank() {
		return Document{}, refuse(ErrEmpty, "no words in the %s", format)
	}
	doc.Extractor = fmt.Sprintf("%s/%d", format, Version)
	return doc, nil
}

var readers = map[format]func([]byte) (Document, error){
	formatPDF:  readPDF,
	formatText: readText,
	formatDocx: readDocx,
	formatHTML: readHTML,
	formatMD:   readMarkdown,
}

// readPDF reads a PDF.
func readPDF(data []byte) (Document, error) {
	pages, err := pdf.Read(data)
	if err != nil {
		return Document{}, err
	}
	var doc Document
	for _, p := range pages {
		page := cleanPage(p.Lines)
		page.Unread = p.Unread
		doc.Pages = append(doc.Pages, page)
	}
	return doc, nil
}
