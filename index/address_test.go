package index

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddress(t *testing.T) {
	tests := []struct {
		address string
		want    Request
		back    string // its one address, or "error" and the parameter at fault
	}{
		{"", Request{Limit: DefaultLimit}, ""},
		{"q=norco+taper", Request{Query: "norco taper", Limit: DefaultLimit}, "q=norco+taper"},
		{"limit=0&q=a", Request{Query: "a"}, "limit=0&q=a"},
		{"age=&limit=20&match=auto&q=&sort=relevance", Request{Limit: DefaultLimit, Match: MatchAuto}, ""},
		{"outcome=upheld&outcome=overturned", Request{Limit: DefaultLimit,
			Filters: []Filter{{"outcome", "upheld"}, {"outcome", "overturned"}}}, "outcome=overturned&outcome=upheld"},
		{"body_part=knee", Request{Limit: DefaultLimit, Filters: []Filter{{"body", "knee"}}}, "body=knee"},
		{"sort=decided-asc", Request{Limit: DefaultLimit, Sort: Sort{"decided", true}}, "sort=decided-asc"},
		{"sort=Decided-desc", Request{Limit: DefaultLimit, Sort: Sort{Field: "decided"}}, "sort=decided"},
		{"cursor=abc&start=20", Request{Limit: DefaultLimit, Cursor: "abc", Start: 20}, "cursor=abc"},
		{"facets=1&match=all", Request{Limit: DefaultLimit, Match: MatchAll, Facets: true}, "facets=1&match=all"},
		{"buckets=5&facets=sex%2Cage&snippets=0", Request{Limit: DefaultLimit, Facets: true, FacetFields: []string{"sex", "age"}, FacetLimit: 5, Snippets: -1}, "buckets=5&facets=sex%2Cage&snippets=0"},
		{"limit=101", Request{}, "error limit"},
		{"limit=-1", Request{}, "error limit"},
		{"limit=x", Request{}, "error limit"},
		{"start=10001", Request{}, "error start"},
		{"q=a&q=b", Request{}, "error q"},
		{"sort=outcome", Request{}, "error sort"},
		{"match=some", Request{}, "error match"},
		{"outcom=upheld", Request{}, "error outcom"},
		{"facets=nothing", Request{}, "error facets"},
	}
	for _, tt := range tests {
		v, err := url.ParseQuery(tt.address)
		if err != nil {
			t.Fatal(err)
		}
		r, err := RequestFrom(v)
		if param, bad := strings.CutPrefix(tt.back, "error "); bad {
			var fault *RequestError
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
	_, filters, err := Resolve(&Request{Filters: []Filter{
		{"outcome", "Upheld"}, {"age", "40..49"}, {"outcome", "UPHELD"}, {"age", ">=60"}, {"decided", "2016"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(filters) != 3 || len(filters[0].Values) != 1 || filters[0].Values[0].Folded != "upheld" || len(filters[1].Values) != 2 ||
		filters[1].Values[0] != (FilterValue{Value: "40..49", From: 40, To: 49}) ||
		filters[2].Values[0] != (FilterValue{Value: "2016", From: 20160101, To: 20161231}) {
		t.Errorf("filters %+v", filters)
	}
	for _, f := range []Filter{{"age", "old"}, {"page", "12"}, {"nothing", "x"}, {"decided", "2017..2016"}} {
		var fault *RequestError
		if _, _, err := Resolve(&Request{Filters: []Filter{f}}); !errors.As(err, &fault) || fault.Param != f.Field {
			t.Errorf("filter %v gives %v", f, err)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"outcome", "age", "decided", "specialty"}
	for typed, want := range map[string]string{
		"outcom": "outcome", "Outcomes": "outcome", "ag": "age", "specality": "specialty", "xyz": "", "dec": "decided", "": "",
	} {
		if got := nearest(typed, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}
