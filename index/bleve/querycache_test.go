package bleve

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/resolve"
)

// TestKeptAnswersEqualFoundOnes asks page by page, by number and by cursor, an
// engine that keeps answers and one that keeps none, and changes what the
// first has given.
func TestKeptAnswersEqualFoundOnes(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 200}, indextest.BenchDocuments(400)...)
	keeps, finds := openWith(t, dir, Options{Timeout: -1}), open(t, dir)
	for _, req := range []index.Request{
		{Query: "pain", Limit: 20, Facets: true},
		{Query: "pain", Limit: 20, Facets: true, FacetFields: []string{"outcome"}},
		{Query: "pain", Limit: 20, Facets: true, FacetFields: []string{"outcome"}, FacetLimit: 1},
		{Query: "pain", Limit: 100},
		{Query: "pain", Limit: 30, Sort: index.Sort{Field: "decided"}},
		{Query: "pain", Limit: 30, Sort: index.Sort{Field: "decided", Ascending: true}},
		{Query: "pain", Limit: 30, Filters: []index.Filter{{Field: "outcome", Value: "overturned"}}},
		{Query: "knee mri acupuncture opioid taper", Limit: 20, Facets: true},
		{Query: "knee mri acupuncture opioid taper", Limit: 20, Match: index.MatchAll},
		{Query: "pain /s treatment", Limit: 15, Snippets: -1},
		{Query: "zanzibar", Limit: 20, Facets: true},
		{Query: "", Limit: 20},
	} {
		for range 2 { // the second time all are kept
			byNumber, byCursor := req, req
			for page := range 14 {
				byNumber.Start = page * req.Limit
				compareKept(t, keeps, finds, byNumber)
				r := compareKept(t, keeps, finds, byCursor)
				explained := byCursor
				explained.Explain = true
				compareKept(t, keeps, finds, explained)
				totals := byCursor
				totals.Limit = 0
				compareKept(t, keeps, finds, totals)
				if byCursor.Cursor = r.Next; r.Next == "" {
					break
				}
				spoil(r)
			}
		}
	}
}

// compareKept returns what the engine that keeps answers gives.
func compareKept(t *testing.T, keeps, finds *Engine, req index.Request) *index.Result {
	t.Helper()
	want, err := finds.Search(t.Context(), &req)
	if err != nil {
		t.Fatal(err)
	}
	got, err := keeps.Search(t.Context(), &req)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(index.Result{}, "TookMS")); d != "" {
		t.Fatalf("%+v (-found +kept)\n%s", req, d)
	}
	return got
}

// spoil changes what callers may change.
func spoil(r *index.Result) {
	clear(r.Hits)
	clear(r.Total.Outcomes)
	if r.Total.AllWords != nil {
		*r.Total.AllWords = -1
	}
	for i := range r.Facets {
		clear(r.Facets[i].Buckets)
	}
	clear(r.Facets)
}

// TestEveryFieldOfARequestIsPartOfTheQuestion changes the fields one by one:
// those that say which hits are shown and how are not.
func TestEveryFieldOfARequestIsPartOfTheQuestion(t *testing.T) {
	page := map[string]bool{"Limit": true, "Start": true, "Cursor": true, "Snippets": true, "Explain": true, "Determinations": true, "Unknown": true}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, indextest.BenchDocuments(1)...)
	g := serving(t, open(t, dir))
	keyOf := func(req *index.Request) string {
		t.Helper()
		plan, filters, err := resolve.Resolve(req)
		if err != nil {
			t.Fatal(err)
		}
		x := newExecution(&match.Search{Plan: plan, G: g}, req, filters, nil)
		return x.key(x.asked())
	}
	asked := index.Request{Query: "knee pain", Facets: true}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[index.Request]()) {
		other := asked
		switch v := reflect.ValueOf(&other).Elem().FieldByIndex(f.Index); f.Name {
		case "Query":
			other.Query = "knee  pain"
		case "Filters":
			other.Filters = []index.Filter{{Field: "sex", Value: "female"}}
		case "Sort":
			other.Sort.Ascending = true
		case "Match":
			other.Match = index.MatchMost
		case "Scope":
			other.Scope = index.ScopeRequested
		case "Unknown":
			other.Unknown = []string{"utm_source"}
		case "FacetFields":
			other.FacetFields = []string{"sex"}
		case "Facets":
			other.Facets = false
		default:
			switch v.Kind() {
			case reflect.Int:
				v.SetInt(7)
			case reflect.Bool:
				v.SetBool(!v.Bool())
			case reflect.String:
				v.SetString("x")
			default:
				t.Fatalf("%s: no other value is known to this test", f.Name)
			}
		}
		if same := keyOf(&asked) == keyOf(&other); same != page[f.Name] {
			t.Errorf("%s: same question %t, want %t", f.Name, same, page[f.Name])
		}
	}
}
