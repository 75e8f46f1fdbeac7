// Package export answers one question: how is a result written for other
// programs? It writes the hits of one search, however many, as a table in the
// forms of Formats with the columns of Columns: the same hits in the same order
// as the list on the screen. It knows no engine: it asks an index.Searcher.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"

	"imrsearch/index"
)

// Options say what is written. The zero Options is every hit as CSV, with the
// default columns.
type Options struct {
	Format  *Format   // nil means CSV
	Columns []*Column // nil means DefaultColumns; forms without columns ignore them
	// Base is the address of a server, without a final slash, on which
	// permalinks build; "" makes them relative to any server.
	Base string
	// IDs chooses items by their ids, in this order, instead of the hits of the
	// search; the id of a letter is all its items. At most MaxChosen.
	IDs []string
	// Limit is the largest number of rows; 0 means every hit.
	Limit int
	// Begin is called before the first byte is written, with the first part of
	// the result; nil does nothing. After an error of Write, it was called if
	// and only if something may have been written.
	Begin func(*index.Result)
	// Batch is called before each further part is written; nil does nothing.
	Batch func()
}

// A CutError says that an export ended before its end, after Rows rows. Forms
// that can say so say it at their end too, see Format.
type CutError struct {
	Rows int
	Err  error
}

func (e *CutError) Error() string {
	return fmt.Sprintf("the export was cut after %d rows: %v", e.Rows, e.Err)
}
func (e *CutError) Unwrap() error { return e.Err }

// Write writes the hits of req to w, in one search, and returns how many. It
// ignores what req says of pages, facets and snippets. Errors before the first
// byte: those of index.Searcher.Search, *index.RequestError for ids that are
// none and for more rows than the form holds, index.ErrNotFound for an id that
// is not there. Errors after it: *CutError.
func Write(ctx context.Context, w io.Writer, s index.Searcher, req *index.Request, o Options) (rows int, err error) {
	if o.Format == nil {
		o.Format = Formats[0]
	}
	if o.Columns == nil {
		o.Columns = DefaultColumns()
	}
	e := &exporter{w: w, o: o}
	all := *req
	all.Start, all.Cursor, all.Facets, all.Explain, all.Limit = 0, "", false, false, index.NoLimit
	all.Snippets, all.Determinations = o.needs()
	if len(o.IDs) > 0 {
		res, err := chosen(ctx, s, &all, o.IDs)
		if err != nil {
			return 0, err
		}
		return e.finish(e.page(res))
	}
	limit := o.Limit
	if limit <= 0 {
		limit = everyHit
	}
	return e.finish(index.Stream(ctx, s, &all, limit, e.page))
}

// everyHit is more than any index has items.
const everyHit = 1 << 40

// needs returns what a search must give for the columns.
func (o *Options) needs() (snippets int, determinations bool) {
	snippets = -1
	if !o.Format.Columned {
		return 1, true
	}
	for _, c := range o.Columns {
		if c.Needs == Sentence {
			snippets = 1
		}
		determinations = determinations || c.Needs == Whole
	}
	return snippets, determinations
}

// An exporter is one export under way.
type exporter struct {
	w     io.Writer
	o     Options
	table table         // nil before the first row
	head  *index.Result // without hits; nil before Begin
	rows  int
}

// A table writes rows in one form.
type table interface {
	row(r *Row) error
	// end finishes the form; cut says why rows are missing, and is "" where
	// none are. A form that cannot say so returns errCannotSay and is left
	// unfinished.
	end(cut string) error
}

// page writes the hits of one part of the result.
func (e *exporter) page(res *index.Result) error {
	if e.table == nil {
		if err := e.begin(res); err != nil {
			return err
		}
	} else if e.o.Batch != nil {
		e.o.Batch()
	}
	for i := range res.Hits {
		r := &Row{Hit: &res.Hits[i], base: e.o.Base, asks: e.head.Total.Requested != nil}
		if err := e.table.row(r); err != nil {
			return err
		}
		e.rows++
	}
	if f, ok := e.table.(interface{ flush() error }); ok {
		if err := f.flush(); err != nil {
			return err
		}
	}
	if res.Partial {
		return index.ErrTimeout
	}
	return nil
}

// expected returns how many rows a result has: its items, or its groups where
// alike ones are folded.
func (e *exporter) expected(res *index.Result) int {
	n := res.Total.Items
	if res.Total.Groups != nil {
		n = *res.Total.Groups
	}
	if e.o.Limit > 0 {
		n = min(n, e.o.Limit)
	}
	return n
}

func (e *exporter) begin(res *index.Result) error {
	expected := e.expected(res)
	if max := e.o.Format.MaxRows; max > 0 && expected > max {
		return &index.RequestError{Param: "format", Msg: fmt.Sprintf("%s holds at most %d rows and these are %d items: choose csv, jsonl or parquet, or narrow the search", e.o.Format.Name, max, expected)}
	}
	if e.o.Begin != nil {
		e.o.Begin(res)
	}
	head := *res
	head.Hits = nil
	e.head = &head
	table, err := e.o.Format.open(e.w, &e.o, e.head)
	if err != nil {
		return err
	}
	e.table = table
	return nil
}

// finish ends the table, and tells in it what cut it.
func (e *exporter) finish(err error) (int, error) {
	switch {
	case e.head == nil:
		return 0, err
	case e.table == nil:
		return 0, &CutError{0, err}
	}
	if err == nil {
		if err = e.missing(); err == nil {
			if err = e.table.end(""); err == nil {
				return e.rows, nil
			}
			return e.rows, &CutError{e.rows, err}
		}
	}
	said := e.table.end(reason(err))
	if said != nil && !errors.Is(said, errCannotSay) {
		err = errors.Join(err, said)
	}
	return e.rows, &CutError{e.rows, err}
}

// missing returns an error where fewer rows were written than the search has.
func (e *exporter) missing() error {
	if want := e.expected(e.head); e.rows < want {
		return fmt.Errorf("the index gave %d of %d items; ask again", e.rows, want)
	}
	return nil
}

var errCannotSay = errors.New("this form cannot say that it is cut")

// reason words for the reader of a file why it ends early: what the reader can
// act on, and no paths.
func reason(err error) string {
	switch {
	case errors.Is(err, index.ErrTimeout), errors.Is(err, context.DeadlineExceeded):
		return "the time limit was reached, items are missing"
	case errors.Is(err, context.Canceled):
		return "interrupted, items are missing"
	case errors.Is(err, index.ErrDamaged):
		return "a stored letter is damaged (imr verify), items are missing"
	}
	return "an error ended the export, items are missing"
}
