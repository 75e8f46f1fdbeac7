package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

func TestHead(t *testing.T) {
	none, some, all := 0, 3, 9
	total := func(items int, allWords *int) index.Total {
		return index.Total{Items: items, Letters: 2, AllWords: allWords}
	}
	tests := []struct {
		name    string
		req     index.Request
		res     index.Result
		count   string
		sorts   bool
		partial bool
		relaxed *Relaxed
	}{
		{"found", index.Request{Query: "knee"}, index.Result{Total: total(9, nil)}, "9 items in 2 letters", true, false, nil},
		{"nothing", index.Request{Query: "knee"}, index.Result{}, "Nothing found", false, false, nil},
		{"nothing requested", index.Request{Query: "knee", Scope: index.ScopeRequested}, index.Result{Total: index.Total{Requested: &index.Requested{}}},
			"Requested in no item", false, false, nil},
		{"not all words requested", index.Request{Query: "a b", Match: index.MatchAll, Scope: index.ScopeRequested},
			index.Result{Total: index.Total{Items: 9, Letters: 2, Requested: &index.Requested{}}}, "9 items in 2 letters", true, false, nil},
		{"cut", index.Request{Query: "knee"}, index.Result{Total: total(9, nil), Partial: true}, "At least 9 items in 2 letters", true, true, nil},
		{"cut before the first", index.Request{Query: "knee"}, index.Result{Partial: true}, "At least 0 items in 0 letters", true, true, nil},
		{"all have all words", index.Request{Query: "a b"}, index.Result{Total: total(9, &all)}, "9 items in 2 letters", true, false, nil},
		{"some have all words", index.Request{Query: "a b"}, index.Result{Total: total(9, &some)}, "9 items in 2 letters", true, false,
			&Relaxed{"3 items have all the words; the other 6 items have only some of them.", Link{"All words only", "/?match=all&q=a+b"}}},
		{"none has all words", index.Request{Query: "a b"}, index.Result{Total: total(9, &none)}, "9 items in 2 letters", true, false,
			&Relaxed{"No item has all the words. These have some of them.", Link{"All words only", "/?match=all&q=a+b"}}},
		{"all words asked for", index.Request{Query: "a b", Match: index.MatchAll}, index.Result{Total: total(9, nil)}, "9 items in 2 letters", true, false,
			&Relaxed{"Items with all the words only.", Link{"Most of the words too", "/?match=most&q=a+b"}}},
		{"one word", index.Request{Query: "a", Match: index.MatchAll}, index.Result{Total: total(9, nil)}, "9 items in 2 letters", true, false, nil},
	}
	for _, test := range tests {
		h := newHead(SearchFor(test.req.Query), &test.req, &test.res)
		if h.Count != test.count || (h.Sorts != nil) != test.sorts || (h.Partial != "") != test.partial {
			t.Errorf("%s: head = %+v", test.name, h)
		}
		if diff := cmp.Diff(test.relaxed, h.Relaxed); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestSearchPage(t *testing.T) {
	req := &index.Request{Query: "knee", Limit: 20, Filters: []index.Filter{{Field: "sex", Value: "male"}}}
	res := &index.Result{Query: index.Reading{Text: "knee", ReadAs: "knee"},
		Total:  index.Total{Items: 40, Letters: 9, Outcomes: map[imr.Outcome]int{imr.Upheld: 30, imr.Overturned: 10}},
		Facets: []index.Facet{{Field: "sex", Label: "Sex", Buckets: []index.Bucket{{Value: "male", Label: "Male", Count: 40, Selected: true}}}}}
	a := AddressOf(req).With("start", "20").With("sort", "decided")
	p := NewSearchPage(a, req, res, nil)
	if p.Title != "knee · Male – imr" || p.Box.Query != "knee" || p.Rate == nil || p.Rate.Share != "25.0%" || p.Head.Chosen != 1 {
		t.Errorf("page = %+v", p)
	}
	if diff := cmp.Diff([]Link{{"Sex: Male", "/?q=knee&sort=decided"}}, p.Chosen); diff != "" {
		t.Error(diff)
	}
	urls := []string{p.ClearURL, p.Export.Columns, p.Export.JSON}
	want := []string{"/?q=knee&sort=decided", "/export?q=knee&sex=male&sort=decided", "/search.json?facets=1&q=knee&sex=male&sort=decided&start=20"}
	if diff := cmp.Diff(want, urls); diff != "" {
		t.Error(diff)
	}
	for _, o := range p.Head.Sorts {
		if o.Selected != (o.Value == "decided") {
			t.Errorf("the order %q is selected: %v", o.Value, o.Selected)
		}
	}
	// A search that itself chooses an outcome has no rate.
	res.Query.ReadAs = "knee outcome:upheld"
	if NewSearchPage(a, req, res, nil).Rate != nil {
		t.Error("a search for one outcome shows a rate")
	}
}

// TestFacetPage: values that the box does not find stay chosen when the form
// is sent, those on the page are sent by their checkboxes.
func TestFacetPage(t *testing.T) {
	f, _ := index.FieldNamed("drug")
	facet := &index.Facet{Field: "drug", Distinct: 1200, Buckets: []index.Bucket{
		{Value: "norco", Label: "Norco", Count: 5, Selected: true}, {Value: "tramadol er", Label: "Tramadol/ER", Count: 0},
		{Value: "soma", Label: "Soma", Count: 2, Selected: true}}}
	a := Address{"q": {"pain"}, "drug": {"norco", "soma"}, "start": {"20"}}
	p := NewFacetPage(a, f, facet, "nor")
	if len(p.Values) != 1 || p.Values[0].Value != "norco" || p.Note != "1,200 values" || p.Action != "/facets/drug" || p.BackURL != a.URL("/") {
		t.Errorf("page = %+v", p)
	}
	if diff := cmp.Diff([]HiddenField{{"drug", "soma"}, {"q", "pain"}}, p.KeepChosen); diff != "" {
		t.Error(diff)
	}
	whole := NewFacetPage(a, f, facet, "")
	if len(whole.Values) != 3 || whole.Values[1].ID != "f-drug-tramadol-er" || len(whole.Values[1].Label) != 2 {
		t.Errorf("all values: %+v", whole.Values)
	}
}
