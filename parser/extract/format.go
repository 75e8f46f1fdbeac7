package extract

import (
	"bytes"
	"errors"
	"path"
	"strings"
)

// A format is a kind of file, by the name that stands in Document.Extractor.
type format string

const (
	formatPDF  format = "pdf"
	formatText format = "text"
	formatDocx format = "docx"
	formatHTML format = "html"
	formatMD   format = "markdown"
)

// isPDF reports whether a file begins as a PDF.
func isPDF(data []byte) bool {
	return bytes.Contains(data[:min(len(data), sniffBytes)], []byte("%PDF-"))
}

// sniffBytes is how far into a file its signature is looked for.
const sniffBytes = 1024

// formatOf returns the format of a file, or why it cannot be read.
func formatOf(name string, data []byte) (format, error) {
	head := data[:min(len(data), sniffBytes)]
	zipped, office := isZip(head)
	switch {
	case len(bytes.TrimSpace(head)) == 0 && len(bytes.TrimSpace(data)) == 0:
		return "", ErrEmpty
	case len(data) > MaxFileBytes:
		return "", refuse(ErrTooLarge, "%d MB, at most %d are read", len(data)>>20, MaxFileBytes>>20)
	case isPDF(data):
		return formatPDF, nil
	case zipped && (office || strings.EqualFold(path.Ext(name), ".docx")):
		return formatDocx, nil
	case zipped || isTar(head):
		return "", refuse(ErrArchive, "of several files")
	case strings.HasPrefix(string(head), oleMagic):
		return "", refuse(ErrUnknownFormat, "%s", oleDetail(data))
	case unsupported(head) != nil:
		return "", unsupported(head)
	case looksBinary(data):
		return "", refuse(ErrUnknownFormat, "binary content")
	case strings.EqualFold(path.Ext(name), ".pdf"): // often the error page of a download
		return "", refuse(ErrUnknownFormat, "named .pdf, but no PDF")
	case len(data) > maxTextSize:
		return "", refuse(ErrTooLarge, "%d MB of text, at most %d are read", len(data)>>20, maxTextSize>>20)
	case looksHTML(name, head):
		return formatHTML, nil
	case looksMarkdown(data):
		return formatMD, nil
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

// signatures tell files that are not read from their first bytes, with what
// to do about them.
var signatures = []struct {
	magic  string
	reason error
	detail string
}{
	{"7z\xbc\xaf\x27\x1c", ErrUnknownFormat, "7z archive: unpack it, or make it a zip"},
	{"Rar!", ErrUnknownFormat, "RAR archive: unpack it, or make it a zip"},
	{"\xfd7zXZ\x00", ErrUnknownFormat, "xz archive: unpack it, or make it a tar.gz"},
	{"BZh", ErrUnknownFormat, "bzip2 archive: unpack it, or make it a tar.gz"},
	{"\x28\xb5\x2f\xfd", ErrUnknownFormat, "zstd archive: unpack it, or make it a tar.gz"},
	{oleMagic, ErrUnknownFormat, "an old Office file: save it as docx or PDF"},
	{`{\rtf`, ErrUnknownFormat, "RTF: save it as docx or PDF (libreoffice --convert-to docx does so too)"},
	{"%!PS", ErrUnknownFormat, "PostScript: make it a PDF with ps2pdf"},
	{"\x89PNG", ErrNeedsOCR, "an image"},
	{"\xff\xd8\xff", ErrNeedsOCR, "an image"},
	{"II*\x00", ErrNeedsOCR, "an image"},
	{"MM\x00*", ErrNeedsOCR, "an image"},
	{"\x7fELF", ErrUnknownFormat, "a program"},
	{"MZ\x90", ErrUnknownFormat, "a program"},
	{"\x1f\x8b", ErrArchive, "gzip"},
	{"PK\x05\x06", ErrArchive, "an empty zip"},
}

// oleMagic begins a compound file, the container of Office before 2007.
const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// oleDetail says what a compound file is, by the name of a stream that each has,
// and what to do.
func oleDetail(data []byte) string {
	for _, kind := range []struct{ stream, detail string }{
		{"__substg1.0_", "Outlook message (.msg): save it in Outlook as .eml, or save its attachments, and read those"},
		{"WordDocument", "old Word document (.doc): save it as docx or PDF (libreoffice --convert-to docx does so too)"},
		{"Workbook", "old Excel file (.xls): print it to PDF"},
	} {
		var name []byte
		for i := range len(kind.stream) {
			name = append(name, kind.stream[i], 0) // UTF-16
		}
		if bytes.Contains(data, name) {
			return kind.detail
		}
	}
	return "an old Office file: save it as docx or PDF"
}

// unsupported returns why a file that begins so is not read, nil for others.
func unsupported(head []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.magic)) {
			return refuse(s.reason, "%s", s.detail)
		}
	}
	return nil
}

// isImage reports whether a file begins as an image that can be recognized.
func isImage(data []byte) bool {
	return errors.Is(unsupported(data[:min(len(data), sniffBytes)]), ErrNeedsOCR)
}
