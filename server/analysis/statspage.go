package analysis

import (
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/index/rates"
	"imrsearch/parser/imr"
	"imrsearch/server/view"
)

// A statsPage shows a table of rates, or what is wrong with the request, below
// the form that asks for one.
type statsPage struct {
	view.Layout
	Query, Versus        string
	By, By2, Sorts       []view.Option
	Changes              []change
	Keep                 []view.HiddenField
	Chosen               []view.Link
	Fault                string
	Heading              string
	Sides                []side
	Difference           string // of the totals
	Counted, Said        string // Said is "" where nothing was decided
	Small                bool
	Notes                []view.Note
	Partial              bool
	Table                *table
	Matrix               *matrix
	Overlaps             []string
	Definition, Method   string
	ChangeNote           string
	CSVURL, JSONURL, All string // All is the search of everything that was counted
	Decides              string // the page of what decides these items
}

// A change is a ready comparison.
type change struct {
	Text, Source, URL string
	Current           bool
}

// A side is one of two searches.
type side struct{ Name, Query, Said, URL string }

// A table has a row for each value of a field.
type table struct {
	Label   string
	Sides   []string // of two searches; empty for one
	Rows    []row
	Total   row
	More    string // how many rows the page has no room for
	Unknown bool   // some item has no known outcome: there is a column for it
}

// A row is a value with its cell, or two.
type row struct {
	Label, Difference, DifferenceInterval, Both string
	Cells                                       []cell
	Small                                       bool
}

// A cell is counts, each with the search that finds its items, and a rate with
// its interval.
type cell struct {
	Items, Overturned, Modified, Upheld, Unknown view.Link
	Decided                                      view.Link  // leads to Items where all are decided
	Rest                                         *view.Link // to the items, where some are not
	Letters, Rate, Interval                      string
	Column                                       string // of two sides or of a matrix: whose it is
	Small                                        bool
	Bar                                          *bar
	Shade                                        int // a tenth of the rate, of a cell that is not small
}

// A bar is a rate and its interval, in thousandths.
type bar struct{ W, Low, High, Length int }

// A matrix has the values of one field by those of another.
type matrix struct {
	Row, Column string
	Columns     []string
	Rows        []matrixRow
	Totals      []cell // below the columns, and of all
	More        string
}

type matrixRow struct {
	Label string
	Cells []cell // the last is that of the row
}

// What a page has room for; the rest stands in the CSV.
const (
	pageRows    = 200
	pageColumns = 8
)

// newForm makes the form of a request.
func newForm(req *rates.Request) *statsPage {
	p := &statsPage{Layout: view.NewLayout("stats", "Rates", req.Search.Query), Query: req.Search.Query, Versus: req.Versus}
	p.By2 = append(p.By2, view.Option{Label: "–", Selected: req.By2 == ""})
	by, by2 := nameOf(req.By), nameOf(req.By2)
	for _, name := range index.StatsNames() {
		if name == "outcome" {
			continue
		}
		f, _ := index.FieldNamed(name)
		o := view.Option{Value: name, Label: f.Label, Selected: name == by}
		p.By = append(p.By, o)
		o.Selected = name == by2
		p.By2 = append(p.By2, o)
	}
	for _, o := range []view.Option{{Label: "usual order"}, {Value: "items", Label: "most items"}, {Value: "rate", Label: "highest rate"}, {Value: "name", Label: "name"}} {
		o.Selected = o.Value == string(req.Order)
		p.Sorts = append(p.Sorts, o)
	}
	for _, f := range req.Search.Filters {
		p.Keep = append(p.Keep, view.HiddenField{Name: f.Field, Value: f.Value})
	}
	address := view.Address(req.Values())
	for _, c := range rates.Changes() {
		v := change{Text: c.Label + ", " + view.LongDay(c.From), Source: c.Source, Current: c.Name == req.Change}
		v.URL = address.With("vs", "").With("by2", "").With("change", c.Name).URL("/stats")
		if v.Current {
			v.URL = address.With("change", "").URL("/stats")
		}
		p.Changes = append(p.Changes, v)
	}
	if req.Change != "" {
		p.Keep = append(p.Keep, view.HiddenField{Name: "change", Value: req.Change})
	}
	p.Decides = address.With("by", "").With("by2", "").With("vs", "").With("change", "").With("sort", "").URL("/decides")
	p.CSVURL, p.JSONURL = address.URL("/stats.csv"), address.URL("/stats.json")
	return p
}

func nameOf(field string) string {
	if f, ok := index.FieldNamed(field); ok {
		return f.Name
	}
	return ""
}

// longDay writes a date as Americans do.

// newStatsPage shows a table at the address of its request.
func newStatsPage(req *rates.Request, t *rates.Table) *statsPage {
	p := newForm(req)
	address := view.Address(req.Values())
	for _, f := range req.Search.Filters {
		field, _ := index.FieldNamed(f.Field)
		p.Chosen = append(p.Chosen, view.Link{Text: field.Label + ": " + field.BucketLabel(f.Value), URL: without(address, f).URL("/stats")})
	}
	p.Counted, p.Definition, p.Method, p.Partial, p.All = t.Counted, t.Definition, t.Method, t.Partial, t.Total.Search
	for _, q := range []*index.Reading{&t.Query, t.Versus} {
		if q == nil {
			continue
		}
		for _, n := range q.Warnings {
			p.Notes = append(p.Notes, view.Note{Message: view.Sentence(n.Message)})
		}
	}
	p.Heading = counts(&t.Total.Cell)
	p.Said, p.Small = said(&t.Total.Cell), t.Total.Small
	if t.Versus != nil {
		p.Sides = sidesOf(req, t)
		p.Difference = difference(t.Total.Difference)
		p.Heading = "Side by side"
		p.Said = ""
	}
	if c := t.Change; c != nil {
		p.ChangeNote = c.Source + ". A decision counts by its own day; the weeks after a change are mixed, for a reviewer may have had to go by the rules of the day of the treatment."
	}
	for _, f := range []*rates.Field{t.By, t.By2} {
		if f == nil {
			continue
		}
		if f.Overlaps {
			p.Overlaps = append(p.Overlaps, f.Label+": an item with several values stands in several rows, which add up to more than all.")
		}
		if f.Chosen {
			p.Overlaps = append(p.Overlaps, f.Label+": only the values that are chosen have rows.")
		}
	}
	switch {
	case t.Partial || t.Total.Items == 0 && (t.Versus == nil || t.Total.Versus.Items == 0):
	case t.By2 != nil:
		p.Matrix = newMatrix(t)
	case t.By != nil:
		p.Table = newTable(t, p.Sides)
	}
	return p
}

// without takes one chosen value off an address.
func without(a view.Address, f index.Filter) view.Address {
	kept := slices.DeleteFunc(slices.Clone(a[f.Field]), func(v string) bool { return v == f.Value })
	out := a.With(f.Field, "")
	if len(kept) > 0 {
		out[f.Field] = kept
	}
	return out
}

// sidesOf names two searches.
func sidesOf(req *rates.Request, t *rates.Table) []side {
	names := []string{"First", "Second"}
	queries := []string{orAll(req.Search.Query), orAll(req.Versus)}
	if t.Change != nil {
		day := view.LongDay(t.Change.From)
		names, queries[1] = []string{"Before " + day, "Since " + day}, queries[0]
	}
	var out []side
	for i, c := range []*rates.Cell{&t.Total.Cell, t.Total.Versus} {
		s := side{Name: names[i], Query: queries[i], Said: counts(c), URL: c.Search}
		if words := said(c); words != "" {
			s.Said += "; " + words
		}
		out = append(out, s)
	}
	return out
}

func orAll(query string) string {
	if query == "" {
		return "all items"
	}
	return query
}

func counts(c *rates.Cell) string {
	return view.Plural(c.Items, "item") + " in " + view.Plural(c.Letters, "letter")
}

// said words a rate; "" where nothing was decided.
func said(c *rates.Cell) string {
	if c.Rate == nil {
		return ""
	}
	return fmt.Sprintf("%s of %s decided overturned: %s, 95%% interval %s", view.Thousands(c.Overturned), view.Thousands(c.Decided), view.Percent(*c.Rate), interval(c))
}

func interval(c *rates.Cell) string {
	return fmt.Sprintf("%.1f to %.1f%%", 100*c.Interval[0], 100*c.Interval[1])
}

func difference(d *rates.Difference) string {
	if d == nil {
		return ""
	}
	return fmt.Sprintf("%s points, 95%% interval %s to %s", signed(d.Value), signed(d.Interval[0]), signed(d.Interval[1]))
}

// signed writes a difference of shares in points, with the sign for minus.
func signed(share float64) string {
	s := fmt.Sprintf("%+.1f", 100*share)
	if s[0] == '-' {
		return "−" + s[1:]
	}
	return s
}

func newTable(t *rates.Table, sides []side) *table {
	v := &table{Label: t.By.Label}
	for _, s := range sides {
		v.Sides = append(v.Sides, s.Name)
	}
	v.Total = newRow(&t.Total, "All", v.Sides)
	for i := range t.Rows {
		if i == pageRows {
			v.More = view.Plural(len(t.Rows)-pageRows, "more value")
			break
		}
		v.Rows = append(v.Rows, newRow(&t.Rows[i], t.Rows[i].Labels[0], v.Sides))
	}
	v.Unknown = t.Total.Unknown > 0
	return v
}

func newRow(r *rates.Row, label string, sides []string) row {
	v := row{Label: label, Cells: []cell{newCell(&r.Cell)}, Small: r.Small}
	if r.Versus == nil {
		return v
	}
	v.Cells = append(v.Cells, newCell(r.Versus))
	for i := range v.Cells {
		v.Cells[i].Column = sides[i]
	}
	v.Small = r.Small || r.Versus.Small
	v.Both = view.Thousands(*r.Both)
	if d := r.Difference; d != nil {
		v.Difference, v.DifferenceInterval = signed(d.Value), signed(d.Interval[0])+" to "+signed(d.Interval[1])
	}
	return v
}

func newCell(c *rates.Cell) cell {
	link := func(n int, outcome imr.Outcome) view.Link {
		l := view.Link{Text: view.Thousands(n)}
		if n > 0 {
			l.URL = c.SearchOf(string(outcome))
		}
		return l
	}
	v := cell{
		Items: view.Link{Text: view.Thousands(c.Items), URL: c.Search}, Letters: view.Thousands(c.Letters),
		Overturned: link(c.Overturned, imr.Overturned), Modified: link(c.Modified, imr.Modified),
		Upheld: link(c.Upheld, imr.Upheld), Unknown: link(c.Unknown, imr.UnknownOutcome),
	}
	v.Decided.Text = view.Thousands(c.Decided)
	if c.Decided == c.Items {
		v.Decided.URL = c.Search
	} else {
		v.Rest = &view.Link{Text: view.Plural(c.Items, "item"), URL: c.Search}
	}
	if c.Rate == nil {
		return v
	}
	v.Rate, v.Interval, v.Small = view.Percent(*c.Rate), interval(c), c.Small
	thousandths := func(share float64) int { return int(1000*share + 0.5) }
	v.Bar = &bar{W: thousandths(*c.Rate), Low: thousandths(c.Interval[0]), High: thousandths(c.Interval[1])}
	v.Bar.Length = v.Bar.High - v.Bar.Low
	if !c.Small {
		v.Shade = int(10**c.Rate + 0.5)
	}
	return v
}

// newMatrix sets the pairs of values in rows and columns; a pair that no item
// has is an empty cell.
func newMatrix(t *rates.Table) *matrix {
	v := &matrix{Row: t.By.Label, Column: t.By2.Label}
	columns := t.Columns[:min(len(t.Columns), pageColumns)]
	rows := t.Rows[:min(len(t.Rows), pageRows)]
	if len(columns) < len(t.Columns) || len(rows) < len(t.Rows) {
		v.More = fmt.Sprintf("%d of %d rows and %d of %d columns", len(rows), len(t.Rows), len(columns), len(t.Columns))
	}
	matrixCell := func(c *rates.Cell, column string) cell {
		out := newCell(c)
		out.Letters, out.Column = view.Plural(c.Letters, "letter"), column
		return out
	}
	at := map[[2]string]*rates.Cell{}
	for i := range t.Cells {
		r := &t.Cells[i]
		at[[2]string{r.Values[0], r.Values[1]}] = &r.Cell
	}
	for i := range columns {
		v.Columns = append(v.Columns, columns[i].Labels[0])
		v.Totals = append(v.Totals, matrixCell(&columns[i].Cell, columns[i].Labels[0]))
	}
	v.Totals = append(v.Totals, matrixCell(&t.Total.Cell, "All"))
	for i := range rows {
		line := matrixRow{Label: rows[i].Labels[0]}
		for k := range columns {
			c := at[[2]string{rows[i].Values[0], columns[k].Values[0]}]
			if c == nil {
				c = &rates.Cell{}
			}
			line.Cells = append(line.Cells, matrixCell(c, columns[k].Labels[0]))
		}
		line.Cells = append(line.Cells, matrixCell(&rows[i].Cell, "All"))
		v.Rows = append(v.Rows, line)
	}
	return v
}
