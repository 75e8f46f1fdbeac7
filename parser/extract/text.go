package extract

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
)

// lineEnds are all the ways in which a text ends a line.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// readText reads plain text: any charset of decodeText, any line ends, a form
// feed for a page break.
func readText(data []byte) (Document, error) {
	sheets, err := splitPages(strings.TrimRight(decodeText(data), "\f\r\n \t\x1a"))
	if err != nil {
		return Document{}, err
	}
	unquote(sheets)
	var doc Document
	for _, lines := range sheets {
		for _, page := range singleSpaced(lines) {
			doc.Pages = append(doc.Pages, cleanPage(page))
		}
	}
	return doc, nil
}

// ReadText reads a text that somebody typed or pasted: it is never taken for a
// file of another format. It returns ErrEmpty and ErrTooLarge as Read does.
func ReadText(text string) (Document, error) {
	if strings.TrimSpace(text) == "" {
		return Document{}, ErrEmpty
	}
	if len(text) > MaxFileBytes {
		return Document{}, refuse(ErrTooLarge, "%d bytes", len(text))
	}
	doc, err := readText([]byte(strings.ToValidUTF8(text, "\ufffd")))
	if err == nil {
		doc.Extractor = fmt.Sprintf("%s/%d", formatText, Version)
	}
	return doc, err
}

// unquote takes the marks off a text that a mail quotes: "> " before its lines,
// as often as it was forwarded.
func unquote(sheets [][]string) {
	for {
		lines, quoted := 0, 0
		for _, sheet := range sheets {
			for _, l := range sheet {
				if isBlankLine(l) {
					continue
				}
				lines++
				if strings.HasPrefix(l, ">") {
					quoted++
				}
			}
		}
		if quoted < minQuoted || quoted*10 < lines*8 {
			return
		}
		for _, sheet := range sheets {
			for i, l := range sheet {
				if rest, ok := strings.CutPrefix(l, ">"); ok {
					sheet[i] = strings.TrimPrefix(rest, " ")
				}
			}
		}
	}
}

// minQuoted is how many lines a quoted text has at least, which are four of five
// of all.
const minQuoted = 8

// maxLines bounds the lines of a file: an empty one takes little in a file but
// much in memory. A letter has 150.
const maxLines = 400_000

// splitPages splits text into the lines of its pages.
func splitPages(text string) ([][]string, error) {
	text = lineEnds.Replace(text)
	if strings.Count(text, "\n")+strings.Count(text, "\f") > maxLines {
		return nil, refuse(ErrTooLarge, "more than %d lines", maxLines)
	}
	var sheets [][]string
	for sheet := range strings.SplitSeq(text, "\f") {
		sheets = append(sheets, strings.Split(sheet, "\n"))
	}
	return sheets, nil
}

// byteOrderMarks say how a text is encoded.
var byteOrderMarks = []struct {
	mark    []byte
	charset encoding.Encoding // nil: UTF-8
}{
	{[]byte("\xef\xbb\xbf"), nil},
	{[]byte("\xff\xfe"), utf.UTF16(utf.LittleEndian, utf.IgnoreBOM)},
	{[]byte("\xfe\xff"), utf.UTF16(utf.BigEndian, utf.IgnoreBOM)},
}

// decodeText turns the bytes of a text into UTF-8: by its byte order mark,
// else as UTF-8 when the whole of it is valid, else as Windows-1252. Looking
// at the whole matters: the first curly quote may stand far behind the start.
func decodeText(data []byte) string {
	for _, m := range byteOrderMarks {
		if rest, ok := bytes.CutPrefix(data, m.mark); ok {
			if m.charset == nil {
				return strings.ToValidUTF8(string(rest), "\uFFFD")
			}
			return decodeAs(m.charset, rest)
		}
	}
	if utf8.Valid(data) {
		return string(data)
	}
	return decodeAs(charmap.Windows1252, data)
}

func decodeAs(charset encoding.Encoding, data []byte) string {
	text, err := charset.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return string(text)
}

// looksBinary reports whether data cannot be text: it has control characters
// in a number that no text has, and no byte order mark of UTF-16.
func looksBinary(data []byte) bool {
	for _, m := range byteOrderMarks {
		if bytes.HasPrefix(data, m.mark) {
			return false
		}
	}
	odd := 0
	for _, c := range data {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a {
			odd++
		}
	}
	return odd > 4 && odd*100 > len(data)
}

// singleSpaced removes the double spacing of a text in which every line is
// followed by an empty one, as some converters write it, and returns its pages.
// A text that is not double-spaced throughout is one page, unchanged.
//
// Such converters end each line of the original with a blank, so that a blank
// line of the original is a blank and its double is empty; where they write
// two more empty lines, a page ended.
func singleSpaced(lines []string) [][]string {
	d := measureSpacing(lines)
	if !d.isDouble() {
		return [][]string{lines}
	}
	pages := [][]string{nil}
	blanks := 0
	for _, l := range lines {
		last := len(pages) - 1
		if isBlankLine(l) {
			blanks++
			switch {
			case blanks%2 == 1: // the double of the line before
			case l == "" && d.marked*10 >= d.lines*9:
				pages = append(pages, nil)
			default:
				pages[last] = append(pages[last], "")
			}
			continue
		}
		blanks = 0
		pages[last] = append(pages[last], l)
	}
	return pages
}

// lineSpacing counts what tells double-spaced lines from paragraphs.
type lineSpacing struct {
	lines   int // with text
	running int // that begin with a small letter: rows, not paragraphs
	marked  int // that end with a blank
	touch   bool
	wide    bool
}

const (
	minSpacedLines = 8   // fewer lines prove nothing
	maxSpacedWidth = 200 // longer lines are paragraphs, which blank lines part rightly
)

// isDouble reports whether an empty line follows every line, and the lines are
// rows, not paragraphs: at least a tenth of them begins with a small letter.
func (d lineSpacing) isDouble() bool {
	return !d.touch && !d.wide && d.lines >= minSpacedLines && d.running*10 >= d.lines
}

func measureSpacing(lines []string) (d lineSpacing) {
	before := false
	for _, l := range lines {
		if isBlankLine(l) {
			before = false
			continue
		}
		d.touch = d.touch || before
		d.wide = d.wide || len(l) > maxSpacedWidth
		before = true
		d.lines++
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(l, " ")); unicode.IsLower(r) {
			d.running++
		}
		if strings.HasSuffix(l, " ") {
			d.marked++
		}
	}
	return d
}

func isBlankLine(l string) bool { return strings.TrimSpace(l) == "" }
