// Package split answers one question: which pages of a file are letters? People
// keep forty determinations in one PDF, or one between a proof of service and
// medical records. A letter is known by its form's own signs: the table of its
// header, the headings of its sections in their order, its rationales.
package split

import (
	"imrsearch/parser/extract"
	"imrsearch/parser/outline"
)

// A Part is the lines of one letter in a file. Its document has the pages from
// the letter's first to its last; lines of these pages that are not the letter's
// are empty, so that lines keep their numbers.
type Part struct {
	Document extract.Document
	// Outline is that of the document where the part is the whole of it; nil for
	// others.
	Outline *outline.Outline
	First   int // its first page in the file, from 1
	Last    int
}

// Letters returns the parts of a file that may be letters, in their order, and
// how many pages belong to none of them. A file in which nothing tells of more
// than one letter is one part; where nothing stands before or behind the letter
// either, the part is the whole document.
func Letters(doc extract.Document) (parts []Part, rest int) {
	doc = withoutRepeats(doc)
	s := &sheet{outline.Of(doc)}
	used := make([]bool, len(doc.Pages))
	for _, l := range s.letters() {
		parts = append(parts, s.part(doc, l, used))
	}
	for i, p := range doc.Pages {
		if !used[i] && !blank(p) {
			rest++
		}
	}
	return parts, rest
}

// A sheet is a file while its letters are told apart.
type sheet struct{ *outline.Outline }

// A span is the lines of a letter, [from, to).
type span struct{ from, to int }

// A stage is how far into a letter a mark stands.
type stage uint8

const (
	opening   stage = iota + 1 // a title, or how the determination was made
	middle                     // reviewer, summary, documents, the heading of the decisions
	arguments                  // an item's labels and texts
	argued                     // a rationale
)

var stages = map[outline.Kind]stage{
	outline.NoticeA: opening, outline.TitleZ: opening, outline.How: opening,
	outline.Summary: middle, outline.DecisionsB: middle, outline.DecisionsC: middle,
	outline.Claims: arguments, outline.Reviewer: arguments, outline.SectionA: arguments, outline.Issue: arguments, outline.GuidelineZ: arguments,
	outline.ClaimsSentence: arguments, outline.ReviewerSentence: arguments,
	outline.Rationale: argued, outline.RationaleA: argued, outline.RationaleB: argued, outline.RationaleZ: argued,
}

// letters returns the lines of each letter. A letter has one opening, one
// summary and one heading of decisions, and they come before its rationales: one
// that comes after a rationale is another letter's.
func (s *sheet) letters() []span {
	type found struct{ opening, rationale int } // lines of the first mark, and of the last rationale
	var list []found
	open := found{-1, -1}
	opens := s.opens()
	alone := !s.Has(outline.Reviewer) && !s.Has(outline.Claims)
	for i, m := range s.Marks {
		at, st := m.At.Line, stages[m.Kind]
		if open.rationale >= 0 && (st == opening || st == middle && opens[i]) {
			list = append(list, open)
			open = found{-1, -1}
		}
		if open.opening < 0 && st != 0 {
			open.opening = at
		}
		if st == argued && (m.Kind != outline.Rationale || alone || s.labelled(i)) {
			open.rationale = at
		}
	}
	list = append(list, open)
	spans := make([]span, len(list))
	before := -1 // the line of the rationale of the letter before
	for i, l := range list {
		spans[i].from = s.start(l.opening, before, i > 0)
		if i > 0 {
			spans[i-1].to = spans[i].from
		}
		before = l.rationale
	}
	spans[len(spans)-1].to = len(s.Lines)
	for i, l := range list {
		spans[i].to = s.end(l.rationale, spans[i].to)
	}
	return spans
}

// labelled reports whether a mark of a rationale stands behind the label of a
// guideline, and not alone in a text that quotes one.
func (s *sheet) labelled(i int) bool {
	return i > 0 && stages[s.Marks[i-1].Kind] >= arguments
}

// opens reports for each mark whether a section that it opens behind a rationale
// begins another letter: an argument follows before the next opening.
func (s *sheet) opens() []bool {
	argues := make([]bool, len(s.Marks))
	next := false
	for i := len(s.Marks) - 1; i >= 0; i-- {
		argues[i] = next
		switch st := stages[s.Marks[i].Kind]; {
		case st >= arguments:
			next = true
		case st == opening:
			next = false
		}
	}
	return argues
}

// part returns the part of a document that has the lines of a letter, and notes
// the pages that it takes.
func (s *sheet) part(doc extract.Document, l span, used []bool) Part {
	if l.from == 0 && l.to == len(s.Lines) {
		for i := range used {
			used[i] = true
		}
		return Part{Document: doc, Outline: s.Outline, First: doc.Number(0), Last: doc.Number(len(doc.Pages) - 1)}
	}
	from, to := s.Lines[l.from].Place(), s.Lines[l.to-1].Place()
	if l.from == 0 {
		from.Page, from.Line = doc.Number(0), 1
	}
	if l.to == len(s.Lines) {
		last := len(doc.Pages) - 1
		to.Page, to.Line = doc.Number(last), len(doc.Pages[last].Lines)
	}
	first := from.Page - doc.Number(0)
	p := Part{First: from.Page, Last: to.Page, Document: extract.Document{Extractor: doc.Extractor, Recognizer: doc.Recognizer, First: from.Page}}
	for i := first; i <= to.Page-doc.Number(0); i++ {
		used[i] = true
		lines := doc.Pages[i].Lines
		cutAbove, cutBelow := 0, len(lines)
		if i == first && !s.opensPage(l.from) {
			cutAbove = from.Line - 1
		}
		if doc.Number(i) == to.Page {
			cutBelow = min(to.Line, len(lines))
		}
		own := make([]string, cutBelow)
		copy(own[cutAbove:], lines[cutAbove:cutBelow])
		p.Document.Pages = append(p.Document.Pages, extract.Page{Lines: own, Sure: doc.Pages[i].Sure, Unread: doc.Pages[i].Unread})
	}
	return p
}

// opensPage reports whether no text of the page stands before a line: running
// heads above it are the letter's.
func (s *sheet) opensPage(i int) bool { return i == 0 || s.Lines[i-1].Page != s.Lines[i].Page }

// withoutRepeats empties a page that is the same as the one before: one that
// was scanned twice.
func withoutRepeats(doc extract.Document) extract.Document {
	pages := doc.Pages
	for i := 1; i < len(pages); i++ {
		if blank(pages[i]) || !equal(pages[i].Lines, doc.Pages[i-1].Lines) {
			continue
		}
		if &pages[0] == &doc.Pages[0] {
			pages = append([]extract.Page{}, doc.Pages...)
		}
		pages[i] = extract.Page{Lines: []string{}}
	}
	doc.Pages = pages
	return doc
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func blank(p extract.Page) bool {
	for _, l := range p.Lines {
		if l != "" {
			return false
		}
	}
	return true
}
