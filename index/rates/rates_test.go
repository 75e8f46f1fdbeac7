package rates

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/parser/imr"
)

// queries are asked in random states.
var queries = []string{
	"", "", "norco", "norco overturned", "how often is norco overturned?", "physical therapy", "mri denied", "denied women", "pain",
	"outcome:upheld spasm", "spasm AND outcome:overturned", "injection % norco", "opioid! /s pain", "women 2016", "items:>=2", "-pain",
	"acupuncture for women", "low back surgery", `"low back"`, "case_outcome:partial pain", "(spasm OR outcome:upheld)", "age:30..52", "decided:2015..2016",
}

// A drawer draws states of the page of rates.
type drawer struct {
	*rand.Rand
	values map[string][]string
}

func newDrawer(docs []*index.Document) *drawer {
	d := &drawer{rand.New(rand.NewPCG(13, 2)), map[string][]string{}}
	for _, doc := range docs {
		for _, det := range doc.Determinations() {
			for _, name := range index.StatsNames() {
				f, _ := index.FieldNamed(name)
				if f.Values != nil {
					d.values[name] = append(d.values[name], f.Values(&det)...)
					continue
				}
				for _, n := range f.Numbers(&det) {
					d.values[name] = append(d.values[name], f.Band(n))
				}
			}
		}
	}
	for _, name := range []string{"decided", "injured", "denied"} {
		d.values[name] = append(d.values[name], "2015-03..2016-02", "<2016-07-28", ">=2015-11", "2016-03")
	}
	d.values["age"] = append(d.values["age"], "35..44", ">=52", "<41")
	d.values["waited"] = append(d.values["waited"], "20..50", ">33")
	return d
}

func (d *drawer) pick(list []string) string { return list[d.IntN(len(list))] }

func (d *drawer) state() url.Values {
	v := url.Values{"q": {d.pick(queries)}}
	names := index.StatsNames()
	for range d.IntN(3) {
		name := d.pick(names)
		for range 1 + d.IntN(2) {
			value := index.NotStated
			if list := d.values[name]; len(list) > 0 && d.IntN(8) > 0 {
				value = d.pick(list)
			}
			v.Add(name, value)
		}
	}
	if d.IntN(10) > 0 {
		v.Set("by", d.pick(names))
		for name := range v { // what is chosen is counted by, too
			if f, ok := index.FieldNamed(name); ok && f.Name != "outcome" && d.IntN(2) == 0 {
				v.Set("by", name)
			}
		}
	}
	switch d.IntN(4) {
	case 0:
		v.Set("by2", d.pick(names))
	case 1:
		v.Set("vs", d.pick(queries))
	case 2:
		v.Set("change", d.pick(changeNames()))
	}
	if d.IntN(2) == 0 {
		v.Set("sort", d.pick(Orders))
	}
	if d.IntN(4) == 0 {
		v.Set("match", d.pick([]string{"most", "all"}))
		v.Set("scope", "all")
	}
	return v
}

// TestRecount: in 300 random states, the search that a cell leads to finds as
// many items and letters as the cell says, by outcome, and a recount of the
// hits gives the same.
func TestRecount(t *testing.T) {
	docs := indextest.BenchDocuments(120)
	scan := indextest.NewScan(docs)
	d := newDrawer(docs)
	states, cells := 0, 0
	for range 600 {
		v := d.state()
		r, err := RequestFrom(v)
		if err != nil {
			continue
		}
		table, err := Of(t.Context(), scan, r)
		if err != nil {
			if !strings.Contains(err.Error(), "there is no value") && !strings.Contains(err.Error(), "one side of") && !strings.Contains(err.Error(), "cannot be crossed") {
				t.Errorf("%s: %v", v.Encode(), err)
			}
			continue
		}
		rows := []Row{table.Total}
		for _, list := range [][]Row{table.Rows, table.Columns, table.Cells} {
			d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			rows = append(rows, list[:min(len(list), 3)]...)
		}
		found := false
		for _, row := range rows {
			for _, c := range []*Cell{&row.Cell, row.Versus} {
				if c == nil || c.Items == 0 {
					continue
				}
				found = true
				cells++
				recount(t, scan, fmt.Sprintf("%s %v", v.Encode(), row.Values), c)
			}
		}
		if !found {
			continue
		}
		if states++; states == 300 {
			break
		}
	}
	if states < 300 {
		t.Errorf("only %d states with items were drawn", states)
	}
	t.Logf("%d states, %d cells", states, cells)
}

func recount(t *testing.T, s index.Searcher, state string, c *Cell) {
	t.Helper()
	find := func(address string) *index.Result {
		t.Helper()
		_, query, _ := strings.Cut(address, "?")
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		req, err := index.RequestFrom(v)
		if err != nil {
			t.Fatalf("%s leads to %s: %v", state, address, err)
		}
		req.Limit, req.Snippets = index.NoLimit, -1
		res, err := s.Search(context.Background(), req)
		if err != nil {
			t.Fatalf("%s leads to %s: %v", state, address, err)
		}
		return res
	}
	res := find(c.Search)
	counts, letters := map[imr.Outcome]int{}, map[string]bool{}
	for _, h := range res.Hits {
		counts[h.Outcome]++
		letters[h.Letter] = true
	}
	got := Cell{Items: len(res.Hits), Letters: len(letters), Overturned: counts[imr.Overturned], Modified: counts[imr.Modified], Upheld: counts[imr.Upheld], Unknown: counts[imr.UnknownOutcome]}
	want := Cell{Items: c.Items, Letters: c.Letters, Overturned: c.Overturned, Modified: c.Modified, Upheld: c.Upheld, Unknown: c.Unknown}
	if !reflect.DeepEqual(got, want) || res.Total.Items != c.Items || res.Total.Letters != c.Letters {
		t.Errorf("%s: %+v, but %s finds %+v", state, want, c.Search, got)
	}
	if c.Decided != c.Overturned+c.Modified+c.Upheld || c.Items != c.Decided+c.Unknown || (c.Rate == nil) != (c.Decided == 0) {
		t.Errorf("%s: %+v does not add up", state, c)
	}
	if c.Rate != nil && *c.Rate != float64(c.Overturned)/float64(c.Decided) {
		t.Errorf("%s: rate %v of %+v", state, *c.Rate, c)
	}
	if n := find(c.SearchOf("overturned")).Total.Items; n != c.Overturned {
		t.Errorf("%s: %d overturned, but %s finds %d", state, c.Overturned, c.SearchOf("overturned"), n)
	}
}

// TestRowsAddUp: the rows of a field with one value an item add up to the
// total, with those that do not state one.
func TestRowsAddUp(t *testing.T) {
	docs := indextest.BenchDocuments(120)
	scan := indextest.NewScan(docs)
	overlapping := 0
	for _, name := range index.StatsNames() {
		if name == "outcome" {
			continue
		}
		table, err := Of(t.Context(), scan, &Request{By: name})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, r := range table.Rows {
			sum += r.Items
		}
		if table.By.Overlaps != (sum > table.Total.Items) || sum < table.Total.Items {
			t.Errorf("%s: rows add up to %d of %d, overlaps %v", name, sum, table.Total.Items, table.By.Overlaps)
		}
		if table.By.Overlaps {
			overlapping++
		}
	}
	if overlapping == 0 {
		t.Error("no field overlaps: the letters show little")
	}
}

// TestOutcomeIsLeftOut: an outcome in query or filter changes no number.
func TestOutcomeIsLeftOut(t *testing.T) {
	scan := indextest.NewScan(indextest.BenchDocuments(120))
	table := func(q string, filters ...index.Filter) *Table {
		t.Helper()
		out, err := Of(t.Context(), scan, &Request{Search: index.Request{Query: q, Filters: filters}, By: "sex"})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want := table("norco")
	for _, got := range []*Table{table("norco overturned"), table("norco outcome:upheld"), table("norco", index.Filter{Field: "outcome", Value: "upheld"})} {
		if !reflect.DeepEqual(want.Rows, got.Rows) && !sameCounts(want, got) {
			t.Errorf("%q: %+v, want %+v", got.Query.Text, got.Rows, want.Rows)
		}
	}
	if got := table("norco", index.Filter{Field: "outcome", Value: "upheld"}); len(got.Query.Warnings) == 0 {
		t.Error("nothing says that the filter was left out")
	}
}

func sameCounts(a, b *Table) bool {
	return slices.EqualFunc(a.Rows, b.Rows, func(a, b Row) bool {
		return a.Items == b.Items && a.Overturned == b.Overturned && a.Upheld == b.Upheld && a.Letters == b.Letters && *a.Interval == *b.Interval
	})
}

func TestRequestErrors(t *testing.T) {
	for address, want := range map[string]string{
		"by=outcome":                          "by: outcome is what a rate counts",
		"by=colour":                           `by: "colour" is no facet`,
		"by2=sex":                             "by2: needs a first field",
		"by=sex&by2=sex":                      "by2: sex cannot be crossed with itself",
		"by=sex&by2=age&vs=norco":             "by2: two searches are compared by one field",
		"by=sex&by=age":                       "by: is given more than once",
		"by=sex&sort=size":                    `sort: there is no order by "size"`,
		"change=ancient":                      `change: there is no change "ancient"`,
		"change=acoem-2017&vs=norco":          "change: compares two times",
		"change=acoem-2017&decided=2014":      "change: the chosen years of decision are all on one side",
		"by=tag":                              "by: there are no rates by tag",
		"by=sex&age=old":                      "age: ",
		"q=" + url.QueryEscape(`norco AND (`): "",
	} {
		v, err := url.ParseQuery(address)
		if err != nil {
			t.Fatal(err)
		}
		r, err := RequestFrom(v)
		if err == nil {
			_, err = Of(t.Context(), indextest.NewScan(indextest.BenchDocuments(3)), r)
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", address, err, want)
		}
	}
}

// TestAddress: a request is read from its own address.
func TestAddress(t *testing.T) {
	d := newDrawer(indextest.BenchDocuments(30))
	for range 200 {
		r, err := RequestFrom(d.state())
		if err != nil {
			continue
		}
		again, err := RequestFrom(r.Values())
		if err != nil || again.Values().Encode() != r.Values().Encode() {
			t.Errorf("%s reads as %v, %v", r.Values().Encode(), again, err)
		}
	}
	for _, name := range own {
		if f, ok := index.FieldNamed(name); ok {
			t.Errorf("the parameter %s is the field %s, too", name, f.Name)
		}
	}
}

func TestNarrowed(t *testing.T) {
	tests := []struct{ field, chosen, value, want string }{
		{"decided", "", "2016", "2016"},
		{"decided", "2016", "2016", "2016"},
		{"decided", "2016-03", "2016", "2016-03"},
		{"decided", "<2018-01-01", "2017", "2017"},
		{"decided", "<2017-06-15", "2017", "2017-01-01..2017-06-14"},
		{"decided", "<2017-03-01", "2017", "2017-01-01..2017-02-28"},
		{"decided", ">2016-12-31", "2017", "2017"},
		{"decided", ">2017-04-30", "2017", "2017-05-01..2017-12-31"},
		{"decided", "2016", "2017", ""},
		{"decided", "not stated", "2017", ""},
		{"decided", "not stated", "", "not stated"},
		{"age", "45..62", "40..49", "45..49"},
		{"age", "45..62", "50..59", "50..59"},
		{"age", ">=55", "50..59", "55..59"},
		{"waited", "<=200", "181..", "181..200"},
		{"waited", ">=100", "181..", "181.."},
		{"sex", "female", "male", ""},
		{"sex", "Female", "female", "female"},
		{"dose", "50mg", "50 mg", "50 mg"},
	}
	for _, tt := range tests {
		f, _ := index.FieldNamed(tt.field)
		var filters []index.Filter
		if tt.chosen != "" {
			filters = append(filters, index.Filter{Field: tt.field, Value: tt.chosen})
		}
		got, ok := narrowed(append(filters, index.Filter{Field: "layout", Value: "E"}), f, tt.value)
		want := []index.Filter{{Field: "layout", Value: "E"}, {Field: tt.field, Value: tt.want}}
		if ok != (tt.want != "") || ok && !slices.Equal(got, want) {
			t.Errorf("%s: %s of %s = %v, %v, want %s", tt.field, tt.value, tt.chosen, got, ok, tt.want)
		}
	}
}

// TestPartial: a table that was cut shows no rate.
func TestPartial(t *testing.T) {
	scan := indextest.NewScan(indextest.BenchDocuments(30))
	table, err := Of(t.Context(), cut{scan}, &Request{By: "sex"})
	if err != nil || !table.Partial || table.Total.Rate != nil || table.Total.Interval != nil || len(table.Rows) > 0 || table.Total.Items == 0 {
		t.Errorf("%+v, %v", table, err)
	}
}

// A cut is a searcher whose time limit ends every count.
type cut struct{ index.Searcher }

func (c cut) Stats(ctx context.Context, req *index.StatsRequest) (*index.Stats, error) {
	out, err := c.Searcher.Stats(ctx, req)
	if out != nil {
		out.Partial = true
	}
	return out, err
}

func TestOrder(t *testing.T) {
	scan := indextest.NewScan(indextest.BenchDocuments(120))
	for order, falls := range map[Order]func(a, b *Row) bool{
		ByItems: func(a, b *Row) bool { return a.Items >= b.Items },
		ByRate: func(a, b *Row) bool {
			return !a.Small && b.Small || a.Small == b.Small && valueOf(a.Rate) >= valueOf(b.Rate)
		},
		ByName: func(a, b *Row) bool { return a.Labels[0] <= b.Labels[0] },
	} {
		table, err := Of(t.Context(), scan, &Request{By: "body", Order: order})
		if err != nil {
			t.Fatal(err)
		}
		rows := slices.DeleteFunc(table.Rows, func(r Row) bool { return r.Values[0] == index.NotStated })
		if len(rows) < 5 {
			t.Fatalf("only %d rows", len(rows))
		}
		for i := range rows[1:] {
			if !falls(&rows[i], &rows[i+1]) {
				t.Errorf("by %s: %v before %v", order, rows[i].Labels, rows[i+1].Labels)
			}
		}
	}
}

// TestCSV: the table for a spreadsheet has as many cells in every row, its mark,
// and the numbers of the table.
func TestCSV(t *testing.T) {
	scan := indextest.NewScan(indextest.BenchDocuments(60))
	for _, r := range []*Request{{By: "sex"}, {By: "sex", By2: "class"}, {By: "sex", Versus: "pain"}, {}} {
		table, err := Of(t.Context(), scan, r)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := table.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		rest, marked := strings.CutPrefix(b.String(), "\ufeff")
		rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
		want := 2 + len(table.Rows)
		if r.By2 != "" {
			want = 2 + len(table.Cells)
		}
		if err != nil || !marked || len(rows) != want {
			t.Errorf("%+v: %d rows, want %d, %v", r, len(rows), want, err)
		}
		if _, err := json.Marshal(table); err != nil {
			t.Error(err)
		}
	}
}
