// Package example answers one question: what is read of a given text, so that
// items like it can be found? A letter, a denial, a request for authorization or
// a sentence becomes determinations that nobody has decided in this index, each
// with the values that were read of it, which can be changed. It knows no engine,
// and keeps nothing of the text.
package example

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"imrsearch/index"
	"imrsearch/parser"
	"imrsearch/parser/denial"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// A Reader gives the pages of a file; an *extract.Pool reads PDFs in processes of
// their own.
type Reader interface {
	Read(ctx context.Context, name string, data []byte) (extract.Document, error)
}

// Letter is the kind of a text that is a determination letter; other kinds are
// those of package denial.
const Letter denial.Kind = "letter"

// ID is the id of the letter that a text which is none stands for.
const ID = "given"

// ErrCertified is the error of a denial in which nothing was denied.
var ErrCertified = errors.New("every request in it was certified: there is nothing to compare")

// An Example is what was read of a text. It is not to be changed.
type Example struct {
	Kind     denial.Kind   `json:"kind"`
	Pages    int           `json:"pages"`
	Items    []Item        `json:"items"` // that items are looked for like, in the text's order
	Denied   imr.Date      `json:"denied,omitzero"`
	Received imr.Date      `json:"received,omitzero"`
	Injury   imr.Date      `json:"injury,omitzero"`
	Reviewer []string      `json:"reviewer_specialties,omitempty"` // of utilization review
	Notes    []imr.Problem `json:"notes"`
	// Text is the text as it was extracted, to be read again with other changes.
	Text string `json:"-"`
}

// An Item is one request of a text.
type Item struct {
	N        int            `json:"n"` // from 1
	ID       string         `json:"id,omitempty"`
	Request  string         `json:"request"`
	Decision denial.Verdict `json:"decision,omitempty"`
	Page     int            `json:"page,omitempty"`
	Line     int            `json:"line,omitempty"`
	Sentence string         `json:"sentence,omitempty"` // that gives the ground
	Read     []Value        `json:"read"`               // in the order of Fields, also those without values
	// Like is the determination that a index.SimilarRequest asks for items like.
	Like *index.Determination `json:"-"`
}

// A Value is what was read, or set, for a field.
type Value struct {
	Field   string   `json:"field"`
	Label   string   `json:"label"`
	Values  []string `json:"values"`
	Changed bool     `json:"changed,omitempty"` // from what was read
	Was     []string `json:"was,omitempty"`     // what was read, where it was changed
}

// Read reads a file and makes the changes in each of its requests. Of a mail, or
// another file that holds several, it reads the first in which a request is
// found; a note of the Example names it, and those that were not read. Its errors
// are those of the reader, those of package denial, which need a change that
// names a treatment to be none, ErrCertified, and a *index.RequestError for a
// change that cannot be made. With one of package denial, and with ErrCertified,
// the Example is what was read all the same; otherwise it is nil with an error.
func Read(ctx context.Context, r Reader, name string, data []byte, changes []Change) (*Example, error) {
	if head := data[:min(len(data), archiveHead)]; len(head) > 0 && extract.IsArchive(name, head) {
		return readMember(ctx, r, name, data, changes)
	}
	doc, err := r.Read(ctx, filepath.Base(name), data)
	if err != nil && !errors.Is(err, extract.ErrEmpty) {
		return nil, err
	}
	return Of(doc, changes)
}

// archiveHead is how many bytes tell that a file holds others.
const archiveHead = 512

// readMember reads the first member of a file in which a request is found. Without
// one the error is that of the first member that can be read at all.
func readMember(ctx context.Context, r Reader, name string, data []byte, changes []Change) (*Example, error) {
	var found, near *Example
	var first error
	from := ""
	var others []string
	err := extract.WalkStream(name, bytes.NewReader(data), func(m extract.Member) error {
		if found != nil {
			others = append(others, m.Name)
			return nil
		}
		e, err := (*Example)(nil), m.Err
		if err == nil {
			e, err = Read(ctx, r, m.Name, m.Data, changes)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			found, from = e, m.Name
			return nil
		case first == nil || near == nil && e != nil:
			near, first = e, err
		}
		others = append(others, m.Name)
		return nil
	})
	switch {
	case found == nil && first != nil:
		return near, first
	case found == nil && err == nil:
		return nil, denial.ErrEmpty
	case found == nil:
		return nil, err
	}
	message := "read from " + from
	if len(others) > 0 {
		message += "; not from " + strings.Join(others[:min(len(others), 10)], ", ")
	}
	found.Notes = append(found.Notes, imr.Problem{Code: "read-from", Message: message})
	return found, nil
}

// OfText reads a text that was typed or pasted, as Read does.
func OfText(text string, changes []Change) (*Example, error) {
	doc, err := extract.ReadText(text)
	if err != nil && !errors.Is(err, extract.ErrEmpty) {
		return nil, err
	}
	return Of(doc, changes)
}

// Of reads an extracted document.
func Of(doc extract.Document, changes []Change) (*Example, error) {
	if parsed, err := parser.Parse(imr.Source{}, doc); err == nil && isLetter(&parsed.Letter) {
		e := ofLetter(&index.Document{Letter: &parsed.Letter, Text: parsed.Text})
		e.Pages = len(doc.Pages)
		return e, e.with(changes)
	}
	d, err := denial.Read(doc)
	e := ofDenial(d)
	e.Text = textOf(doc)
	switch {
	case err != nil && !namesTreatment(changes):
		return e, err
	case err != nil:
		e.add(d)
	case len(e.Items) == 0:
		return e, ErrCertified
	}
	if err := e.with(changes); err != nil {
		return nil, err
	}
	return e, nil
}

// OfItem is the example of an item of a letter.
func OfItem(d *index.Determination, changes []Change) (*Example, error) {
	e := &Example{Kind: Letter, Notes: []imr.Problem{}}
	e.Items = []Item{itemOf(d)}
	if err := e.with(changes); err != nil {
		return nil, err
	}
	return e, nil
}

// isLetter reports whether what was parsed as a letter is one: a denial may have
// headings of letters too.
func isLetter(l *imr.Letter) bool {
	if len(l.Items) == 0 {
		return false
	}
	if l.CaseNumber != "" {
		return true
	}
	for _, it := range l.Items {
		if it.Outcome != imr.UnknownOutcome && it.ReviewerGuidelines.Text != "" {
			return true
		}
	}
	return false
}

func ofLetter(doc *index.Document) *Example {
	e := &Example{Kind: Letter, Pages: doc.Letter.Source.Pages, Injury: doc.Letter.DateOfInjury, Denied: doc.Letter.URDenialDate, Notes: []imr.Problem{}, Text: doc.Text}
	for _, d := range doc.Determinations() {
		e.Items = append(e.Items, itemOf(&d))
	}
	return e
}

func itemOf(d *index.Determination) Item {
	return Item{N: d.Item.N, ID: d.Item.ID, Request: d.Item.Request, Page: d.Item.Page, Line: d.Item.Line, Read: valuesOf(d), Like: d}
}

func ofDenial(d *denial.Denial) *Example {
	e := &Example{
		Kind: d.Kind, Pages: d.Pages, Items: []Item{}, Denied: d.Denied, Received: d.Received, Injury: d.Injury,
		Reviewer: d.Reviewer.SpecialtyNames, Notes: d.Notes,
	}
	doc := &index.Document{Letter: d.Letter(ID)}
	at := map[int]*index.Determination{}
	for _, det := range doc.Determinations() {
		at[det.Item.N] = &det
	}
	for _, q := range d.Requests {
		if q.Verdict == denial.Certified {
			e.Notes = append(e.Notes, imr.Problem{Code: "certified", Item: q.N, Page: q.Page, Line: q.Line, Message: fmt.Sprintf("“%s” was certified: nothing is looked for", q.Text)})
			continue
		}
		item := itemOf(at[q.N])
		item.ID, item.Decision, item.Sentence = "", q.Verdict, q.Sentence
		e.Items = append(e.Items, item)
	}
	return e
}

// add adds an item without a request, for changes to name one.
func (e *Example) add(d *denial.Denial) {
	l := d.Letter(ID)
	l.Items = []imr.Item{{
		ID: imr.ItemID(ID, 1), N: 1, Outcome: imr.UnknownOutcome,
		Treatment: imr.Treatment{Names: []string{}, Drugs: []string{}, BodyParts: []string{}},
		Reasons:   []string{}, ReasonsFor: []string{}, ReasonsAgainst: []string{},
	}}
	item := itemOf(&index.Determination{Letter: l, Item: &l.Items[0]})
	item.ID = ""
	e.Items = []Item{item}
}

// textOf joins the lines of a document, as much as is read of a denial.
func textOf(doc extract.Document) string {
	var b strings.Builder
	for i, p := range doc.Pages {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, l := range p.Lines {
			b.WriteString(l)
			b.WriteByte('\n')
		}
	}
	s := b.String()
	if len(s) > denial.MaxBytes {
		s = strings.ToValidUTF8(s[:denial.MaxBytes], "")
	}
	return s
}

// An Answer is the answer for a request of a text as JSON: the result, and what
// was read. Read is nil for an item of the index.
type Answer struct {
	*index.SimilarResult
	Read *Example `json:"read,omitempty"`
	Item int      `json:"item,omitempty"` // the number of the request that it answers for
}

// Nth returns the item with that number; 0 means the first. Errors:
// *index.RequestError.
func (e *Example) Nth(n int) (*Item, error) {
	if len(e.Items) == 0 {
		return nil, ErrCertified
	}
	if n == 0 {
		return &e.Items[0], nil
	}
	for i := range e.Items {
		if e.Items[i].N == n {
			return &e.Items[i], nil
		}
	}
	return nil, &index.RequestError{Param: "item", Msg: fmt.Sprintf("%d: the text has no such request that is disputed", n)}
}
