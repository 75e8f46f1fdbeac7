// Package index answers one question: what does any engine do? It holds the
// contract between those who ask and those who search: the field table, the
// determination, request, plan and result, the engines' interfaces, the
// limits and the errors. It knows no engine.
package index

import (
	"fmt"
	"slices"
	"strings"

	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A Document is a letter as it is stored: what was read, and the whole text
// it was read from (pages joined by form feeds, lines by newlines).
type Document struct {
	Letter *imr.Letter
	Text   string
}

// A Determination is one disputed item inside its letter: what is indexed
// and found. Item is never nil; for a letter without items it is item 0, of
// unknown outcome.
type Determination struct {
	Letter *imr.Letter
	Item   *imr.Item
	// Body is the whole text of a letter in which no item was found, so that
	// it can be found by its words; empty otherwise.
	Body string
}

// Determinations returns the determinations of a letter, in its order; at
// least one.
func (d *Document) Determinations() []Determination {
	if len(d.Letter.Items) == 0 {
		item := &imr.Item{ID: imr.ItemID(d.Letter.ID, 0), Outcome: imr.UnknownOutcome}
		return []Determination{{Letter: d.Letter, Item: item, Body: d.Text}}
	}
	ds := make([]Determination, len(d.Letter.Items))
	for i := range d.Letter.Items {
		ds[i] = Determination{Letter: d.Letter, Item: &d.Letter.Items[i]}
	}
	return ds
}

// Subject says what the item asks for, in one way for the same treatment: its
// kind, substances and parts of the body. It is for comparison alone.
func (d *Determination) Subject() string {
	t := &d.Item.Treatment
	of := []string{t.Class, t.Subclass}
	for _, list := range [][]string{t.Drugs, t.BodyParts} {
		of = append(append(of, slices.Sorted(slices.Values(list))...), "")
	}
	return strings.Join(of, "\n")
}

// A TextField is one of the texts of a determination. Each is searched by
// itself: a phrase or a proximity group is met inside one text field.
type TextField uint8

// The text fields, in the order in which hits show them.
const (
	RequestText TextField = iota
	HeadingText
	RationaleText
	ReviewerGuidelineText
	ClaimsGuidelineText
	DiagnosisText
	SummaryText
	BodyText  // of a letter without items
	OtherText // what else the letter says: documents reviewed
	NumTextFields
)

// TextFields is a set of text fields, as bits.
type TextFields uint16

// Sets of text fields. An unfielded word looks in DefaultTexts; OwnTexts are
// those of the item itself, each word once (the request stands inside the
// heading), in which ATLEAST counts.
const (
	AllTexts       TextFields = 1<<NumTextFields - 1
	DefaultTexts              = AllTexts &^ (1 << OtherText)
	GuidelineTexts TextFields = 1<<ReviewerGuidelineText | 1<<ClaimsGuidelineText
	OwnTexts       TextFields = 1<<HeadingText | 1<<RationaleText | GuidelineTexts | 1<<BodyText
)

// Has reports whether f is in the set.
func (s TextFields) Has(f TextField) bool { return s>>f&1 == 1 }

// Set returns the set of f alone.
func (f TextField) Set() TextFields { return 1 << f }

var textFieldNames = [NumTextFields]string{
	"request", "heading", "rationale", "reviewer_guideline", "claims_guideline",
	"diagnosis", "summary", "body", "other",
}

// String returns the name under which snippets and marks give the field.
func (f TextField) String() string { return textFieldNames[f] }

// Entries returns what a text field of d says. Entries of a list
// (diagnoses) are far apart for proximity; other fields are one entry.
func (d *Determination) Entries(f TextField) []text.Entry { return d.AppendEntries(nil, f) }

// AppendEntries appends to dst what Entries returns, for callers that reuse
// the slice.
func (d *Determination) AppendEntries(dst []text.Entry, f TextField) []text.Entry {
	switch f {
	case RequestText:
		return appendEntry(dst, d.Item.Request, nil)
	case HeadingText:
		return appendEntry(dst, d.Item.Heading, nil)
	case RationaleText:
		return appendEntry(dst, d.Item.Rationale.Text, d.Item.Rationale.Paragraphs)
	case ReviewerGuidelineText:
		return appendEntry(dst, d.Item.ReviewerGuidelines.Text, nil)
	case ClaimsGuidelineText:
		return appendEntry(dst, d.Item.ClaimsAdministrator.Text, nil)
	case DiagnosisText:
		return appendEach(dst, d.Letter.Diagnoses)
	case SummaryText:
		return appendEntry(dst, d.Letter.Summary.Text, d.Letter.Summary.Paragraphs)
	case BodyText:
		return appendEntry(dst, d.Body, nil)
	default:
		return appendEach(dst, d.Letter.DocumentsReviewed)
	}
}

func appendEach(dst []text.Entry, list []string) []text.Entry {
	for _, s := range list {
		dst = appendEntry(dst, s, nil)
	}
	return dst
}

func appendEntry(dst []text.Entry, s string, paragraphs []int) []text.Entry {
	if s == "" {
		return dst
	}
	return append(dst, text.Entry{Text: s, Paragraphs: paragraphs})
}

// ItemToCompare returns the item of a letter with a number, below 0 the first, for
// a request by its id. Errors: *RequestError for a letter without items,
// ErrNotFound.
func (d *Document) ItemToCompare(id string, n int) (*Determination, error) {
	if len(d.Letter.Items) == 0 {
		return nil, &RequestError{Param: "id", Msg: "no item was found in the letter " + d.Letter.ID + ": there is nothing to compare"}
	}
	for _, x := range d.Determinations() {
		if x.Item.N == n || n < 0 {
			return &x, nil
		}
	}
	return nil, fmt.Errorf("item %s: %w", id, ErrNotFound)
}
