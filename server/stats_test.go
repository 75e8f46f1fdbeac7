package server_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/rates"
	"imrsearch/parser/imr"
)

// TestRatesAreThoseOfTheSearch: in 300 random states of the page of rates, the
// search that a cell's link leads to has the cell's totals, in the JSON of the
// API, and the spreadsheet has the same numbers.
func TestRatesAreThoseOfTheSearch(t *testing.T) {
	docs, ask := over(t, 50)
	chance := rand.New(rand.NewPCG(13, 3))
	pick := func(list []string) string { return list[chance.IntN(len(list))] }
	names := index.StatsNames()
	queries := []string{"", "", "norco", "norco upheld", "how often is physical therapy overturned", "pain", "mri", "denied women", "outcome:overturned pain", "pain AND knee", "age:>40", "-norco", "surgery % knee"}
	values := map[string][]string{"sex": {"male", "female", index.NotStated}, "decided": {"2014", "2015", "2016", "<2016-07", index.NotStated}, "age": {"40..49", ">=52", "33..61"}, "outcome": {"upheld", "overturned"}, "waited": {"0..30", "31..60", index.NotStated}}
	states, cells := 0, 0
	for range 900 {
		v := url.Values{"q": {pick(queries)}, "by": {pick(names)}}
		if v.Get("by") == "outcome" {
			continue
		}
		for name, list := range values {
			if chance.IntN(5) == 0 {
				v.Add(name, pick(list))
			}
		}
		switch chance.IntN(4) {
		case 0:
			if by2 := pick(names); by2 != v.Get("by") && by2 != "outcome" {
				v.Set("by2", by2)
			}
		case 1:
			v.Set("vs", pick(queries))
		}
		w := ask("/api/v1/stats?"+v.Encode(), "application/json")
		var table rates.Table
		if err := json.Unmarshal(w.Body.Bytes(), &table); err != nil || w.Code != 200 {
			if w.Code == 400 && strings.Contains(w.Body.String(), "no value") {
				continue
			}
			t.Fatalf("%s: %d, %v: %s", v.Encode(), w.Code, err, w.Body)
		}
		if table.Total.Items == 0 {
			continue
		}
		states++
		sheet, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask("/stats.csv?"+v.Encode(), "*/*").Body.String(), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		list := table.Rows
		if table.By2 != nil {
			list = table.Cells
		}
		if len(sheet) != len(list)+2 {
			t.Errorf("%s: %d rows in the spreadsheet, %d in JSON", v.Encode(), len(sheet), len(list))
			continue
		}
		rows := []rates.Row{table.Total}
		if len(list) > 0 {
			at := chance.IntN(len(list))
			rows = append(rows, list[at])
			if got := sheet[at+2][len(list[at].Values)]; got != strconv.Itoa(list[at].Items) {
				t.Errorf("%s: %s items in the spreadsheet, %d in JSON", v.Encode(), got, list[at].Items)
			}
		}
		for _, r := range rows {
			for _, c := range []*rates.Cell{&r.Cell, r.Versus} {
				if c == nil || c.Items == 0 {
					continue
				}
				cells++
				checkCell(t, ask("/api/v1/search"+strings.TrimPrefix(c.Search, "/")+"&limit=0", "application/json").Body.Bytes(), fmt.Sprint(v.Encode(), r.Values), c)
			}
		}
		if states == 300 {
			break
		}
	}
	if states < 300 || len(docs) == 0 {
		t.Errorf("only %d states with items", states)
	}
	t.Logf("%d states, %d cells", states, cells)
}

func checkCell(t *testing.T, answer []byte, state string, c *rates.Cell) {
	t.Helper()
	var res index.Result
	if err := json.Unmarshal(answer, &res); err != nil {
		t.Fatal(err)
	}
	o := res.Total.Outcomes
	if res.Total.Items != c.Items || res.Total.Letters != c.Letters || o[imr.Overturned] != c.Overturned || o[imr.Modified] != c.Modified || o[imr.Upheld] != c.Upheld || o[imr.UnknownOutcome] != c.Unknown {
		t.Errorf("%s: %+v, %s has %+v", state, c, c.Search, res.Total)
	}
}

// TestRatesPage: the page says what the JSON says, its links find what they
// say, and what cannot be is said in the form.
func TestRatesPage(t *testing.T) {
	_, ask := over(t, 120)
	for path, want := range map[string][]string{
		"/stats":                                      {"Decision year", "95% interval", `class="rate-bar"`, "Korn and Graubard", `aria-current="page">Rates`},
		"/stats?q=pain&by=specialty":                  {"an item with several values stands in several rows"},
		"/stats?q=pain&by=sex&by2=class":              {"rate-matrix"},
		"/stats?q=pain&by=sex&vs=norco":               {"Side by side", "Items in both", "Second: Items that request"},
		"/stats?by=sex&change=formulary-2018":         {"Before January 1, 2018", "8 CCR 9792.27.1", `name="change" value="formulary-2018"`},
		"/stats?q=pain&by=sex&outcome=upheld":         {"The filter outcome=upheld was left out", "Outcome: Upheld"},
		"/stats?q=%3Cb%3E&by=sex":                     {`value="&lt;b&gt;"`},
		"/stats?q=zzunicorn&by=sex":                   {"0 items in 0 letters"},
		"/?q=norco":                                   {`href="/stats?by=decided&amp;q=norco"`, `href="/stats?by=class&amp;q=norco"`},
		"/?q=norco&sex=male&scope=requested&sort=age": {`href="/stats?by=sex&amp;q=norco&amp;sex=male"`},
	} {
		w := ask(path, "text/html")
		body := w.Body.String()
		if w.Code != 200 {
			t.Errorf("%s: %d", path, w.Code)
		}
		for _, text := range want {
			if !strings.Contains(body, text) {
				t.Errorf("%s: no %s in\n%.3000s", path, text, between(body, "<main", "</main>"))
			}
		}
	}
	for path, want := range map[string]string{
		"/stats?by=colour":            "is no facet",
		"/stats?by=outcome&q=norco":   "Outcome is what a rate counts",
		"/stats?by=sex&q=(norco+AND":  `value="(norco AND"`,
		"/stats?by=sex&by2=age&vs=mm": "two searches are compared by one field",
	} {
		w := ask(path, "text/html")
		if w.Code != 400 || !strings.Contains(strings.ToLower(w.Body.String()), strings.ToLower(want)) || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d, no %q", path, w.Code, want)
		}
	}
	if w := ask("/stats.json?by=colour", "application/json"); w.Code != 400 || !strings.Contains(w.Body.String(), `"param":"by"`) {
		t.Errorf("as JSON: %d %s", w.Code, w.Body)
	}
}
