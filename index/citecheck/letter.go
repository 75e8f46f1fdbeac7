package citecheck

import (
	"slices"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A letter is a letter made ready for comparing.
type letter struct {
	doc   *index.Document
	texts []source // those of the items, then of the letter, then the whole
	pages int
}

// A source is one text of a letter.
type source struct {
	folded
	raw   string
	item  int // 0 for the letter's own
	place func(off int) imr.Place
	whole bool // the text as extracted, with heads and feet of pages
}

func newLetter(doc *index.Document) *letter {
	l := &letter{doc: doc, pages: 1 + strings.Count(doc.Text, "\f")}
	add := func(s string, item int, whole bool, at func(int) imr.Place) {
		if strings.TrimSpace(s) != "" {
			l.texts = append(l.texts, source{fold(s), s, item, at, whole})
		}
	}
	fixed := func(page, line int) func(int) imr.Place {
		return func(int) imr.Place { return imr.Place{Page: page, Line: line} }
	}
	for i := range doc.Letter.Items {
		it := &doc.Letter.Items[i]
		add(it.Rationale.Text, it.N, false, it.Rationale.Place)
		add(it.Heading, it.N, false, fixed(it.Page, it.Line))
		add(it.Request, it.N, false, fixed(it.Page, it.Line))
		for _, g := range []*imr.Guidelines{&it.ReviewerGuidelines, &it.ClaimsAdministrator} {
			add(g.Text, it.N, false, fixed(g.Page, g.Line))
		}
	}
	add(doc.Letter.Summary.Text, 0, false, doc.Letter.Summary.Place)
	for _, s := range slices.Concat(doc.Letter.Diagnoses, doc.Letter.DocumentsReviewed) {
		add(s, 0, false, fixed(0, 0))
	}
	add(doc.Text, 0, true, func(off int) imr.Place { return placeIn(doc.Text, off) })
	return l
}

// placeIn returns the page and line of byte off of a text as extracted.
func placeIn(text string, off int) imr.Place {
	before := text[:min(off, len(text))]
	at := imr.Place{Page: 1 + strings.Count(before, "\f")}
	if i := strings.LastIndexByte(before, '\f'); i >= 0 {
		before = before[i+1:]
	}
	at.Line = 1 + strings.Count(before, "\n")
	return at
}

// item returns the item with that number, nil for none.
func (l *letter) item(n int) *imr.Item {
	for i := range l.doc.Letter.Items {
		if l.doc.Letter.Items[i].N == n {
			return &l.doc.Letter.Items[i]
		}
	}
	return nil
}

// span returns the pages on which an item stands: from its heading to that of
// the next, or to the end; 0, 0 where it is not known.
func (l *letter) span(n int) (from, to int) {
	it := l.item(n)
	if it == nil || it.Page == 0 {
		return 0, 0
	}
	to = l.pages
	for i := range l.doc.Letter.Items {
		if next := &l.doc.Letter.Items[i]; next.N > n && next.Page > 0 {
			to = min(to, max(next.Page, it.Page))
		}
	}
	for _, s := range l.texts { // layouts that list the items first have their rationales behind
		if s.item == n {
			to = max(to, s.place(len(s.raw)-1).Page)
		}
	}
	return it.Page, max(it.Page, to)
}

// A hit is a place where a quotation stands in a letter.
type hit struct {
	item     int
	from, to imr.Place
}

// find returns where a quotation stands, in the order of the sources.
func (l *letter) find(p *pattern) []hit {
	var hits []hit
	for i := range l.texts {
		s := &l.texts[i]
		for _, m := range p.find(s.text) {
			start, end := int(s.at[m[0]]), int(s.at[max(m[0], m[1]-1)])
			hits = append(hits, hit{s.item, s.place(start), s.place(end)})
		}
	}
	return hits
}

// has reports whether folded words stand anywhere in the letter.
func (l *letter) has(words string) bool {
	return slices.ContainsFunc(l.texts, func(s source) bool { return places(s.text, words) != nil })
}
