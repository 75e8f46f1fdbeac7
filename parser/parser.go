// Package parser answers one question: what does the letter say? It turns
// pages of lines into an imr.Letter: layout, then sections, then fields, then
// what the lexicon derives. It reads no files and guesses nothing.
package parser

import (
	"encoding/hex"
	"errors"
	"path"
	"strings"

	"imrsearch/parser/citation"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/parser/outline"
)

// Version is the number of the parser's rules. It is raised with every change
// by which the same text may give another letter, but for changes of the
// lexicon's tables, which have a version of their own (lexicon.Version). An
// index that stores both knows which letters to parse again. TestVersion fails
// when letters change and neither version does.
const Version = 5

// ErrNotLetter is the error of a text without any sign of an IMR letter, or of
// another document that has such signs: a notice of assignment, or the finding
// of another programme.
var ErrNotLetter = errors.New("not an IMR letter")

// A Parsed is a letter and the text that it was read from.
type Parsed struct {
	Letter imr.Letter
	// Text is the whole text as extracted: lines end in \n, pages are parted
	// by \f.
	Text string
}

// Parse reads one letter. It fails only with ErrNotLetter; what it cannot read
// as the layout promises stands in the letter's Problems. Parse keeps no
// state: the same document gives the same letter, and calls may run at once.
func Parse(src imr.Source, doc extract.Document) (*Parsed, error) {
	return parse(src, doc, nil)
}

// MaxText is how much text a letter keeps, in bytes. Of a longer one the
// beginning is read, and a problem of the code TextCut says so.
const MaxText = 2_000_000

// TextCut is the code of the problem of a letter that is longer than MaxText.
const TextCut = "text-cut"

// parse reads a letter whose outline is known, and takes that over; nil where it
// is not known.
func parse(src imr.Source, doc extract.Document, o *outline.Outline) (*Parsed, error) {
	pages := len(doc.Pages)
	doc, cut := doc.Beginning(MaxText)
	if o == nil || cut {
		o = outline.Of(doc)
	}
	r := newReading(o)
	if !r.looksLikeLetter() {
		return nil, r.refusal()
	}
	r.letter.Source = src
	if src.FirstPage == 0 {
		r.letter.Source.Pages = pages
	}
	r.letter.Source.Extractor = doc.Extractor
	r.recognized(doc)
	r.readHeader()
	r.readReviewer()
	r.readSummary()
	r.readDocuments()
	switch r.layout.items {
	case byLabels:
		r.itemsByLabels()
	case byRequest:
		r.itemsByRequest()
	case byIssue:
		r.itemsOfIssue()
	}
	if r.isOther() {
		return nil, r.refusal()
	}
	r.fillRequests()
	citation.Fill(r.letter.Items, r.letter.DecisionDate)
	r.refineLayout()
	r.identify()
	r.doubtDates()
	r.checkDates()
	if cut {
		r.problem(TextCut, 0, r.PlaceOf(len(r.Lines)), "the text is longer than %d MB: the letter keeps its beginning, up to here", MaxText/1_000_000)
	}
	r.boundItems(len(r.Text))
	r.finish()
	return &Parsed{Letter: r.letter, Text: wholeText(doc)}, nil
}

// identify gives the letter and its items their ids.
func (r *reading) identify() {
	l := &r.letter
	if l.CaseNumber == "" {
		l.CaseNumber = r.footCaseNumber()
	}
	l.ID = string(l.CaseNumber)
	if l.ID == "" {
		l.ID = idOfFile(l.Source)
	}
	for i := range l.Items {
		l.Items[i].N = i + 1
		l.Items[i].ID = imr.ItemID(l.ID, i+1)
	}
}

// idOfFile returns the case number that the file is named by, else an id
// made from the hash of its bytes.
func idOfFile(src imr.Source) string {
	for _, name := range []string{src.Member, src.Path} {
		base := path.Base(strings.ReplaceAll(name, `\`, "/"))
		base = strings.ReplaceAll(base, "_", " ")
		if c := imr.FindCaseNumber(base); c != "" {
			return string(c)
		}
	}
	hash := strings.ToLower(src.SHA256)
	if _, err := hex.DecodeString(hash); err != nil || len(hash) < 12 {
		hash = "000000000000"
	}
	return "x" + hash[:12]
}

// wholeText joins the pages as they were extracted.
func wholeText(doc extract.Document) string {
	size := 0
	for _, p := range doc.Pages {
		for _, l := range p.Lines {
			size += len(l) + 1
		}
		size++
	}
	var b strings.Builder
	b.Grow(size)
	for i, p := range doc.Pages {
		if i > 0 {
			b.WriteByte('\f')
		}
		for j, l := range p.Lines {
			if j > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(l)
		}
	}
	return b.String()
}
