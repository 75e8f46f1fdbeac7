package view

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// TestFacetShowsChosenFirst: a chosen value stays, however rare, and the
// values beyond the first few are a link away.
func TestFacetShowsChosenFirst(t *testing.T) {
	f := &index.Facet{Field: "drug", Label: "Drug", Distinct: 20}
	for i := range 20 {
		f.Buckets = append(f.Buckets, index.Bucket{Value: "drug " + strconv.Itoa(i), Label: "Drug " + strconv.Itoa(i), Count: 20 - i, Selected: i == 17})
	}
	v := newFacet(Address{}.With("q", "pain"), f)
	if len(v.Values) != shownValues {
		t.Fatalf("%d values are shown", len(v.Values))
	}
	if v.Values[0].Value != "drug 17" || v.Values[1].Value != "drug 0" {
		t.Errorf("first come %q and %q", v.Values[0].Value, v.Values[1].Value)
	}
	if diff := cmp.Diff(&Link{"All 20", "/facets/drug?q=pain"}, v.More); diff != "" {
		t.Error(diff)
	}
}

// TestYearsKeepTheirOrder: bands are not sorted by count, and their chart
// goes from left to right.
func TestYearsKeepTheirOrder(t *testing.T) {
	f := &index.Facet{Field: "decided", Distinct: 3, Buckets: []index.Bucket{
		{Value: "2017", Label: "2017", Count: 5}, {Value: "2016", Label: "2016", Count: 10, Selected: true}, {Value: "2015", Label: "2015", Count: 1}}}
	v := newFacet(Address{}, f)
	var values []string
	for _, value := range v.Values {
		values = append(values, value.Value)
	}
	if diff := cmp.Diff([]string{"2017", "2016", "2015"}, values); diff != "" {
		t.Error(diff)
	}
	want := []Bar{
		{X: 0, Y: 36, W: 10, H: 4, Title: "2015: 1", From: 2015, To: 2015}, {X: 12, Y: 2, W: 10, H: 38, On: true, Title: "2016: 10", From: 2016, To: 2016}, {X: 24, Y: 21, W: 10, H: 19, Title: "2017: 5", From: 2017, To: 2017}}
	if diff := cmp.Diff(want, v.Bars.Rects); diff != "" {
		t.Error(diff)
	}
}

// TestSimilarGroups: items granted come first, and an item whose outcome the
// letter does not state is not shown as upheld.
func TestSimilarGroups(t *testing.T) {
	hits := func(outcomes ...imr.Outcome) (out []index.Hit) {
		for i, o := range outcomes {
			letter := string(rune('A' + i))
			out = append(out, index.Hit{ID: letter + "/1", Letter: letter, N: 1, Outcome: o})
		}
		return out
	}
	of := func(items int, modified int) index.Total {
		return index.Total{Items: items, Letters: items, Outcomes: map[imr.Outcome]int{imr.Modified: modified}}
	}
	d := &index.Determination{Letter: &imr.Letter{ID: "CM16-0990001"}, Item: &imr.Item{ID: "CM16-0990001/1", N: 1}}
	tests := []struct {
		name   string
		req    index.SimilarRequest
		hits   []index.Hit
		totals [3]index.Total
		shown  [3]int
		want   []string // label, count, anchors, more
	}{
		{"none", index.SimilarRequest{}, nil, [3]index.Total{}, [3]int{}, []string{"Same request, overturned: 0 items", "Same request, upheld: 0 items", "Near: 0 items"}},
		{"some", index.SimilarRequest{PerGroup: 1}, hits(imr.Overturned, imr.Upheld, imr.UnknownOutcome), [3]index.Total{of(3, 1), of(1, 0), of(1, 0)}, [3]int{1, 1, 1},
			[]string{"Same request, overturned: 3 items in 3 letters, 1 of them modified hit-A-1 2 more /x?group=overturned&start=1", "Same request, upheld: 1 item in 1 letter hit-B-1", "Near: 1 item in 1 letter hit-C-1"}},
		{"one group", index.SimilarRequest{Group: index.GroupUpheld, Start: 2}, hits(imr.Upheld, imr.Upheld), [3]index.Total{of(3, 1), of(7, 0), of(1, 0)}, [3]int{0, 2, 0},
			[]string{"Same request, upheld: 7 items in 7 letters hit-A-1 hit-B-1 3 more /x?group=upheld&start=4"}},
	}
	for _, test := range tests {
		res := &index.SimilarResult{Result: index.Result{Hits: test.hits}}
		res.Gather(test.totals, test.shown)
		var got []string
		for _, g := range NewSimilarPage(d, &test.req, res, Address{}, "/x").Groups {
			line := g.Label + ": " + g.Count
			for _, h := range g.Hits {
				line += " " + h.Anchor
			}
			got = append(got, strings.TrimSpace(line+" "+g.MoreText+" "+g.More))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestReadingView(t *testing.T) {
	many := []string{"a", "b", "c", "d", "e", "f", "g"}
	q := &index.Reading{Text: "opioid /5 taper", ReadAs: "opioid /5 taper", Words: "opioid within 5 words of taper",
		Expansions: []index.Expansion{{From: "opioid", To: many, Kind: "class", Query: "#opioid /5 taper"}, {From: "uds", To: many[:2], Off: "#uds"}},
		Offers:     []index.Expansion{{From: "pt", To: []string{"physical therapy"}, Query: `"physical therapy"`}, {From: "x", To: []string{"y"}}},
		Ignored:    []string{"of"}, Warnings: []index.Note{{Message: "or is a word", Repair: "a OR b"}}}
	v := newReading(q, Address{}.With("q", q.Text).With("match", "most"))
	if v.Words != q.Words || len(v.Offers) != 1 || len(v.Notes) != 1 || v.Notes[0].Repair.URL != "/?q=a+OR+b" {
		t.Errorf("reading = %+v", v)
	}
	if got := v.Added[0]; got.Text != "a, b, c, d and 3 more" || got.URL != "/?q=%23opioid+%2F5+taper" || !strings.HasSuffix(got.Title, "a, b, c, d, e, f, g") {
		t.Errorf("the first addition is %+v", got)
	}
	if got := v.Added[1].Text; got != "a, b" {
		t.Errorf("the second addition is %q", got)
	}
	same := newReading(&index.Reading{Text: "Opioid  taper", ReadAs: "opioid taper", Words: "opioid and taper"}, Address{})
	if same.Words != "" || same.ReadAs != "" {
		t.Errorf("a reading that says nothing new: %+v", same)
	}
}
