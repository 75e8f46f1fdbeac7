package extract

import (
	"errors"
	"strings"
	"testing"

	"imrsearch/parser/extract/pdf/pdftest"
)

func TestFormats(t *testing.T) {
	pdf := string(pdftest.OnePage(pdftest.Helvetica, "BT /F1 10 Tf (x) Tj ET"))
	tests := []struct {
		name, file, data string
		want             format
		reason           error
	}{
		{"empty", "a.pdf", "", "", ErrEmpty},
		{"blank", "a.txt", " \r\n\t ", "", ErrEmpty},
		{"PDF under any name", "a.txt", pdf, formatPDF, nil},
		{"PDF behind junk", "a", "junk\n" + pdf, formatPDF, nil},
		{"text", "a.txt", "words", formatText, nil},
		{"text without a name", "", "words", formatText, nil},
		{"text named PDF", "a.pdf", "words", "", ErrUnknownFormat},
		{"html named PDF", "a.pdf", "<html>not found", "", ErrUnknownFormat},
		{"html by its tag", "a", "\n<!DOCTYPE HTML><p>x", formatHTML, nil},
		{"html by its name", "a.HTM", "<p>x", formatHTML, nil},
		{"a text that begins with a tag", "a.txt", "<p>x", formatText, nil},
		{"docx", "a.docx", string(docxFile(t, "<w:p/>")), formatDocx, nil},
		{"docx under another name", "a.bin", string(docxFile(t, "<w:p/>")), formatDocx, nil},
		{"zip", "a.zip", string(zipOf(t, "a.txt", "x")), "", ErrArchive},
		{"gzip", "a.tgz", "\x1f\x8b\x08", "", ErrArchive},
		{"7z", "a.7z", "7z\xbc\xaf\x27\x1c", "", ErrUnknownFormat},
		{"RTF", "a.rtf", `{\rtf1 words}`, "", ErrUnknownFormat},
		{"old Word", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", ErrUnknownFormat},
		{"image", "a.jpg", "\xff\xd8\xff\xe0", "", ErrNeedsOCR},
		{"random bytes", "a.txt", string(scrambled(1000)), "", ErrUnknownFormat},
		{"too large", "a.txt", strings.Repeat("word ", MaxFileBytes/5+1), "", ErrTooLarge},
		{"too much text", "a.txt", strings.Repeat("word ", maxTextSize/5+1), "", ErrTooLarge},
	}
	for _, test := range tests {
		got, err := formatOf(test.file, []byte(test.data))
		if got != test.want || !errors.Is(err, test.reason) {
			t.Errorf("%s: %q, %v; want %q, %v", test.name, got, err, test.want, test.reason)
		}
	}
}

func TestExtractor(t *testing.T) {
	for file, want := range map[string]string{"a.txt": "text/3", "a.html": "html/3"} {
		if doc, err := Read(file, []byte("<p>words")); err != nil || doc.Extractor != want {
			t.Errorf("%s: %q, %v; want %q", file, doc.Extractor, err, want)
		}
	}
}

// TestErrorTexts holds that an error says what happened and what to do.
func TestErrorTexts(t *testing.T) {
	_, err := Read("a.pdf", pdftest.OnePage("", ""))
	if err == nil || !strings.Contains(err.Error(), "OCR") || !strings.Contains(err.Error(), "no words in the pdf") {
		t.Errorf("got %v", err)
	}
	if !errors.Is(err, ErrNeedsOCR) || reasonOf(err) != ErrNeedsOCR {
		t.Errorf("not ErrNeedsOCR: %v", err)
	}
}

// TestOldOffice: files of Office before 2007 are refused by what they are, with
// what to do.
func TestOldOffice(t *testing.T) {
	for stream, want := range map[string]string{"__substg1.0_1000001F": ".eml", "WordDocument": "docx", "Workbook": "PDF", "other": "old Office"} {
		data := []byte(oleMagic + strings.Repeat("\x00", 1000))
		for _, c := range stream {
			data = append(data, byte(c), 0)
		}
		if _, err := Read("", data); !errors.Is(err, ErrUnknownFormat) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", stream, err)
		}
	}
}
