package export

import (
	"io"
	"strings"

	"imrsearch/index"
	"imrsearch/index/cite"
)

// A Format is a form in which a table is written.
type Format struct {
	Name      string // as flags and addresses give it
	Label     string // for people
	MediaType string
	Ext       string // of files
	// Binary forms are not for a terminal.
	Binary bool
	// Columned forms have the columns that are asked for; the others have a
	// content of their own.
	Columned bool
	// Says tells that a file which was cut says so at its end. Of other forms a
	// cut file cannot be read at all.
	Says bool
	// MaxRows is how many rows the form holds; 0 means any number.
	MaxRows int

	open func(w io.Writer, o *Options, res *index.Result) (table, error)
}

// Formats are the forms, the default first.
var Formats = []*Format{
	{Name: "csv", Ext: ".csv", Label: "CSV", MediaType: "text/csv; charset=utf-8", Columned: true, Says: true, open: openCSV},
	{Name: "xlsx", Ext: ".xlsx", Label: "Excel (XLSX)", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		Binary: true, Columned: true, Says: true, MaxRows: sheetRows, open: openXLSX},
	{Name: "jsonl", Ext: ".jsonl", Label: "JSON Lines", MediaType: "application/jsonl; charset=utf-8", Columned: true, Says: true, open: openJSONL},
	{Name: "md", Ext: ".md", Label: "Markdown table", MediaType: "text/markdown; charset=utf-8", Columned: true, Says: true, open: openMarkdown},
	{Name: "parquet", Ext: ".parquet", Label: "Parquet", MediaType: "application/vnd.apache.parquet", Binary: true, Columned: true, open: openParquet},
	{Name: "ris", Ext: ".ris", Label: "RIS (Zotero, EndNote)", MediaType: cite.RISType + "; charset=utf-8", Says: true, open: openRIS},
	{Name: "bibtex", Ext: ".bib", Label: "BibTeX", MediaType: cite.BibTeXType + "; charset=utf-8", Says: true, open: openBibTeX},
	{Name: "csl", Ext: ".csl.json", Label: "CSL-JSON", MediaType: cite.CSLType, Says: true, open: openCSL},
}

// FormatNamed returns the form of that name, in any case.
func FormatNamed(name string) (*Format, bool) {
	for _, f := range Formats {
		if strings.EqualFold(f.Name, name) {
			return f, true
		}
	}
	return nil, false
}

// FormatOf returns the form that the name of a file asks for by its ending.
func FormatOf(file string) (*Format, bool) {
	for _, f := range Formats {
		if strings.HasSuffix(strings.ToLower(file), f.Ext) {
			return f, true
		}
	}
	return nil, false
}

// FormatNames returns the names of all forms, the default first.
func FormatNames() []string {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = f.Name
	}
	return names
}
