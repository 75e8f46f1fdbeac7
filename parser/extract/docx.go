package extract

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxXMLBytes is the largest part of a docx, inflated. Markup is some ten
// times the text.
const maxXMLBytes = 64 << 20

// readDocx reads a Word document: headers, body, footnotes, endnotes, footers.
// Paragraphs are lines, however wide; automatic numbers of lists are not text
// and are left out. Notes are written as in Markdown: "[^1]" where the mark
// stands, and "[^1]: text" behind the body, numbered through in the order of
// the marks.
func readDocx(data []byte) (Document, error) {
	archive, err := openZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Document{}, err
	}
	parts := wordParts(archive)
	if len(parts) == 0 {
		return Document{}, refuse(ErrUnknownFormat, "no Word document: save it as docx or PDF")
	}
	w := &wordText{}
	if err := w.read(parts); err != nil {
		return Document{}, err
	}
	if w.blank == 0 && w.filled > 4 && !w.rows() { // paragraphs are spaced by style alone: read again, with gaps
		w = &wordText{gaps: true}
		if err := w.read(parts); err != nil {
			return Document{}, err
		}
	}
	return w.flow.document()
}

// minRows is how many paragraphs a text has at least whose lines are each one.
const minRows = 20

// rows reports whether each line of a text is a paragraph: one of ten begins
// with a small letter.
func (w *wordText) rows() bool { return w.filled >= minRows && w.running*10 >= w.filled }

// wordParts returns the parts with text in reading order.
func wordParts(archive *zip.Reader) []*zip.File {
	main := mainPart(archive)
	var before, body, notes, after []*zip.File
	for _, f := range archive.File {
		dir, base := path.Split(f.Name)
		switch {
		case f.Name == main:
			body = append(body, f)
		case dir != "word/" || !strings.HasSuffix(base, ".xml"):
		case strings.HasPrefix(base, "header"):
			before = append(before, f)
		case strings.HasPrefix(base, "footnotes"), strings.HasPrefix(base, "endnotes"):
			notes = append(notes, f)
		case strings.HasPrefix(base, "footer"):
			after = append(after, f)
		}
	}
	return slices.Concat(before, body, notes, after)
}

// mainPart returns the name of the part with the body: the one that the
// package's relationships name (ECMA-376 part 2; Word in the browser writes
// word/document2.xml), or the usual one where they name none.
func mainPart(archive *zip.Reader) string {
	const usual = "word/document.xml"
	f, err := archive.Open("_rels/.rels")
	if err != nil {
		return usual
	}
	defer f.Close()
	var rels struct {
		Relationship []struct {
			Type   string `xml:",attr"`
			Target string `xml:",attr"`
		}
	}
	if xml.NewDecoder(io.LimitReader(f, maxXMLBytes)).Decode(&rels) != nil {
		return usual
	}
	for _, r := range rels.Relationship {
		if strings.HasSuffix(r.Type, "/officeDocument") && r.Target != "" {
			return strings.TrimPrefix(path.Clean(r.Target), "/")
		}
	}
	return usual
}

// A wordText is a Word document on its way to lines.
type wordText struct {
	flow *flow
	skip int // depth inside an element that is not read
	text bool
	gaps bool // an empty line follows each paragraph outside of tables

	filled, blank int // paragraphs outside of tables
	running       int // that begin with a small letter: rows of a text, each a paragraph

	notes map[string]int // numbers of notes by kind and id, in the order of their marks
}

func (w *wordText) read(parts []*zip.File) error {
	w.flow = newFlow()
	for _, part := range parts {
		if err := w.part(part); err != nil {
			return err
		}
	}
	return nil
}

func (w *wordText) part(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return refuse(ErrDamaged, "docx: %v", err)
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: maxXMLBytes}
	d := xml.NewDecoder(limited)
	d.Strict = false
	for !w.flow.full() {
		t, err := d.RawToken()
		switch {
		case limited.N <= 0:
			return refuse(ErrTooLarge, "docx: %s has more than %d MB", f.Name, maxXMLBytes>>20)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return refuse(ErrDamaged, "docx: %v", err)
		}
		w.token(t)
	}
	return nil
}

func (w *wordText) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		// Fallback is the same again, for old readers; moveFrom stands again where it was moved to.
		if w.skip > 0 || t.Name.Local == "Fallback" || t.Name.Local == "moveFrom" {
			w.skip++
			return
		}
		w.text = t.Name.Local == "t"
		if w.note(t) {
			return
		}
		if act, ok := wordStarts[t.Name.Local]; ok {
			act(w.flow, t)
		}
	case xml.EndElement:
		if w.skip > 0 {
			w.skip--
			return
		}
		w.text = false
		if act, ok := wordEnds[t.Name.Local]; ok {
			act(w)
		}
	case xml.CharData:
		if w.text && w.skip == 0 {
			w.flow.write(strings.ReplaceAll(string(t), "\n", " "))
		}
	}
}

// note writes the mark of a note, and the number at its beginning. A note
// without a mark (the line that parts notes from the text is one) is skipped.
// It reports whether t was any of these.
func (w *wordText) note(t xml.StartElement) bool {
	kind, isMark := strings.CutSuffix(t.Name.Local, "Reference")
	if kind != "footnote" && kind != "endnote" {
		return false
	}
	id := kind
	for _, a := range t.Attr {
		if a.Name.Local == "id" {
			id += a.Value
		}
	}
	n := w.notes[id]
	switch {
	case !isMark && n == 0:
		w.skip++
	case !isMark:
		w.flow.write("[^" + strconv.Itoa(n) + "]: ")
	default:
		if n == 0 {
			if w.notes == nil {
				w.notes = map[string]int{}
			}
			n = len(w.notes) + 1
			w.notes[id] = n
		}
		w.flow.write("[^" + strconv.Itoa(n) + "]")
	}
	return true
}

// wordStarts and wordEnds say what the elements of WordprocessingML do.
var (
	wordStarts = map[string]func(*flow, xml.StartElement){
		"tab":           func(f *flow, t xml.StartElement) { tabulate(f, t) },
		"br":            func(f *flow, t xml.StartElement) { breakLine(f, t) },
		"cr":            func(f *flow, _ xml.StartElement) { f.endLine() },
		"noBreakHyphen": func(f *flow, _ xml.StartElement) { f.write("-") },
		"tc":            func(f *flow, _ xml.StartElement) { f.openCell() },
	}
	wordEnds = map[string]func(*wordText){
		"p":  (*wordText).endParagraph,
		"tc": func(w *wordText) { w.flow.closeCell() },
		"tr": func(w *wordText) { w.flow.endRow() },
	}
)

func (w *wordText) endParagraph() {
	if !w.flow.inCell() {
		if w.flow.lineEmpty() {
			w.blank++
		} else {
			w.filled++
			if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w.flow.top().line.String(), " ")); unicode.IsLower(r) {
				w.running++
			}
		}
		if w.gaps {
			w.flow.gap()
			return
		}
	}
	w.flow.endLine()
}

// tabulate writes a tab; one with attributes defines a tab stop.
func tabulate(f *flow, t xml.StartElement) {
	if len(t.Attr) == 0 {
		f.write("\t")
	}
}

func breakLine(f *flow, t xml.StartElement) {
	for _, a := range t.Attr {
		if a.Name.Local == "type" && a.Value == "page" {
			f.endPage()
			return
		}
	}
	f.endLine()
}
