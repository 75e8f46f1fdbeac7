// Package citecheck answers one question: does a draft say what the letters
// say? It finds the case numbers, items, outcomes, dates, pages and quotations
// in a draft, finds out which letter each is said of, and compares each with
// that letter, quotations character by character.
//
// # What is read
//
// Citations in the forms of package cite and in free prose ("In CM16-0990412,
// decided March 14, 2016, the reviewer overturned the denial, stating “...”
// (p. 3)"), tables with a determination a row, footnotes as Markdown writes
// them, Id., and block quotations of Markdown. A quotation belongs to the
// citation that follows it at once, else to the one before it in its
// paragraph, else to the next one in its sentence; without any, to the one
// above, and is then an error only when it nearly says what that letter says.
//
// # What counts as the same
//
// Typographic quotation marks, dashes, ellipses, white space, invisible
// characters and signs of emphasis are read as their plain ones. An ellipsis
// stands for any omission, a bracket for an alteration of a few words, [t] for
// the letter in either case; a full stop or a comma before the closing mark
// may be the author's. Everything else is compared as it is, capitals too.
//
// What the package cannot see: quotations in single quotation marks, block
// quotations of Word documents (their indent is no text), and outcomes in other
// words than overturned, upheld, modified, reversed, affirmed, and found
// (not) medically necessary.
package citecheck

import (
	"context"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A Corpus is what a draft is compared with; an index.Searcher is one. Letter
// returns an error that wraps index.ErrNotFound for an id that it does not
// have; Search looks for the words of a quotation that is not in its letter.
type Corpus interface {
	Letter(ctx context.Context, id string) (*index.Document, error)
	Search(ctx context.Context, req *index.Request) (*index.Result, error)
}

// A Draft is a text to check.
type Draft struct {
	// Text has its lines parted by newlines, its pages by form feeds.
	Text string
	// Paragraphs says that each line is a paragraph, as in a Word document;
	// otherwise paragraphs are parted by empty lines, as in Markdown.
	Paragraphs bool
}

// A Kind is what a finding is about.
type Kind string

// The kinds of finding.
const (
	OfCase      Kind = "case"
	OfItem      Kind = "item"
	OfOutcome   Kind = "outcome"
	OfDate      Kind = "date"
	OfPage      Kind = "page"
	OfQuotation Kind = "quotation"
)

// A State is what comparing came to.
type State string

// The states of a finding.
const (
	Right     State = "right"
	Differs   State = "differs"   // the letter says something else
	Absent    State = "absent"    // the letter is not in this corpus
	Unchecked State = "unchecked" // nothing to compare with
)

// States are all states, what is wrong first.
var States = []State{Differs, Absent, Unchecked, Right}

// Label names the state for people.
func (s State) Label() string {
	switch s {
	case Absent:
		return "not in this index"
	case Unchecked:
		return "not checked"
	}
	return string(s)
}

// A Finding is one thing that the draft says, compared.
type Finding struct {
	Kind   Kind       `json:"kind"`
	State  State      `json:"state"`
	Draft  string     `json:"draft"` // as the draft has it
	Line   int        `json:"line"`  // of the draft, from 1
	Page   int        `json:"page,omitempty"`
	Letter string     `json:"letter,omitempty"` // the id that it is said of
	Item   int        `json:"item,omitempty"`
	How    string     `json:"how,omitempty"`  // in what it differs, or why it is unchecked
	Says   string     `json:"says,omitempty"` // what the letter says: the nearest text of a quotation
	At     *imr.Place `json:"at,omitempty"`   // where the letter says it

	start int // in the draft, for the order
}

// A Report is what was found in a draft, in its order.
type Report struct {
	Letters  int           `json:"letters"` // different case numbers
	Counts   map[State]int `json:"counts"`
	Findings []Finding     `json:"findings"`
	Folded   string        `json:"folded"` // what was read as the same
}

// Folded says, for people, what is read as the same.
const Folded = "Typographic quotation marks, dashes, ellipses, white space and signs of emphasis are read as plain ones; everything else is compared character by character."

// Clean reports whether nothing differs.
func (r *Report) Clean() bool { return r.Counts[Differs] == 0 }

// Check compares a draft with the letters. It keeps nothing. The error is that
// of the corpus, never that of a letter that is not there; ErrTooMany; or
// ctx.Err().
func Check(ctx context.Context, c Corpus, d Draft) (*Report, error) {
	k := &checker{corpusState: corpusState{ctx: ctx, corpus: c, letters: map[string]*letter{}, quoted: map[*mention][]hit{}}}
	for _, p := range paragraphsOf(d) {
		k.read(p)
	}
	k.bindBlocks()
	if err := k.verify(); err != nil {
		return nil, err
	}
	return k.report(), nil
}
