// Package view answers one question: what does a page show? For each page it
// has a struct whose exported fields the page's template in package web reads,
// and a function that fills it from the result of a search, a letter or an
// error. All of it is pure: no request, no engine, no HTML. Every text in a
// struct is plain text, which only the templates escape; marked text comes as
// pieces.
package view

import "imrsearch/parser/imr"

// MaxQuery is the longest query in bytes: the limit of the query language.
const MaxQuery = 4 << 10

// A Layout is what every page has around its content. The struct of each page
// embeds it.
type Layout struct {
	Name  string // of the template
	Title string
	Box   Box
	Back  *Link // nil: no way back
	// Outdated says how many letters an older program read, "" where none.
	Outdated string
	// Keeps says that the server keeps searches and notes.
	Keeps bool
}

// OfferStore adds what leads to saved searches and history.
func (l *Layout) OfferStore() { l.Keeps = true }

// Describe says in the footer how many letters of the index an older parser or
// lexicon read.
func (l *Layout) Describe(outdated int) {
	if outdated > 0 {
		l.Outdated = count(outdated, "letter was", "letters were") + " read by an older version of this program: “imr ingest --reparse” reads the stored texts again."
	}
}

// A Box is the search box, with what its form carries along.
type Box struct {
	Query     string
	MaxLength int
	Keep      []HiddenField
}

// A Link is a text that leads somewhere.
type Link struct{ Text, URL string }

// NewLayout is what is around a page of that template, title and query.
func NewLayout(name, title, query string) Layout {
	if title == "" {
		title = "imr"
	} else {
		title += " – imr"
	}
	return Layout{Name: name, Title: title, Box: Box{Query: query, MaxLength: MaxQuery}}
}

// An Outcome is how an item was decided: a class of the style sheet, and the
// words that say the same without colour.
type Outcome struct{ Class, Label, Word string }

var outcomes = map[imr.Outcome]Outcome{
	imr.Upheld:         {"upheld", "Upheld", "upheld"},
	imr.Overturned:     {"overturned", "Overturned", "overturned"},
	imr.Modified:       {"modified", "Modified", "modified"},
	imr.UnknownOutcome: {"unknown", "Not stated", "not stated"},
}

// NewOutcome takes an outcome that it does not know for one not stated.
func NewOutcome(o imr.Outcome) Outcome {
	if v, ok := outcomes[o]; ok {
		return v
	}
	return outcomes[imr.UnknownOutcome]
}
