package server

import (
	"context"
	"html"
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
		f.Buckets = append(f.Buckets, index.Bucket{Value: "drug " + itoa(i), Label: "Drug " + itoa(i), Count: 20 - i, Selected: i == 17})
	}
	v := newFacetView(address{}.with("q", "pain"), f)
	if len(v.Values) != shownValues {
		t.Fatalf("%d values are shown", len(v.Values))
	}
	if v.Values[0].Value != "drug 17" || v.Values[1].Value != "drug 0" {
		t.Errorf("first come %q and %q", v.Values[0].Value, v.Values[1].Value)
	}
	if diff := cmp.Diff(&link{"All 20", "/facets/drug?q=pain"}, v.More); diff != "" {
		t.Error(diff)
	}
}

// TestYearsKeepTheirOrder: bands are not sorted by count, and their chart
// goes from left to right.
func TestYearsKeepTheirOrder(t *testing.T) {
	f := &index.Facet{Field: "decided", Distinct: 3, Buckets: []index.Bucket{
		{Value: "2017", Label: "2017", Count: 5}, {Value: "2016", Label: "2016", Count: 10, Selected: true}, {Value: "2015", Label: "2015", Count: 1}}}
	v := newFacetView(address{}, f)
	var values []string
	for _, value := range v.Values {
		values = append(values, value.Value)
	}
	if diff := cmp.Diff([]string{"2017", "2016", "2015"}, values); diff != "" {
		t.Error(diff)
	}
	want := []barView{
		{X: 0, Y: 36, W: 10, H: 4, Title: "2015: 1"}, {X: 12, Y: 2, W: 10, H: 38, On: true, Title: "2016: 10"}, {X: 24, Y: 21, W: 10, H: 19, Title: "2017: 5"}}
	if diff := cmp.Diff(want, v.Bars.Rects); diff != "" {
		t.Error(diff)
	}
}

// TestRateOfAChosenOutcomeIsNotShown: it would only repeat the choice.
func TestRateOfAChosenOutcomeIsNotShown(t *testing.T) {
	h := newTest(t, &fake{docs: invented()})
	tests := []struct {
		path string
		rate bool
	}{
		{"/?q=exercise", true},
		{"/?q=exercise&outcome=overturned", false},
		{"/?q=exercise&sex=female", true},
	}
	for _, test := range tests {
		if got := strings.Contains(get(h, test.path).Body.String(), "95 % interval"); got != test.rate {
			t.Errorf("GET %s shows a rate: %v, want %v", test.path, got, test.rate)
		}
	}
}

func TestSimilarPutsGrantedItemsFirst(t *testing.T) {
	docs := invented()
	res := &index.Result{Hits: []index.Hit{
		{ID: "A/1", Letter: "A", N: 1, Outcome: imr.Upheld}, {ID: "B/1", Letter: "B", N: 1, Outcome: imr.Overturned},
		{ID: "C/1", Letter: "C", N: 1, Outcome: imr.Modified}}}
	p, err := newSimilarPage(docs[0], 1, res)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Groups) != 2 || len(p.Groups[0].Hits) != 2 || p.Groups[0].Hits[0].Anchor != "hit-B-1" || p.Groups[1].Hits[0].Anchor != "hit-A-1" {
		t.Errorf("groups = %+v", p.Groups)
	}
}

func TestReadingView(t *testing.T) {
	many := []string{"a", "b", "c", "d", "e", "f", "g"}
	q := &index.Reading{Text: "opioid /5 taper", ReadAs: "opioid /5 taper", Words: "opioid within 5 words of taper",
		Expansions: []index.Expansion{{From: "opioid", To: many, Kind: "class", Query: "#opioid /5 taper"}, {From: "uds", To: many[:2], Off: "#uds"}},
		Offers:     []index.Expansion{{From: "pt", To: []string{"physical therapy"}, Query: `"physical therapy"`}, {From: "x", To: []string{"y"}}},
		Ignored:    []string{"of"}, Warnings: []index.Note{{Message: "or is a word", Repair: "a OR b"}}}
	v := newReadingView(q, address{}.with("q", q.Text).with("match", "most"))
	if v.Words != q.Words || len(v.Offers) != 1 || len(v.Notes) != 1 || v.Notes[0].Repair.URL != "/?q=a+OR+b" {
		t.Errorf("reading = %+v", v)
	}
	if got := v.Added[0]; got.Text != "a, b, c, d and 3 more" || got.URL != "/?q=%23opioid+%2F5+taper" || !strings.HasSuffix(got.Title, "a, b, c, d, e, f, g") {
		t.Errorf("the first addition is %+v", got)
	}
	if got := v.Added[1].Text; got != "a, b" {
		t.Errorf("the second addition is %q", got)
	}
	same := newReadingView(&index.Reading{Text: "Opioid  taper", ReadAs: "opioid taper", Words: "opioid and taper"}, address{})
	if same.Words != "" || same.ReadAs != "" {
		t.Errorf("a reading that says nothing new: %+v", same)
	}
}

// A suggester offers more than a list shows.
type suggester struct{ fake }

func (*suggester) offers(n int) (out []index.Bucket) {
	for i := range n {
		out = append(out, index.Bucket{Value: "knee" + itoa(i), Label: "Knee", Count: 100 - i})
	}
	return out
}

func (s *suggester) Values(context.Context, string, string, int) ([]index.Bucket, error) {
	return s.offers(3 * suggestions), nil
}

func (s *suggester) Words(context.Context, string, int) ([]index.Bucket, error) {
	return s.offers(3 * suggestions), nil
}

func (s *suggester) Corrections(context.Context, string, int) ([]index.Bucket, error) {
	return s.offers(1), nil
}

func TestSuggesterIsUsed(t *testing.T) {
	h := newTest(t, &suggester{fake{docs: invented()}})
	for _, path := range []string{"/api/v1/suggest?prefix=kn", "/api/v1/suggest?field=drug&prefix=kn"} {
		if n := strings.Count(get(h, path).Body.String(), `"text"`); n != suggestions {
			t.Errorf("GET %s gives %d completions, want %d", path, n, suggestions)
		}
	}
	body := html.UnescapeString(get(h, "/?q=kneee+x9").Body.String())
	if !strings.Contains(body, `Did you mean <a href="/?q=knee0+x9">knee0</a>`) || strings.Count(body, "Did you mean") != 1 {
		t.Errorf("no offer for the absent word alone in\n%s", body)
	}
}
