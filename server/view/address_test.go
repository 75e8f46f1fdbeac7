package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

func TestAddress(t *testing.T) {
	a := Address{"q": {"knee & brace"}, "drug": {"norco", "soma"}, "match": {"all"}, "sort": {"decided"}, "start": {"20"}, "cursor": {"x"}, "limit": {"5"}}
	before := a.URL("/")
	tests := []struct{ name, got, want string }{
		{"no parameters", Address{}.URL("/"), "/?q="},
		{"sorted and escaped", a.URL("/"), "/?cursor=x&drug=norco&drug=soma&limit=5&match=all&q=knee+%26+brace&sort=decided&start=20"},
		{"search for", SearchFor("a b").URL("/search.csv"), "/search.csv?q=a+b"},
		{"search for nothing", SearchFor("").URL("/"), "/?q="},
		{"with", SearchFor("a").With("sex", "male").URL("/"), "/?q=a&sex=male"},
		{"with replaces", a.First().With("drug", "soma").URL("/"), "/?drug=soma&limit=5&match=all&q=knee+%26+brace&sort=decided"},
		{"without one value", a.First().without("drug", "norco").URL("/"), "/?drug=soma&limit=5&match=all&q=knee+%26+brace&sort=decided"},
		{"another query", a.First().withQuery("x").URL("/"), "/?drug=norco&drug=soma&limit=5&q=x&sort=decided"},
		{"without filters", a.withoutFilters().URL("/"), "/?q=knee+%26+brace&sort=decided"},
		{"letter", SearchFor("a").With("limit", "5").letter("CM16/1", 2), "/letters/CM16%2F1?q=a#item-2"},
		{"letter without an item", Address{}.letter("CM16-1", 0), "/letters/CM16-1"},
		{"similar", similarURL("CM16-0990001/2"), "/items/CM16-0990001/2/similar"},
		{"similar to no item", similarURL("no id"), "/"},
		{"as a page", AddressOf(&index.Request{Query: "a", Limit: 5, Facets: true, Snippets: 2, Filters: []index.Filter{{Field: "sex", Value: "male"}}}).URL("/"), "/?limit=5&q=a&sex=male"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.name, test.got, test.want)
		}
	}
	if after := a.URL("/"); after != before {
		t.Errorf("the methods changed the address from %s to %s", before, after)
	}
	want := []HiddenField{{"drug", "norco"}, {"drug", "a=b&c"}, {"q", "x y"}}
	if diff := cmp.Diff(want, Address{"q": {"x y"}, "drug": {"norco", "a=b&c"}}.hidden()); diff != "" {
		t.Error(diff)
	}
}
