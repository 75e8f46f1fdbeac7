package bleve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestValuesAreCompletedAsFacetsCountThem replaces letters first, so that
// some documents are dead.
func TestValuesAreCompletedAsFacetsCountThem(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(150)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 80}, docs...)
	again := indextest.BenchDocuments(10)
	for _, d := range again {
		d.Letter.Source.SHA256 = "again " + d.Letter.ID
	}
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, again...)
	e := open(t, dir)
	for _, row := range []struct{ field, prefix string }{
		{"outcome", ""}, {"specialty", "m"}, {"specialty", "Pain"}, {"class", "r"}, {"drug", "g"}, {"body", "zzz"}, {"age", ""},
	} {
		r := answer(t, e, index.Request{Facets: true, FacetFields: []string{row.field}, FacetLimit: index.MaxBuckets})
		counts := map[string]int{}
		for _, b := range r.Facets[0].Buckets {
			if f, _ := index.FieldNamed(row.field); f.Values != nil && wordBegins(index.FoldValue(b.Value), index.FoldValue(row.prefix)) {
				counts[b.Value] = b.Count
			}
		}
		got, err := e.Values(t.Context(), row.field, row.prefix, index.MaxBuckets)
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]int{}
		for i, b := range got {
			have[b.Value] = b.Count
			if i > 0 && got[i-1].Count < b.Count {
				t.Errorf("%s %q: %d behind %d", row.field, row.prefix, b.Count, got[i-1].Count)
			}
		}
		if d := cmp.Diff(counts, have); d != "" {
			t.Errorf("%s %q (-facet +completed)\n%s", row.field, row.prefix, d)
		}
		if first, err := e.Values(t.Context(), row.field, row.prefix, 1); err != nil || len(first) != min(1, len(counts)) {
			t.Errorf("%s %q: %d values, want one at most: %v", row.field, row.prefix, len(first), err)
		}
	}
}

func TestWordsAreCompletedAndCorrected(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 80}, indextest.BenchDocuments(150)...)
	e := open(t, dir)
	words, err := e.Words(t.Context(), "Necess", 5)
	if err != nil || len(words) == 0 || words[0].Value != "necessary" {
		t.Fatalf("necess: %v, %v; want necessary first", words, err)
	}
	r := answer(t, e, index.Request{Query: "#necessary"})
	if words[0].Count != r.Total.Items {
		t.Errorf("necessary stands in %d items, completed as %d", r.Total.Items, words[0].Count)
	}
	offered, err := e.Corrections(t.Context(), "necesary", 3)
	if err != nil || len(offered) == 0 || offered[0].Value != "necessary" {
		t.Errorf("necesary: %v, %v; want necessary first", offered, err)
	}
	for _, word := range []string{"necessary", "l45x", "abc"} {
		if offered, err := e.Corrections(t.Context(), word, 3); err != nil || len(offered) > 0 {
			t.Errorf("%s: %v, %v; want nothing", word, offered, err)
		}
	}
}
