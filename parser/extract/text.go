package extract

import "strings"

// lineEnds are all the ways in which a text ends a line.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// readText reads plain text: any charset of decodeText, any line ends, a form
// feed for a page break.
func readText(data []byte) (Document, error) {
	return pagesOf(decodeText(data)), nil
}

// pagesOf cuts text into pages and lines.
func pagesOf(text string) Document {
	text = lineEnds.Replace(text)
	var doc Document
	for _, sheet := range strings.Split(strings.TrimRight(text, "\f\n \t\x1a"), "\f") {
		for _, page := range undouble(strings.Split(sheet, "\n")) {
			doc.Pages = append(doc.Pages, cleanPage(page))
		}
	}
	return doc
}
