package export

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

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
		t.cells[i] = Guard(plain(c.Value(r)))
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

// cutMark begins the last line of a text that was cut.
const cutMark = "# cut: "

// Guard puts an apostrophe before what a spreadsheet would take for a formula:
// a cell whose first character that is no blank is =, +, - or @, in ASCII or
// full width, or that begins with a tab, a carriage return or NUL (OWASP ASVS
// 5.0, 1.2.10; OWASP, "CSV Injection").
func Guard(s string) string {
	if s == "" {
		return s
	}
	if strings.IndexByte("\t\r\x00", s[0]) >= 0 {
		return "'" + s
	}
	blanks := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' || r == '\u200b' }
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, blanks))
	if strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}
