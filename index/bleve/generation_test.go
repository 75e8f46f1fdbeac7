package bleve

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

func TestCursorWalksEveryHitOnce(t *testing.T) {
	letters := 400
	if testing.Short() {
		letters = 150
	}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: letters / 2}, indextest.BenchDocuments(letters)...)
	e := open(t, dir)
	for _, req := range []index.Request{
		{Query: "pain"}, {Query: "lumbar injection"}, {}, {Sort: index.Sort{Field: "decided"}},
		{Query: "pain", Sort: index.Sort{Field: "age", Ascending: true}},
		{Query: "lumbar epidural zanzibar", Match: index.MatchMost},
	} {
		req.Limit, req.Snippets = index.NoLimit, -1
		want := ids(answer(t, e, req))
		req.Limit = 37
		var got []string
		for {
			r := answer(t, e, req)
			got = append(got, ids(r)...)
			if req.Cursor = r.Next; r.Next == "" {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v: pages give %d hits in another order than the whole list of %d", req, len(got), len(want))
		}
	}
}

func TestCursorOutlivesItsGeneration(t *testing.T) {
	docs := indextest.BenchDocuments(60)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs[:40]...)
	e := open(t, dir)
	first := answer(t, e, index.Request{Limit: 10})
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs[40:]...)
	if r := answer(t, e, index.Request{Limit: 10}); r.Generation != 2 {
		t.Fatalf("generation %d serves, want 2", r.Generation)
	}
	second := answer(t, e, index.Request{Limit: 10, Cursor: first.Next})
	if second.Generation != 1 || second.Total.Items != first.Total.Items {
		t.Errorf("second page: generation %d, %d items, want 1 and %d", second.Generation, second.Total.Items, first.Total.Items)
	}
	if err := commit.GC(dir, 1); err != nil {
		t.Fatal(err)
	}
	other := open(t, dir)
	_, err := other.Search(context.Background(), &index.Request{Limit: 10, Cursor: first.Next})
	if !errors.Is(err, index.ErrExpired) {
		t.Errorf("cursor of a removed generation: %v, want ErrExpired", err)
	}
	if r := answer(t, e, index.Request{Limit: 10, Cursor: first.Next}); r.Generation != 1 {
		t.Errorf("who has the generation open goes on with %d, want 1", r.Generation)
	}
}

// TestSwapUnderSearches commits while searches run: none fails, and each sees
// one generation whole.
func TestSwapUnderSearches(t *testing.T) {
	docs := indextest.BenchDocuments(60)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs[:10]...)
	e, err := Open(dir, Options{KeepOpen: time.Nanosecond, Timeout: -1, Searches: 5})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				r, err := e.Search(context.Background(), &index.Request{Query: "pain OR med*", Limit: 20, Facets: true})
				if err != nil {
					t.Errorf("search: %v", err)
					return
				}
				if all := r.Generation * 10; r.Total.Letters > all {
					t.Errorf("generation %d has %d letters, want at most %d", r.Generation, r.Total.Letters, all)
				}
			}
		})
	}
	for i := 10; i < 60; i += 10 {
		segmenttest.Write(t, dir, commit.WriterOptions{}, docs[i:i+10]...)
	}
	cancel()
	wg.Wait()
	if r := answer(t, e, index.Request{}); r.Total.Letters != 60 || r.Generation != 6 {
		t.Errorf("at the end %d letters in generation %d, want 60 in 6", r.Total.Letters, r.Generation)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if _, err := e.Search(context.Background(), &index.Request{}); err == nil {
		t.Error("a closed engine answers")
	}
}
