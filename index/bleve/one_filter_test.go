package bleve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestCountsUnderOneFilterAreThoseOfThatFilter asks for facets under filters
// that share fields or values, each twice in turn, of one engine, and once of
// a fresh one.
func TestCountsUnderOneFilterAreThoseOfThatFilter(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 200}, indextest.BenchDocuments(400)...)
	e := open(t, dir)
	filter := func(pairs ...string) (out []index.Filter) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, index.Filter{Field: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	requests := []*index.Request{
		{}, {Query: "pain"},
		{Filters: filter("outcome", "upheld")}, {Filters: filter("outcome", "overturned")},
		{Filters: filter("outcome", "upheld", "outcome", "overturned")},
		{Query: "pain", Filters: filter("outcome", "upheld")},
		{Filters: filter("age", "40..50")}, {Filters: filter("age", "40..49")}, {Filters: filter("decided", "2016")},
		{Filters: filter("outcome", "upheld", "decided", "2016")}, {Filters: filter("outcome", "upheld", "age", "40..49", "decided", "2016")},
	}
	ask := func(e *Engine, r *index.Request) *index.Result {
		t.Helper()
		r.Facets = true
		got, err := e.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	e.cache = queryCache{} // each is counted
	for range 2 {
		for _, r := range requests {
			got, want := ask(e, r), ask(open(t, dir), r)
			if d := cmp.Diff(want.Facets, got.Facets); d != "" || want.Total.Items == 0 {
				t.Errorf("%q %v: %d items (-fresh +kept)\n%s", r.Query, r.Filters, want.Total.Items, d)
			}
		}
	}
}

// TestKeysTellFiltersApart asks for a value that holds what stands between
// values.
func TestKeysTellFiltersApart(t *testing.T) {
	keyOf := func(folded ...string) string {
		f := index.FacetFilter{Field: facet.OutcomeField}
		for _, v := range folded {
			f.Values = append(f.Values, index.FilterValue{Folded: v})
		}
		return facet.FilterKey(&f)
	}
	two := keyOf("upheld", "overturned")
	for _, one := range []string{"upheld\x000\x000\x00overturned", "upheld\x00\x00\x0aoverturned", "upheldoverturned"} {
		if keyOf(one) == two {
			t.Errorf("%q has the key of two values", one)
		}
	}
}
