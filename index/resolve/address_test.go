package resolve

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

func TestAddress(t *testing.T) {
	tests := []struct {
		address string
		want    index.Request
		back    string // its one address, or "error" and the parameter at fault
	}{
		{"", index.Request{Limit: index.DefaultLimit}, ""},
		{"q=norco+taper", index.Request{Query: "norco taper", Limit: index.DefaultLimit}, "q=norco+taper"},
		{"limit=0&q=a", index.Request{Query: "a"}, "limit=0&q=a"},
		{"age=&limit=20&match=auto&q=&sort=relevance", index.Request{Limit: index.DefaultLimit, Match: index.MatchAuto}, ""},
		{"outcome=upheld&outcome=overturned", index.Request{Limit: index.DefaultLimit,
			Filters: []index.Filter{{Field: "outcome", Value: "upheld"}, {Field: "outcome", Value: "overturned"}}}, "outcome=overturned&outcome=upheld"},
		{"body_part=knee", index.Request{Limit: index.DefaultLimit, Filters: []index.Filter{{Field: "body", Value: "knee"}}}, "body=knee"},
		{"sort=decided-asc", index.Request{Limit: index.DefaultLimit, Sort: index.Sort{Field: "decided", Ascending: true}}, "sort=decided-asc"},
		{"sort=Decided-desc", index.Request{Limit: index.DefaultLimit, Sort: index.Sort{Field: "decided"}}, "sort=decided"},
		{"cursor=abc&start=20", index.Request{Limit: index.DefaultLimit, Cursor: "abc", Start: 20}, "cursor=abc"},
		{"facets=1&match=all", index.Request{Limit: index.DefaultLimit, Match: index.MatchAll, Facets: true}, "facets=1&match=all"},
		{"buckets=5&facets=sex%2Cage&snippets=0", index.Request{Limit: index.DefaultLimit, Facets: true, FacetFields: []string{"sex", "age"}, FacetLimit: 5, Snippets: -1}, "buckets=5&facets=sex%2Cage&snippets=0"},
		{"limit=101", index.Request{}, "error limit"},
		{"limit=-1", index.Request{}, "error limit"},
		{"limit=x", index.Request{}, "error limit"},
		{"start=10001", index.Request{}, "error start"},
		{"q=a&q=b", index.Request{}, "error q"},
		{"sort=outcome", index.Request{}, "error sort"},
		{"match=some", index.Request{}, "error match"},
		{"q=a&utm_source=mail", index.Request{Query: "a", Limit: index.DefaultLimit, Unknown: []string{"utm_source"}}, "q=a"},
		{"facets=nothing", index.Request{}, "error facets"},
	}
	for _, tt := range tests {
		v, err := url.ParseQuery(tt.address)
		if err != nil {
			t.Fatal(err)
		}
		r, err := index.RequestFrom(v)
		if param, bad := strings.CutPrefix(tt.back, "error "); bad {
			var fault *index.RequestError
			if !errors.As(err, &fault) || fault.Param != param {
				t.Errorf("RequestFrom(%s) = %v, want a fault of %s", tt.address, err, param)
			}
			continue
		}
		if err != nil {
			t.Errorf("RequestFrom(%s): %v", tt.address, err)
			continue
		}
		if d := cmp.Diff(&tt.want, r); d != "" {
			t.Errorf("RequestFrom(%s) (-want +got)\n%s", tt.address, d)
		}
		if got := r.Values().Encode(); got != tt.back {
			t.Errorf("address of %s = %s, want %s", tt.address, got, tt.back)
		}
	}
}

func TestFilters(t *testing.T) {
	_, filters, err := Resolve(&index.Request{Filters: []index.Filter{
		{Field: "outcome", Value: "Upheld"}, {Field: "age", Value: "40..49"}, {Field: "outcome", Value: "UPHELD"}, {Field: "age", Value: ">=60"}, {Field: "decided", Value: "2016"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(filters) != 3 || len(filters[0].Values) != 1 || filters[0].Values[0].Folded != "upheld" || len(filters[1].Values) != 2 ||
		filters[1].Values[0] != (index.FilterValue{Value: "40..49", From: 40, To: 49}) ||
		filters[2].Values[0] != (index.FilterValue{Value: "2016", From: 20160101, To: 20161231}) {
		t.Errorf("filters %+v", filters)
	}
	for _, f := range []index.Filter{{Field: "age", Value: "old"}, {Field: "page", Value: "12"}, {Field: "nothing", Value: "x"}, {Field: "decided", Value: "2017..2016"}} {
		var fault *index.RequestError
		if _, _, err := Resolve(&index.Request{Filters: []index.Filter{f}}); !errors.As(err, &fault) || fault.Param != f.Field {
			t.Errorf("filter %v gives %v", f, err)
		}
	}
}
