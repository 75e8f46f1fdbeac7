// Package extract answers one question: which lines does a file have? It turns
// bytes from outside (PDF, text, docx, html; members of zip and tar.gz) into
// pages of lines, columns kept apart by runs of blanks. It knows nothing of
// letters.
package extract

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"imrsearch/parser/extract/pdf"

	"golang.org/x/text/unicode/norm"
)

// A Document is what was read from one file.
type Document struct {
	Pages     []Page
	Extractor string // name and version, as "pdf/3", "text/3", "pdftotext/22.12.0"
	// First is the number of the first page in its file where the document is a
	// part of one; 0 is page 1.
	First int
	// Recognizer is the name and version of the program that read pictures of
	// pages, "" when none was read.
	Recognizer string
}

// Number returns the number that the page at i has in its file, from 1.
func (d *Document) Number(i int) int { return max(d.First, 1) + i }

// Beginning returns the first n bytes of a document's text, and whether anything
// is left out. Lines stay whole, unless one alone is longer than 4 kB. The result
// shares its lines with d.
func (d Document) Beginning(n int) (Document, bool) {
	for p, page := range d.Pages {
		for i, line := range page.Lines {
			if n -= len(line) + 1; n >= 0 {
				continue
			}
			pages := append([]Page{}, d.Pages[:p+1]...)
			pages[p].Lines = page.Lines[:i:i]
			if len(line) > longLine {
				pages[p].Lines = append(pages[p].Lines, strings.ToValidUTF8(line[:max(0, n+len(line)+1)], ""))
			}
			d.Pages = pages
			return d, true
		}
	}
	return d, false
}

// longLine is the length of a line, in bytes, from which it is a text of its own.
const longLine = 4096

// A Page is the lines of a page, from top to bottom. Lines have no line ends and
// are valid UTF-8 (NFC); a gap between columns is a run of at least three
// blanks. An empty line is a gap between paragraphs. Line n of an imr.Place is
// Lines[n-1].
type Page struct {
	Lines []string
	// Sure is how sure the recognizer is of the words of a page that was read
	// from its picture, from 0 to 100: for each line, for each of its words,
	// which blanks part. It is nil for every other page.
	Sure [][]int
	// Unread tells that the page shows more than its lines say: a picture that
	// was not recognized, or letters of fonts that do not say which ones they are.
	Unread bool
}

// UnreadPages returns the numbers of the pages that show more than their lines.
func (d *Document) UnreadPages() []int {
	var list []int
	for i, p := range d.Pages {
		if p.Unread {
			list = append(list, d.Number(i))
		}
	}
	return list
}

// columnGap parts columns on a line.
const columnGap = pdf.ColumnGap

// cleanLine makes a line fit to leave the package: valid UTF-8 in NFC, plain
// blanks, a column gap for a tab, ligatures as letters, nothing invisible, no
// blanks at the end. A soft hyphen is a hyphen where a word breaks on it, at the
// line's end. Curly quotes and dashes stay as they are.
func cleanLine(s string) string {
	if isPlain(s) {
		return strings.TrimRight(s, " ")
	}
	if word, ok := strings.CutSuffix(strings.TrimRight(s, " \t\u00a0"), "\u00ad"); ok {
		if last, _ := utf8.DecodeLastRuneInString(word); unicode.IsLetter(last) || unicode.IsDigit(last) {
			s = word + "-"
		}
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		writeClean(&b, r)
	}
	return strings.TrimRight(norm.NFC.String(b.String()), " ")
}

// isPlain reports whether s is printable ASCII, as most lines are.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// spelled gives the characters that are written in another way.
var spelled = map[rune]string{
	'\t':     columnGap,
	'\uFB00': "ff", '\uFB01': "fi", '\uFB02': "fl", '\uFB03': "ffi", '\uFB04': "ffl", '\uFB05': "st", '\uFB06': "st",
	'\u2010': "-", '\u2011': "-", // hyphens that say they are nothing else
	'\uF0B7': "•", '\uF0A7': "•", '\uF0D8': "•", '\uF076': "•", // bullets of symbol fonts
}

func writeClean(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf && r >= ' ' && r != 0x7f {
		b.WriteByte(byte(r))
		return
	}
	if s, ok := spelled[r]; ok {
		b.WriteString(s)
		return
	}
	switch {
	case unicode.Is(unicode.Zs, r):
		b.WriteByte(' ')
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == 0xFFFE, r == 0xFFFF:
		// soft hyphens inside words, joiners, byte order marks, direction marks: nothing to see
	default:
		b.WriteRune(r)
	}
}

// cleanPage cleans the lines of a page and drops empty ones at both ends.
func cleanPage(lines []string) Page {
	for i, l := range lines {
		lines[i] = cleanLine(l)
	}
	first, last := 0, len(lines)
	for first < last && strings.TrimSpace(lines[first]) == "" {
		first++
	}
	for last > first && strings.TrimSpace(lines[last-1]) == "" {
		last--
	}
	return Page{Lines: lines[first:last]}
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

// The reasons why a file gives no text. Every error of this package that
// speaks of a file's content wraps one of them; its text says what happened
// and what to do.
var (
	ErrEmpty         = errors.New("the file is empty")
	ErrUnknownFormat = errors.New("not a PDF, text, docx or html file")
	ErrNeedsOCR      = errors.New("no text on its pages, probably a scan: install tesseract (Debian: tesseract-ocr and poppler-utils), or run OCR elsewhere (for instance ocrmypdf), and read it again")
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
