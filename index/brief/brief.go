// Package brief answers one question: what does a brief of precedents say? It
// gathers chosen determinations, the sentences that decide them word for word
// with their pages, the adverse decisions, and how all of them were found, and
// writes the whole as Markdown, HTML or a Word document with footnotes.
//
// Nothing of a letter is paraphrased: what stands in quotation marks is the
// text of the letter from the first to the last byte of whole sentences. The
// package asks any engine and knows none.
package brief

import (
	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/parser/imr"
)

// A Brief is a document of precedents.
type Brief struct {
	Question string `json:"question,omitempty"` // as asked, for people; "" for none
	// Precedents are the decisions that support the question, in the order
	// given; Adverse are those that went the other way.
	Precedents []Entry `json:"precedents"`
	Adverse    []Entry `json:"adverse"`
	// AdverseTotal is how many items that ask for the same went the other way,
	// of which Adverse may be the first; equal to len(Adverse) where no search
	// was made.
	AdverseTotal int    `json:"adverse_total"`
	Method       string `json:"method"` // how they were found, in one paragraph
	// Reading is how the query was read, nil without one.
	Reading *index.Reading `json:"query,omitempty"`
	Made    imr.Date       `json:"made,omitzero"` // the day
}

// An Entry is one determination of a brief.
type Entry struct {
	ID        string        `json:"id"`
	Citation  string        `json:"citation"` // brief form
	Outcome   imr.Outcome   `json:"outcome"`
	Decided   imr.Date      `json:"decision_date,omitzero"`
	Request   string        `json:"request"`
	Families  []string      `json:"families"` // of guidelines that the reviewer cites, in its order
	Specialty []string      `json:"specialties"`
	Quotes    []Quote       `json:"quotes"`
	Sentences int           `json:"sentences"` // how many the rationale has, to choose from
	Cite      cite.Citation `json:"-"`         // of the item, without a page
}

// A Quote is a run of whole sentences of an item's rationale.
type Quote struct {
	Text    string        `json:"text"` // the bytes of the letter, line ends as blanks
	From    int           `json:"from"` // the first sentence, from 1
	To      int           `json:"to"`   // the last one
	Page    int           `json:"page,omitempty"`
	EndPage int           `json:"end_page,omitempty"` // where it ends on a later page
	Line    int           `json:"line,omitempty"`
	Cite    cite.Citation `json:"-"` // with the page
}

// Title names the brief.
func (b *Brief) Title() string { return "Independent medical review: precedents" }
