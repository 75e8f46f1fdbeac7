package extract

import "strings"

// lineEnds are all the ways in which a text ends a line.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// readText reads plain text: any charset of decodeText, any line ends, a form
// feed for a page break.
func readText(data []byte) (Document, error) {
	sheets, err := sheetsOf(strings.TrimRight(decodeText(data), "\f\r\n \t\x1a"))
	if err != nil {
		return Document{}, err
	}
	var doc Document
	for _, lines := range sheets {
		for _, page := range undouble(lines) {
			doc.Pages = append(doc.Pages, cleanPage(page))
		}
	}
	return doc, nil
}

// maxLines bounds the lines of a file: an empty one takes little in a file but
// much in memory. A letter has 150.
const maxLines = 400_000

// sheetsOf cuts text into sheets of lines.
func sheetsOf(text string) ([][]string, error) {
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
