package index

import (
	"encoding/csv"
	"io"
	"strconv"

	"imrsearch/parser/imr"
)

// Search returns the address of the search for the query of a row or a list of
// the answer: under the same filters and scope, with all plain words standing.
func (r *CitesRequest) Search(query string) string {
	s := r.Base()
	s.Query, s.Limit = query, DefaultLimit
	return "/?" + s.Values().Encode()
}

// citesColumns head the rows of a citation index as CSV.
var citesColumns = []string{
	"table", "path", "label", "items", "letters", "claims_administrator_only", "reviewer_only", "both", "only_one",
	"overturned", "modified", "upheld", "unknown", "query", "search",
}

// WriteCSV writes the node, its tables, what is cited besides and the ready
// lists, as a spreadsheet takes them: UTF-8 with its mark, no cell a formula.
func (c *Cites) WriteCSV(to io.Writer, req *CitesRequest) error {
	if _, err := io.WriteString(to, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true // RFC 4180
	write := func(cells ...string) {
		for i := range cells {
			cells[i] = SafeCell(cells[i])
		}
		_ = w.Write(cells) // its error is kept until the end
	}
	write(append([]string{}, citesColumns...)...)
	row := func(kind CitePlace, r *CiteRow) {
		cells := []string{string(kind), r.Path, r.Label}
		for _, n := range []int{r.Items, r.Letters, r.Claims, r.Reviews, r.Both, r.One, r.Outcome[imr.Overturned], r.Outcome[imr.Modified], r.Outcome[imr.Upheld], r.Outcome[imr.UnknownOutcome]} {
			cells = append(cells, strconv.Itoa(n))
		}
		write(append(cells, r.Query, req.Search(r.Query))...)
	}
	row(NodePlace, &c.Node)
	for _, t := range append(c.Tables[:len(c.Tables):len(c.Tables)], c.With) {
		for i := range t.Rows {
			row(t.Kind, &t.Rows[i])
		}
	}
	for _, l := range c.Lists {
		write("list", "", l.Label, strconv.Itoa(l.Items), strconv.Itoa(l.Letters), "", "", "", "", "", "", "", "", l.Query, req.Search(l.Query))
	}
	if c.Partial {
		write("# cut: the time limit was reached, the counts are lower bounds")
	}
	w.Flush()
	return w.Error()
}
