// Package store answers one question: what does the user keep? Saved searches
// with what they matched at the last check, tags and notes on items, and the
// history of searches. It says what a store does and what the records are; how
// one is held is the business of the package below it. It knows no engine: the
// index may be rebuilt, and what is kept stays.
package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
)

// Errors that callers act on. Stores wrap them with what they know.
var (
	ErrExists  = errors.New("there is one of that name already")
	ErrFormat  = errors.New("made by another version, or no store of this program")
	ErrDamaged = errors.New("the store is damaged")
)

// A Store keeps what people say beside an index. It is safe for concurrent use,
// by several processes too. What a call has written is durable when it
// returns.
type Store interface {
	Searches
	Labels
	History
	Close() error
}

// Searches keeps searches under names.
type Searches interface {
	// Save keeps a search under a name that no other has, which it takes from
	// case aside; number and day are the store's to give. With replace it takes
	// the place of the one that has the name, and its number. Errors: ErrExists,
	// *index.RequestError for what cannot be kept.
	Save(ctx context.Context, s Saved, replace bool) (Saved, error)
	// Saved returns all saved searches, by name.
	Saved(ctx context.Context) ([]Saved, error)
	// Remove takes a saved search away; Restore brings it back, with what it
	// matched, within RestoreDays and as long as its name is free. Errors:
	// index.ErrNotKept, of Restore ErrExists too.
	Remove(ctx context.Context, name string) error
	Restore(ctx context.Context, name string) error
}

// Labels keeps what items are labelled with, what saved searches matched, and
// everything as records.
type Labels interface {
	// Labels returns all tags and notes.
	Labels(ctx context.Context) (*index.Labels, error)
	// Change adds and takes away labels, all or none; adding one that is there
	// and taking away one that is not are no errors. A note takes the place of
	// the item's note.
	Change(ctx context.Context, add, remove []index.Label) error
	// Matched returns what a saved search matched at its last check; nil, and no
	// error, before the first.
	Matched(ctx context.Context, number int) (Matched, error)
	// SetMatched keeps what it matches now, as of a time.
	SetMatched(ctx context.Context, number int, m Matched, at time.Time) error
}

// History keeps the searches that were made, where it is on.
type History interface {
	// Note adds a search to the history, or moves it to its end; nothing where
	// the history is off, or Private says so.
	Note(ctx context.Context, req *index.Request, items int) error
	// Visits returns the last searches, the newest first; limit 0 means all.
	Visits(ctx context.Context, limit int) ([]Visit, error)
	// ClearHistory forgets all visits: no byte of them is left in the store.
	ClearHistory(ctx context.Context) error
	// SetHistory switches the history on or off; HistoryOn says how it is.
	SetHistory(ctx context.Context, on bool) error
	HistoryOn(ctx context.Context) (bool, error)
}

// RestoreDays is for how many days a removed search can be brought back.
const RestoreDays = 30

// MaxVisits is how many searches the history holds; older ones are forgotten.
const MaxVisits = 2_000

// PrivateOver is the length in characters over which the text of a search is
// not kept in the history: a text that long may be a pasted denial, and health
// data of one is kept nowhere. A search that long can still be saved.
const PrivateOver = 200

// Limits of what people write.
const (
	MaxTag  = 64     // characters
	MaxNote = 10_000 // bytes
)

// A Saved is a search that is kept under a name.
type Saved struct {
	Number  int    // @3; of no other search, also of the history, ever
	Name    string // @name
	Address string // query, filters, order, mode and scope, as index.Request.Values writes them
	Note    string // what it is for
	Grammar int    // query.Version of the day on which it was saved
	Created time.Time
	Checked time.Time // of the last check; zero before the first
	Items   int       // that matched at the last check
}

// A Visit is a search that was made.
type Visit struct {
	Number  int
	Address string
	Grammar int
	At      time.Time // the last time
	Times   int       // how often
	Items   int       // found the last time
}

// AddressOf writes what a search asks for, without what chooses a page of it.
func AddressOf(req *index.Request) string {
	return (&index.Request{Query: strings.TrimSpace(req.Query), Filters: req.Filters, Sort: req.Sort, Match: req.Match, Scope: req.Scope, Limit: index.DefaultLimit}).Values().Encode()
}

// Request reads an address again, in the one way in which addresses are read.
// The error is a *index.RequestError.
func Request(address string) (*index.Request, error) {
	v, err := url.ParseQuery(address)
	if err != nil {
		return nil, &index.RequestError{Param: "address", Msg: fmt.Sprintf("%q holds no parameters of a search", address)}
	}
	return index.RequestFrom(v)
}

// Private reports whether a search is not to be kept in the history: see
// PrivateOver. A search for everything says nothing and is not kept either.
func Private(req *index.Request) bool {
	n := 0
	for range req.Query {
		n++
	}
	return n > PrivateOver || strings.TrimSpace(req.Query) == "" && len(req.Filters) == 0
}

// CheckSaved reports what keeps a search from being saved, as a
// *index.RequestError.
func CheckSaved(s Saved) error {
	if !query.IsName(s.Name) {
		return &index.RequestError{Param: "name", Msg: fmt.Sprintf("%q: write letters and digits with - or _ between them, at most 64 bytes, and no number alone", s.Name)}
	}
	if len(s.Note) > MaxNote {
		return &index.RequestError{Param: "note", Msg: fmt.Sprintf("has %d bytes; at most %d", len(s.Note), MaxNote)}
	}
	req, err := Request(s.Address)
	if err != nil {
		return err
	}
	if strings.TrimSpace(req.Query) == "" && len(req.Filters) == 0 {
		return &index.RequestError{Param: "q", Msg: "is empty: a saved search wants a query or a filter"}
	}
	if s.Grammar > query.Version {
		return &index.RequestError{Param: "q", Msg: fmt.Sprintf("is of grammar %d, and this program reads up to %d: use a newer one", s.Grammar, query.Version)}
	}
	return nil
}

// CheckLabel reports what is wrong with a label, as a *index.RequestError. The
// label comes back as it is to be kept.
func CheckLabel(l index.Label) (index.Label, error) {
	letter, n, err := imr.SplitID(l.Item)
	if id, ok := query.CaseNumber(letter); ok && err == nil {
		letter = id
	}
	if err != nil || n < 0 {
		return l, &index.RequestError{Param: "item", Msg: fmt.Sprintf("%q: write the id of an item, as CM16-0990412/2", l.Item)}
	}
	l.Item, l.Tag, l.Note = imr.ItemID(letter, n), strings.ToValidUTF8(l.Tag, ""), strings.ToValidUTF8(l.Note, "")
	if l.Tag == "" {
		if l.Note = strings.TrimSpace(l.Note); l.Note == "" || len(l.Note) > MaxNote {
			return l, &index.RequestError{Param: "note", Msg: fmt.Sprintf("has %d bytes; write 1 to %d", len(l.Note), MaxNote)}
		}
		return l, nil
	}
	l.Tag = strings.Join(strings.Fields(l.Tag), " ")
	if n := len([]rune(l.Tag)); index.FoldValue(l.Tag) == "" || n > MaxTag || strings.ContainsFunc(l.Tag, func(r rune) bool { return r < ' ' }) {
		return l, &index.RequestError{Param: "tag", Msg: fmt.Sprintf("%q: write at most %d characters, a letter or digit among them", l.Tag, MaxTag)}
	}
	return l, nil
}

// Find returns the saved search of a name, or with a number.
func Find(ctx context.Context, s Searches, name string) (Saved, error) {
	all, err := s.Saved(ctx)
	if err != nil {
		return Saved{}, err
	}
	name = strings.TrimPrefix(name, "@")
	at := slices.IndexFunc(all, func(have Saved) bool {
		return strings.EqualFold(have.Name, name) || fmt.Sprint(have.Number) == name
	})
	if at < 0 {
		return Saved{}, notKept(name, all)
	}
	return all[at], nil
}

// notKept says that nothing has a name, and what was probably meant.
func notKept(name string, all []Saved) error {
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.Name
	}
	hint := "; imr saved add NAME QUERY keeps one"
	if len(names) > 0 {
		hint = index.DidYouMean(name, names[:min(len(names), 20)])
	}
	return fmt.Errorf("@%s: %w%s", name, index.ErrNotKept, hint)
}
