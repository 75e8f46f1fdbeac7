package extract

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// Version rises when the same bytes may give other lines.
const Version = 1

// MaxFileBytes is the largest file that is read at all.
const MaxFileBytes = 50 << 20

// Read extracts one file in this process. The format is told by the content,
// then by the name, of which only the extension counts. It returns the errors
// of this package, and never panics; but a PDF made to harm may cost up to
// some seconds and some 200 MB here, so files from outside go through a Pool.
func Read(name string, data []byte) (doc Document, err error) {
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
	if doc.blank() {
		return Document{}, refuse(format.whenBlank(), "no words in the %s", format)
	}
	doc.Extractor = fmt.Sprintf("%s/%d", format, Version)
	return doc, nil
}

// A format is a kind of file, by the name that stands in Document.Extractor.
type format string

const (
	formatPDF  format = "pdf"
	formatText format = "text"
	formatDocx format = "docx"
	formatHTML format = "html"
)

var readers = map[format]func([]byte) (Document, error){
	formatPDF:  readPDF,
	formatText: readText,
	formatDocx: readDocx,
	formatHTML: readHTML,
}

// whenBlank is what a file of this format without words is called.
func (f format) whenBlank() error {
	if f == formatPDF {
		return ErrNeedsOCR
	}
	return ErrEmpty
}

// sniffBytes is how far into a file its signature is looked for.
const sniffBytes = 1024

// formatOf tells the format of a file, or why it is not to be read.
func formatOf(name string, data []byte) (format, error) {
	head := data[:min(len(data), sniffBytes)]
	zipped, office := isZip(head)
	switch {
	case len(bytes.TrimSpace(head)) == 0 && len(bytes.TrimSpace(data)) == 0:
		return "", ErrEmpty
	case len(data) > MaxFileBytes:
		return "", refuse(ErrTooLarge, "%d MB, at most %d are read", len(data)>>20, MaxFileBytes>>20)
	case bytes.Contains(head, []byte("%PDF-")):
		return formatPDF, nil
	case zipped && (office || strings.EqualFold(path.Ext(name), ".docx")):
		return formatDocx, nil
	case zipped || isTar(head):
		return "", refuse(ErrArchive, "of several files")
	case unread(head) != nil:
		return "", unread(head)
	case looksBinary(data):
		return "", refuse(ErrUnknownFormat, "binary content")
	case strings.EqualFold(path.Ext(name), ".pdf"): // often the error page of a download
		return "", refuse(ErrUnknownFormat, "named .pdf, but no PDF")
	case len(data) > maxTextSize:
		return "", refuse(ErrTooLarge, "%d MB of text, at most %d are read", len(data)>>20, maxTextSize>>20)
	case looksHTML(name, head):
		return formatHTML, nil
	}
	return formatText, nil
}

// looksHTML tells markup by its first tag, else by the file's extension.
func looksHTML(name string, head []byte) bool {
	start := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(start, tag) {
			return true
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return strings.HasPrefix(start, "<")
	}
	return false
}

// blank reports whether no page has a word.
func (d Document) blank() bool {
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			if l != "" {
				return false
			}
		}
	}
	return true
}
