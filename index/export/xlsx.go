package export

import (
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

const (
	// sheetRows is how many rows of items a sheet holds below its headings
	// (Excel specifications and limits: 1,048,576 rows by 16,384 columns).
	sheetRows = excelize.TotalRows - 1
	// cellUnits is how many UTF-16 units of a longer text a cell holds, and
	// cutCell what then stands behind them.
	cellUnits = excelize.TotalCellChars - len(cutCell)
	cutCell   = " # cut: a cell of XLSX holds 32,767 characters"

	itemSheet, aboutSheet = "Items", "About"
)

// xlsxTable writes a workbook with a sheet of the items and one that says what
// was searched for, how it was read and what the columns are. Cells have types:
// texts are never formulas, dates and numbers sort. Rows go to a temporary file
// when they are many. A workbook that was cut has a last row "# cut: ...".
type xlsxTable struct {
	w       io.Writer
	file    *excelize.File
	rows    *excelize.StreamWriter
	columns []*Column
	cells   []any
	date    int // style
	bold    int
	n       int // rows written
	head    *index.Result
}

func openXLSX(w io.Writer, o *Options, res *index.Result) (_ table, err error) {
	t := &xlsxTable{w: w, file: excelize.NewFile(), columns: o.Columns, cells: make([]any, len(o.Columns)), head: res}
	defer func() {
		if err != nil {
			_ = t.file.Close()
		}
	}()
	if err := t.file.SetSheetName("Sheet1", itemSheet); err != nil {
		return nil, err
	}
	iso := "yyyy-mm-dd"
	if t.date, err = t.file.NewStyle(&excelize.Style{CustomNumFmt: &iso}); err != nil {
		return nil, err
	}
	if t.bold, err = t.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, err
	}
	if t.rows, err = t.file.NewStreamWriter(itemSheet); err != nil {
		return nil, err
	}
	for i, c := range o.Columns {
		if err := t.rows.SetColWidth(i+1, i+1, widths[c.Kind]); err != nil {
			return nil, err
		}
		t.cells[i] = excelize.Cell{StyleID: t.bold, Value: c.Name}
	}
	if err := t.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	return t, t.write(t.cells)
}

// widths of columns in characters, by kind.
var widths = map[Kind]float64{Text: 24, List: 24, Number: 9, Numbers: 16, Date: 12, Flag: 9, Score: 9}

// write writes the next row of the items' sheet.
func (t *xlsxTable) write(cells []any) error {
	t.n++
	at, err := excelize.CoordinatesToCellName(1, t.n)
	if err != nil {
		return err
	}
	return t.rows.SetRow(at, cells)
}

func (t *xlsxTable) row(r *Row) error {
	for i, c := range t.columns {
		t.cells[i] = t.cell(c.Value(r))
	}
	return t.write(t.cells)
}

// cell returns a value as excelize writes it with its type.
func (t *xlsxTable) cell(v any) any {
	switch v := v.(type) {
	case imr.Date:
		return excelize.Cell{StyleID: t.date, Value: v.Time()}
	case nil, int, float64, bool:
		return v
	}
	return fitCell(plain(v))
}

// fitCell cuts a text that is longer than a cell holds, and says so.
func fitCell(s string) string {
	if len(s) <= excelize.TotalCellChars {
		return s // bytes are not fewer than units
	}
	units := 0
	for i, r := range s {
		units += utf16.RuneLen(r)
		if units > excelize.TotalCellChars {
			return s[:cutAt(s[:i])] + cutCell
		}
	}
	return s
}

// cutAt returns after how many bytes of s cellUnits are reached.
func cutAt(s string) int {
	units := 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units > cellUnits {
			return i
		}
	}
	return len(s)
}

func (t *xlsxTable) end(cut string) error {
	defer t.file.Close()
	if cut != "" {
		if err := t.write([]any{cutMark + cut}); err != nil {
			return err
		}
	}
	if err := t.rows.Flush(); err != nil {
		return err
	}
	if err := t.about(cut); err != nil {
		return err
	}
	return t.file.Write(t.w)
}

// about fills the sheet that says what the items are.
func (t *xlsxTable) about(cut string) error {
	if _, err := t.file.NewSheet(aboutSheet); err != nil {
		return err
	}
	sheet, err := t.file.NewStreamWriter(aboutSheet)
	if err != nil {
		return err
	}
	if err := sheet.SetColWidth(1, 2, 28); err != nil {
		return err
	}
	if err := sheet.SetColWidth(3, 3, 80); err != nil {
		return err
	}
	n := 0
	row := func(cells ...any) {
		n++
		if at, e := excelize.CoordinatesToCellName(1, n); e != nil {
			err = e
		} else if e := sheet.SetRow(at, cells); e != nil {
			err = e
		}
	}
	bold := func(s string) any { return excelize.Cell{StyleID: t.bold, Value: s} }
	for _, fact := range facts(t.head, cut) {
		row(bold(fact.name), fitCell(fact.value))
	}
	row()
	row(bold("Column"), bold("Label"), bold("What it is"))
	for _, c := range t.columns {
		row(c.Name, c.Label, c.Help)
	}
	if err != nil {
		return err
	}
	return sheet.Flush()
}

// A fact is one thing to know about an export.
type fact struct{ name, value string }

// facts say what was searched for and whether all of it was written.
func facts(res *index.Result, cut string) []fact {
	whole := "yes"
	if cut != "" {
		whole = "no: " + strings.TrimSpace(cut)
	}
	return []fact{
		{"Query", res.Query.Text}, {"Read as", res.Query.ReadAs},
		{"Items", plain(res.Total.Items)}, {"Letters", plain(res.Total.Letters)},
		{"Generation of the index", plain(res.Generation)}, {"Whole", whole},
	}
}
