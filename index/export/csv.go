package export

import (
	"encoding/csv"
	"io"

	"imrsearch/index"
)

// csvTable writes RFC 4180: UTF-8 with its byte order mark, by which
// spreadsheets know it, CRLF, a line of headings, and no cell that a
// spreadsheet would run as a formula. Lists are joined. A file that was cut has
// a last row of one cell, "# cut: ...".
type csvTable struct {
	w       *csv.Writer
	columns []*Column
	cells   []string
}

func openCSV(w io.Writer, o *Options, _ *index.Result) (table, error) {
	return newCSV(w, o.Columns)
}

func newCSV(w io.Writer, columns []*Column) (*csvTable, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	t := &csvTable{w: csv.NewWriter(w), columns: columns, cells: make([]string, len(columns))}
	t.w.UseCRLF = true
	for i, c := range columns {
		t.cells[i] = c.Name
	}
	return t, t.w.Write(t.cells)
}

func (t *csvTable) row(r *Row) error {
	for i, c := range t.columns {
		t.cells[i] = index.SafeCell(plain(c.Value(r)))
	}
	return t.w.Write(t.cells)
}

func (t *csvTable) flush() error {
	t.w.Flush()
	return t.w.Error()
}

func (t *csvTable) end(cut string) error {
	if cut != "" {
		if err := t.w.Write([]string{cutMark + cut}); err != nil {
			return err
		}
	}
	return t.flush()
}

// A HitList writes hits that are at hand as CSV with HitColumns.
type HitList struct {
	w     io.Writer
	table *csvTable // nil before the first row
}

// NewHitList returns a HitList that writes to w. Nothing is written before the first
// call of Write or End.
func NewHitList(w io.Writer) *HitList { return &HitList{w: w} }

// Write writes the next hits.
func (l *HitList) Write(hits []index.Hit) (err error) {
	if l.table == nil {
		if l.table, err = newCSV(l.w, HitColumns()); err != nil {
			return err
		}
	}
	for i := range hits {
		if err := l.table.row(&Row{Hit: &hits[i]}); err != nil {
			return err
		}
	}
	return l.table.flush()
}

// End writes the headings where there was no hit.
func (l *HitList) End() error { return l.Write(nil) }

// cutMark begins the last line of a text that was cut.
const cutMark = "# cut: "
