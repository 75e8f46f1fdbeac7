package rates

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"imrsearch/index"
)

// WriteCSV writes the table for a spreadsheet: the total, then a row for each
// value, or pair of values, with percentages from 0 to 100. It begins with the
// mark of UTF-8, and no cell is one that a spreadsheet would run as a formula.
func (t *Table) WriteCSV(to io.Writer) error {
	if _, err := io.WriteString(to, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true // RFC 4180
	fields := t.fields()
	var head []string
	for _, f := range fields {
		head = append(head, f.Name)
	}
	cell := []string{"items", "letters", "overturned", "modified", "upheld", "not_stated", "decided", "rate_percent", "low_percent", "high_percent", "small", "search"}
	head = append(head, cell...)
	if t.Versus != nil {
		for _, name := range cell {
			head = append(head, "vs_"+name)
		}
		head = append(head, "difference_points", "difference_low", "difference_high", "items_in_both")
	}
	w.Write(head)
	rows := t.Rows
	if t.By2 != nil {
		rows = t.Cells
	}
	t.writeRow(w, &t.Total, fields)
	for i := range rows {
		t.writeRow(w, &rows[i], fields)
	}
	if t.Partial {
		w.Write([]string{"# cut: the time limit was reached, the counts are lower bounds, and no rate is shown"})
	}
	w.Flush()
	return w.Error()
}

// fields are what the table counts by.
func (t *Table) fields() []*Field {
	var out []*Field
	for _, f := range []*Field{t.By, t.By2} {
		if f != nil {
			out = append(out, f)
		}
	}
	return out
}

func (t *Table) writeRow(w *csv.Writer, r *Row, fields []*Field) {
	var row []string
	for i := range fields {
		value := "(all)"
		if len(r.Values) > 0 {
			value = r.Values[i]
		}
		row = append(row, index.SafeCell(value))
	}
	row = append(row, r.Cell.csv()...)
	if t.Versus != nil {
		row = append(row, r.Versus.csv()...)
		difference := []string{"", "", ""}
		if d := r.Difference; d != nil {
			difference = []string{points(d.Value), points(d.Interval[0]), points(d.Interval[1])}
		}
		row = append(append(row, difference...), strconv.Itoa(*r.Both))
	}
	w.Write(row) // the writer keeps its error
}

func (c *Cell) csv() []string {
	var out []string
	for _, n := range []int{c.Items, c.Letters, c.Overturned, c.Modified, c.Upheld, c.Unknown, c.Decided} {
		out = append(out, strconv.Itoa(n))
	}
	rate := []string{"", "", ""}
	if c.Rate != nil {
		rate = []string{points(*c.Rate), points(c.Interval[0]), points(c.Interval[1])}
	}
	small := ""
	if c.Small {
		small = "yes"
	}
	return append(append(out, rate...), small, c.Search)
}

// points writes a share in per cent.
func points(share float64) string { return fmt.Sprintf("%.1f", 100*share) }
