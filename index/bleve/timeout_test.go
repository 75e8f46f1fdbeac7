package bleve

import (
	"testing"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestPassedLimit searches with a limit that has passed before anything is
// read: the answer is partial, and no total is above that of the whole search.
func TestPassedLimit(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, indextest.BenchDocuments(60)...)
	whole, cut := open(t, dir), openWith(t, dir, Options{Timeout: time.Nanosecond})
	for _, query := range []string{"medically /5 necessary", "NOT (medically /5 necessary)", "ATLEAST2(treatment)"} {
		req := index.Request{Query: query, Limit: 10}
		all, some := answer(t, whole, req), answer(t, cut, req)
		if all.Partial || all.Total.Items == 0 {
			t.Errorf("%s: without a limit partial %v, %d items", query, all.Partial, all.Total.Items)
		}
		if !some.Partial || some.Total.Items > all.Total.Items || len(some.Hits) > some.Total.Items {
			t.Errorf("%s: partial %v, %d of %d items, %d hits", query, some.Partial, some.Total.Items, all.Total.Items, len(some.Hits))
		}
	}
}

// TestPassedLimitOfRates counts rates with a limit that has passed: the answer
// says that it is partial, and no count is above that of the whole.
func TestPassedLimitOfRates(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, indextest.BenchDocuments(60)...)
	req := &index.StatsRequest{Sides: []*index.Request{{Query: "medically /5 necessary"}}, By: []string{"sex"}}
	all, err := open(t, dir).Stats(t.Context(), req)
	if err != nil || all.Partial || all.Total.Sides[0].Items == 0 {
		t.Fatalf("without a limit: %+v, %v", all, err)
	}
	some, err := openWith(t, dir, Options{Timeout: time.Nanosecond}).Stats(t.Context(), req)
	if err != nil || !some.Partial || some.Total.Sides[0].Items > all.Total.Sides[0].Items {
		t.Errorf("with a limit: %+v, %v", some, err)
	}
}
