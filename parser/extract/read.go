package extract

import (
	"errors"
	"fmt"

	"imrsearch/parser/extract/pdf"
)

// Version rises when the same bytes may give other lines.
const Version = 2

// MaxFileBytes is the largest file that is read at all.
const MaxFileBytes = 50 << 20

// Read extracts one file in this process. The format is told by the content,
// then by the name, of which only the extension counts. It returns the errors
// of this package, and never panics; but a hostile PDF may cost some
// seconds and some 200 MB here, so files from outside are read by a Pool.
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

var readers = map[format]func([]byte) (Document, error){
	formatPDF:  readPDF,
	formatText: readText,
	formatDocx: readDocx,
	formatHTML: readHTML,
}

// readPDF reads a PDF.
func readPDF(data []byte) (Document, error) {
	pages, err := pdf.Read(data)
	if err != nil {
		return Document{}, err
	}
	var doc Document
	for _, lines := range pages {
		doc.Pages = append(doc.Pages, cleanPage(lines))
	}
	return doc, nil
}

// The reasons why a file gives no text. Every error of this package that
// speaks of a file's content wraps one of them; its text says what happened
// and what to do.
var (
	ErrEmpty         = errors.New("the file is empty")
	ErrUnknownFormat = errors.New("not a PDF, text, docx or html file")
	ErrNeedsOCR      = errors.New("no text on its pages, probably a scan: run OCR (for instance ocrmypdf) and read it again")
	ErrEncrypted     = pdf.ErrEncrypted // of archives too
	ErrDamaged       = pdf.ErrDamaged   // of files of every format
	ErrTooLarge      = pdf.ErrTooLarge  // the same
	ErrArchive       = errors.New("an archive: unpack it, or name it as an input of its own")
	ErrLink          = errors.New("a link inside an archive: links are not followed")
)

// reasons are all of them, in an order that is part of the workers' protocol.
var reasons = []error{
	ErrEmpty, ErrUnknownFormat, ErrNeedsOCR, ErrEncrypted, ErrDamaged, ErrTooLarge, ErrArchive, ErrLink,
}

// isReason reports whether err wraps a reason of this package.
func isReason(err error) bool { return reasonOf(err) != nil }

// reasonOf returns the reason that err wraps, nil for another error.
func reasonOf(err error) error {
	for _, r := range reasons {
		if errors.Is(err, r) {
			return r
		}
	}
	return nil
}

// refuse wraps a reason with what was seen in this file.
func refuse(reason error, format string, args ...any) error {
	return fmt.Errorf("%w (%s)", reason, fmt.Sprintf(format, args...))
}
