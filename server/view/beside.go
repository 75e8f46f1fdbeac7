package view

import (
	"path"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A Beside is the original beside the text of a letter: the file itself in a
// frame, or the page as it was extracted.
type Beside struct {
	Page       int
	Prev, Next *Link
	Frame      string    // the address of the file at the page; "" where it cannot be shown
	Why        string    // says why it cannot
	Sheet      *RawSheet // the page as extracted, where the file cannot be shown
	File       Link
}

// newBeside returns nil where nothing is asked for beside the text.
func newBeside(doc *index.Document, v LetterView) *Beside {
	if v.Beside <= 0 {
		return nil
	}
	l := doc.Letter
	pages := rawSheets(doc)
	first := l.Source.First()
	page := min(max(v.Beside, first), first+len(pages)-1)
	b := &Beside{Page: page, File: Link{originalLabel(l), letterURL(l.ID) + "/original#page=" + strconv.Itoa(page)}}
	if page > first {
		b.Prev = &Link{"Page " + strconv.Itoa(page-1), v.Search.beside(l.ID, page-1)}
	}
	if page < first+len(pages)-1 {
		b.Next = &Link{"Page " + strconv.Itoa(page+1), v.Search.beside(l.ID, page+1)}
	}
	if v.NoOriginal == "" {
		b.Frame = b.File.URL + "&navpanes=0&view=FitH"
		return b
	}
	b.Why, b.Sheet = v.NoOriginal, &pages[page-first]
	return b
}

// IsPDF reports whether a letter was read from a PDF, which browsers show.
func IsPDF(s *imr.Source) bool {
	return strings.EqualFold(path.Ext(sourceName(s)), ".pdf")
}

func sourceName(s *imr.Source) string {
	if s.Member != "" {
		return path.Base(s.Member)
	}
	return path.Base(s.Path)
}

// originalLabel names the file that a letter was read from.
func originalLabel(l *imr.Letter) string {
	if IsPDF(&l.Source) {
		return "Original PDF"
	}
	return "Original file"
}
