package view

import (
	"imrsearch/index"
	"imrsearch/index/export"
)

// exportURL is where exports are.
const exportURL = "/export"

// An ExportMenu is the menu of a list by which it is written as a file: all of
// it, or the items whose boxes are checked. Boxes name the form by their
// attribute form.
type ExportMenu struct {
	Keep    []HiddenField // what the form carries along
	Formats []Option
	All     string // "All 12 items"
	Columns string // address of the page on which columns are chosen
	JSON    string // address of the list as the API gives it; "" for none
	Boxes   bool   // the items have boxes
}

// formats are the forms of exports.
func formats() []Option {
	var out []Option
	for _, f := range export.Formats {
		out = append(out, Option{Value: f.Name, Label: f.Label})
	}
	return out
}

// newExportMenu returns the menu of a search; nil where nothing was found.
func newExportMenu(a Address, res *index.Result) *ExportMenu {
	if res.Total.Items == 0 {
		return nil
	}
	a = exported(a)
	return &ExportMenu{Keep: a.hidden(), Formats: formats(), All: all(listed(&res.Total)), Columns: a.URL(exportURL), Boxes: true}
}

// exported is the search of an address, whichever page of it is shown.
func exported(a Address) Address {
	return a.First().With("limit", "").With("explain", "").With("view", "")
}

// NewExportMenu returns the menu of a list that is no search: of these items,
// in their order. It returns nil for none.
func NewExportMenu(ids []string) *ExportMenu {
	if len(ids) == 0 {
		return nil
	}
	a := Address{"id": ids}
	return &ExportMenu{Keep: a.hidden(), Formats: formats(), All: all(len(ids)), Columns: a.URL(exportURL)}
}

// all says how many items a list has.
func all(n int) string {
	if n == 1 {
		return "The one item"
	}
	return "All " + Thousands(n) + " items"
}

// An ExportPage is the choice of format and columns for an export.
type ExportPage struct {
	Layout
	Count   string
	Of      string // the query, "" where items were chosen one by one
	Keep    []HiddenField
	Formats []Option
	Columns []ExportColumn
}

// An ExportColumn is a column that can be chosen.
type ExportColumn struct {
	Name, Label, Help string
	Chosen            bool
}

// NewExportPage lets format and columns be chosen for the export of a search,
// or of the items with these ids.
func NewExportPage(a Address, res *index.Result, ids []string) *ExportPage {
	a = exported(a)
	p := &ExportPage{Layout: NewLayout("export", "Export", a.Query()), Formats: formats()}
	p.Count, p.Of = count(res.Total.Items, "item", "items")+" in "+count(res.Total.Letters, "letter", "letters"), a.Query()
	if n := listed(&res.Total); n < res.Total.Items {
		p.Count = count(n, "item", "items") + " of a folded list of " + p.Count
	}
	p.Back = &Link{"Back to the list", a.URL("/")}
	if len(ids) > 0 {
		p.Count, p.Of = count(len(ids), "chosen item", "chosen items"), ""
		a["id"] = ids
	}
	p.Keep = a.hidden()
	for _, c := range export.Columns() {
		p.Columns = append(p.Columns, ExportColumn{Name: c.Name, Label: c.Label, Help: c.Help, Chosen: c.Default})
	}
	return p
}
