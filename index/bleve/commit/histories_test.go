package commit_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/interval"
	"imrsearch/index/resolve"
)

// A history is an index with what it must hold.
type history struct {
	t       *testing.T
	r       *rand.Rand
	dir     string
	engine  *bleve.Engine // kept open over all that happens
	docs    []*index.Document
	serving map[string]*index.Document // letter → its newest text
	changes int
}

// TestRandomHistories ingests, replaces, merges, kills, fails, repairs,
// collects garbage and opens again at random, and compares what searches find
// with a scan of the letters that must be there.
func TestRandomHistories(t *testing.T) {
	seeds := 3
	if testing.Short() {
		seeds = 1
	}
	docs := indextest.BenchDocuments(60)
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			h := &history{t: t, r: rand.New(rand.NewPCG(seed, 11)), dir: t.TempDir(), docs: docs, serving: map[string]*index.Document{}}
			h.ingest(h.letters(8), nil)
			h.open()
			for range 14 {
				switch h.r.IntN(8) {
				case 0, 1, 2:
					h.ingest(h.letters(1+h.r.IntN(12)), nil)
				case 3:
					h.killed()
				case 4:
					h.failed()
				case 5:
					h.repaired()
				case 6:
					if err := commit.GC(h.dir, 1+h.r.IntN(2)); err != nil {
						t.Fatal(err)
					}
				case 7:
					h.open()
				}
				h.compare()
			}
			_ = h.engine.Close()
			leavesNothing(t, h.dir)
		})
	}
}

// letters draws letters, new ones and newer texts of some that serve.
func (h *history) letters(n int) []*index.Document {
	var out []*index.Document
	for range n {
		d := h.docs[h.r.IntN(len(h.docs))]
		if _, ok := h.serving[d.Letter.ID]; ok || h.r.IntN(4) == 0 {
			h.changes++
			d = segmenttest.Changed(d, fmt.Sprintf("knee brace version%d", h.changes), fmt.Sprint("sum ", h.changes))
		}
		out = append(out, d)
	}
	return out
}

func (h *history) options(hook func(string) error) commit.WriterOptions {
	return commit.WithHook(commit.WriterOptions{Jobs: 1 + h.r.IntN(2), SegmentItems: []int{8, 24, 200}[h.r.IntN(3)]}, hook)
}

// ingest runs over letters, which serve afterwards.
func (h *history) ingest(docs []*index.Document, hook func(string) error) {
	if err := runOver(h.dir, h.options(hook), docs...); err != nil {
		h.t.Fatal(err)
	}
	for _, d := range docs {
		h.serving[d.Letter.ID] = d
	}
}

// killed ingests, and goes on from what a kill before some step leaves.
func (h *history) killed() {
	docs := h.letters(1 + h.r.IntN(12))
	hook, taken := snapshots(h.t, h.dir)
	if err := runOver(h.dir, h.options(hook), docs...); err != nil {
		h.t.Fatal(err)
	}
	_ = h.engine.Close()
	h.dir = taken()[h.r.IntN(len(taken()))]
	h.open()
	if h.r.IntN(3) > 0 {
		h.ingest(docs, nil) // the same run once more
		return
	}
	// Another run: what the killed one had finished may come with it.
	h.ingest(h.letters(2), nil)
	h.settle(docs)
}

// settle takes over which of some letters serve: those of an interrupted run
// may, or not.
func (h *history) settle(docs []*index.Document) {
	served := versions(h.t, h.dir)
	for _, d := range docs {
		if served[d.Letter.ID] == d.Letter.Source.SHA256 {
			h.serving[d.Letter.ID] = d
		}
	}
}

// failed ingests on a disk that is full at some step, and then again.
func (h *history) failed() {
	docs, left := h.letters(1+h.r.IntN(12)), h.r.IntN(6)
	err := runOver(h.dir, h.options(func(string) error {
		if left--; left == -1 {
			return errors.New("no space left")
		}
		return nil
	}), docs...)
	if err != nil {
		h.compare()
	}
	h.ingest(docs, nil)
}

// repaired damages a file of the index and repairs it, sometimes after a
// repair that was killed.
func (h *history) repaired() {
	_ = h.engine.Close()
	damageWords(h.t, h.dir)
	hook, taken := snapshots(h.t, h.dir)
	if _, err := commit.RepairWithHook(context.Background(), h.dir, hook); err != nil {
		h.t.Fatal(err)
	}
	if len(taken()) > 0 && h.r.IntN(2) == 0 {
		h.dir = taken()[h.r.IntN(len(taken()))]
		if _, err := commit.Repair(context.Background(), h.dir); err != nil {
			h.t.Fatal(err)
		}
	}
	h.open()
}

func (h *history) open() {
	if h.engine != nil {
		_ = h.engine.Close()
	}
	var err error
	if h.engine, err = bleve.Open(h.dir, bleve.Options{Timeout: -1}); err != nil {
		h.t.Fatal(err)
	}
}

// compare holds what serves against what must, and what searches find against
// a scan by the definition of matching.
func (h *history) compare() {
	h.t.Helper()
	if got, want := versions(h.t, h.dir), sums(slices.Collect(maps.Values(h.serving))...); !maps.Equal(got, want) {
		h.t.Fatalf("letters %v, want %v", got, want)
	}
	for _, query := range []string{"", "request:brace", "pain", `"not medically necessary"`, "lumbar NOT injection", "pain /s treatment", fmt.Sprintf("version%d", 1+h.r.IntN(h.changes+1))} {
		req := index.Request{Query: query, Limit: index.NoLimit, Match: index.MatchAll}
		plan, _, err := resolve.Resolve(&req)
		if err != nil {
			h.t.Fatal(err)
		}
		var want []string
		for _, d := range h.serving {
			for _, det := range d.Determinations() {
				if interval.Matches(plan, &det) {
					want = append(want, det.Item.ID)
				}
			}
		}
		result, err := h.engine.Search(context.Background(), &req)
		if err != nil {
			h.t.Fatalf("%s: %v", query, err)
		}
		var got []string
		for _, hit := range result.Hits {
			got = append(got, hit.ID)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) || result.Total.Items != len(want) {
			h.t.Fatalf("%q finds %d items %v, want %d %v", query, result.Total.Items, got, len(want), want)
		}
	}
}
