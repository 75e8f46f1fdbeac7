// Package extract answers one question: what stands on the page? It turns
// bytes from outside (PDF, text, docx, html; members of zip and tar.gz) into
// pages of lines, columns kept apart by runs of blanks. It knows nothing of
// letters.
package extract

// A Document is what was read from one file.
type Document struct {
	Pages     []Page
	Extractor string // name and version, as "pdf/1", "text/1", "pdftotext/22.12.0"
}

// A Page is a page of visual rows, top to bottom. Lines hold no line ends and
// are valid UTF-8 (NFC); a gap between columns is a run of at least three
// blanks. An empty line stands for a gap between paragraphs. Line n of
// the contract is Lines[n-1].
type Page struct {
	Lines []string
}
