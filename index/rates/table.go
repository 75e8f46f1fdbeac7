package rates

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/index/estimate"
)

// A Table is rates with what is needed to judge them. Its JSON is the API's.
// Where Partial is set, the time limit cut the work: counts of Total are lower
// bounds, and there are no rows and no rates.
type Table struct {
	Query   index.Reading  `json:"query"` // as it was counted
	Versus  *index.Reading `json:"versus,omitempty"`
	Change  *Change        `json:"change,omitempty"`
	By      *Field         `json:"by,omitempty"`
	By2     *Field         `json:"by2,omitempty"`
	Counted string         `json:"counted"` // which items the rates stand on
	Total   Row            `json:"total"`
	Rows    []Row          `json:"rows"`              // by the first field
	Columns []Row          `json:"columns,omitempty"` // by the second field alone
	Cells   []Row          `json:"cells,omitempty"`   // by both, those with an item
	// Definition and Method say what the numbers are.
	Definition string  `json:"definition"`
	Method     string  `json:"method"`
	Generation int     `json:"generation"`
	Partial    bool    `json:"partial"`
	TookMS     float64 `json:"took_ms"`
}

// A Field is what a table counts by.
type Field struct {
	Name  string `json:"field"`
	Label string `json:"label"`
	// Overlaps says that items have several values and stand in several rows,
	// which add up to more than the total.
	Overlaps bool `json:"overlaps"`
	// Chosen says that the search itself chooses values of the field, and only
	// those have rows.
	Chosen bool `json:"chosen,omitempty"`
}

// A Row is a cell, or two to be compared. Values are those of filters, Labels
// what people read; of the total there are none.
type Row struct {
	Values []string `json:"values,omitempty"`
	Labels []string `json:"labels,omitempty"`
	Cell
	Versus     *Cell       `json:"versus,omitempty"`
	Difference *Difference `json:"difference,omitempty"`
	Both       *int        `json:"both,omitempty"` // items of both searches
}

// A Cell counts items by outcome, and letters. Rate and Interval are missing
// where no item was decided.
type Cell struct {
	Items      int           `json:"items"`
	Letters    int           `json:"letters"`
	Overturned int           `json:"overturned"`
	Modified   int           `json:"modified"`
	Upheld     int           `json:"upheld"`
	Unknown    int           `json:"unknown"`
	Decided    int           `json:"decided"` // overturned, modified and upheld
	Rate       *float64      `json:"rate,omitempty"`
	Interval   *[2]float64   `json:"interval,omitempty"` // 95 %, by letters
	Small      bool          `json:"small,omitempty"`    // fewer than estimate.Small letters with a decided item
	Search     string        `json:"search,omitempty"`   // finds exactly these items; none where there are none
	request    index.Request // the same
}

// A Difference is the first rate less that of Versus, in shares.
type Difference struct {
	Value    float64    `json:"value"`
	Interval [2]float64 `json:"interval"` // 95 %, by letters
	// ExcludesZero says that the interval does: the rates differ beyond what
	// chance does in 95 of 100 samples.
	ExcludesZero bool `json:"excludes_zero"`
}

// Method says how intervals are made, for people.
var Method = fmt.Sprintf("95%% interval by letters: the items of a letter were decided together and are not independent, so the variance is that of a ratio over letters (Cochran 1977); what it says is turned into a number of independent items for the exact interval (Korn and Graubard 1998). "+
	"Cells of fewer than %d letters are grey: their rate is mostly chance.", estimate.Small)

// definition says what a rate is.
const definition = "Rate: items overturned, of those decided (overturned, modified or upheld). Items found necessary in part are modified and stand in their own column; items without a stated outcome are left out of the rate."

// Of makes the table that r asks for. Errors are those of a search.
func Of(ctx context.Context, s index.Searcher, r *Request) (*Table, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	sides, err := r.sides()
	if err != nil {
		return nil, err
	}
	req := &index.StatsRequest{Sides: sides}
	for _, name := range []string{r.By, r.By2} {
		if name != "" {
			req.By = append(req.By, name)
		}
	}
	stats, err := s.Stats(ctx, req)
	if err != nil {
		return nil, err
	}
	var fields []*index.Field
	for _, name := range req.By {
		f, _ := index.FieldNamed(name)
		fields = append(fields, f)
	}
	return newTable(r, stats, fields), nil
}

func newTable(r *Request, stats *index.Stats, fields []*index.Field) *Table {
	t := &Table{
		Query: stats.Queries[0], Counted: counted(stats.Rated[0], &stats.Queries[0]), Rows: []Row{},
		Definition: definition, Method: Method,
		Generation: stats.Generation, Partial: stats.Partial, TookMS: stats.TookMS,
	}
	if len(stats.Queries) > 1 {
		t.Versus = &stats.Queries[1]
		if second := counted(stats.Rated[1], t.Versus); second != t.Counted {
			t.Counted = "First: " + t.Counted + " Second: " + second
		}
	}
	if c, ok := changeNamed(r.Change); ok {
		t.Change = &c
	}
	t.Total, _ = newRow(stats, nil, stats.Total)
	if t.Partial {
		t.Total.withoutRates()
		return t
	}
	for i, f := range fields {
		about := &Field{Name: f.Name, Label: f.Label}
		var rows []Row
		sum := 0
		for _, c := range stats.By[i] {
			row, ok := newRow(stats, fields[i:i+1], c)
			sum += c.Sides[0].Items
			if ok {
				rows = append(rows, row)
			} else {
				about.Chosen = true
			}
		}
		about.Overlaps = sum > stats.Total.Sides[0].Items
		order(rows, f, r.Order)
		if i == 0 {
			t.By, t.Rows = about, append(t.Rows, rows...)
		} else {
			t.By2, t.Columns = about, rows
		}
	}
	for _, c := range stats.Crossed {
		if row, ok := newRow(stats, fields, c); ok {
			t.Cells = append(t.Cells, row)
		}
	}
	return t
}

// counted says which items a rate stands on.
func counted(rated *index.Request, reading *index.Reading) string {
	switch {
	case rated.Scope == index.ScopeRequested:
		what := "the treatment named"
		for _, u := range reading.Understood {
			if u.Kind == "treatment" {
				what = u.Label
			}
		}
		return "Items that request " + what + ", whatever else the query says."
	case rated.Query == "":
		return "All items."
	}
	return "Items that match the whole query, all its words."
}

// newRow returns the row of what was counted; ok is false where it has values
// that the search leaves out by its own choice in their field.
func newRow(stats *index.Stats, fields []*index.Field, c index.StatsCell) (row Row, ok bool) {
	for i, v := range c.Values {
		value, label := v, fields[i].BucketLabel(v)
		if v == index.NoValue {
			value, label = index.NotStated, "Not stated"
		}
		row.Values, row.Labels = append(row.Values, value), append(row.Labels, label)
	}
	row.Cell, ok = newCell(stats.Rated[0], fields, c.Values, c.Sides[0])
	if len(c.Sides) < 2 {
		return row, ok
	}
	versus, ok2 := newCell(stats.Rated[1], fields, c.Values, c.Sides[1])
	row.Versus, row.Both = &versus, &c.Both.Items
	if row.Rate != nil && versus.Rate != nil {
		d := estimate.Less(c.Sides[0].Decided, c.Sides[1].Decided, c.Both.Decided)
		row.Difference = &Difference{Value: d.Value, Interval: [2]float64{d.Low, d.High}, ExcludesZero: d.Excludes()}
	}
	return row, ok || ok2
}

func newCell(base *index.Request, fields []*index.Field, values []string, t index.Tally) (c Cell, ok bool) {
	c = Cell{Items: t.Items, Letters: t.Letters, Overturned: t.Overturned, Modified: t.Modified, Upheld: t.Upheld, Unknown: t.Unknown, Decided: t.Decided.Items}
	if c.Decided > 0 {
		rate, i := t.Decided.Rate(), t.Decided.Interval()
		c.Rate, c.Interval, c.Small = &rate, &[2]float64{i.Low, i.High}, t.Decided.IsSmall()
	}
	if c.request, ok = address(base, fields, values); ok && c.Items > 0 {
		c.Search = searchAt(&c.request)
	}
	return c, ok
}

// searchAt returns the address of a search.
func searchAt(r *index.Request) string {
	v := r.Values()
	if len(v) == 0 {
		return "/?q="
	}
	return "/?" + v.Encode()
}

// SearchOf returns the address of the search that finds the items of a cell
// with an outcome; "" for a cell without items.
func (c *Cell) SearchOf(outcome string) string {
	if c.Search == "" {
		return ""
	}
	r := c.request
	r.Filters = append(slices.Clone(r.Filters), index.Filter{Field: "outcome", Value: outcome})
	return searchAt(&r)
}

// withoutRates leaves of a partial result what may be shown.
func (r *Row) withoutRates() {
	r.Difference = nil
	for _, c := range []*Cell{&r.Cell, r.Versus} {
		if c != nil {
			c.Rate, c.Interval, c.Small = nil, nil, false
		}
	}
}

// order sorts rows by a field; those of items without a value come last.
func order(rows []Row, f *index.Field, by Order) {
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(
			cmpBool(a.Values[0] == index.NotStated, b.Values[0] == index.NotStated),
			compare(&a, &b, f, by),
			f.CompareBuckets(a.Values[0], b.Values[0]),
		)
	})
}

func compare(a, b *Row, f *index.Field, by Order) int {
	switch by {
	case ByName:
		return cmp.Compare(a.Labels[0], b.Labels[0])
	case ByRate:
		return cmp.Or(
			cmpBool(a.Rate == nil, b.Rate == nil),
			cmpBool(a.Small, b.Small),
			-cmp.Compare(valueOf(a.Rate), valueOf(b.Rate)),
			-cmp.Compare(a.Items, b.Items),
		)
	case ByItems:
	default:
		if f.Order != nil || f.Bands != index.NoBands {
			return 0
		}
	}
	return -cmp.Compare(items(a), items(b))
}

// items counts the items of a row, on both sides.
func items(r *Row) int {
	if r.Versus != nil {
		return r.Items + r.Versus.Items
	}
	return r.Items
}

func valueOf(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
