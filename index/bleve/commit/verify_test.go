package commit_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// edit changes the serving manifest by hand.
func edit(t *testing.T, dir string, change func(m map[string]any)) {
	t.Helper()
	n, err := segment.ReadCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := segment.ManifestPath(dir, n)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	change(m)
	if b, err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestVerifyCountsAgain edits what a manifest counts: Verify names the manifest,
// and Repair writes what is true.
func TestVerifyCountsAgain(t *testing.T) {
	docs := indextest.BenchDocuments(20)
	newer := replaced(docs, "b", 2, 3)
	want := sums(slices.Concat(docs, newer)...)
	first := func(m map[string]any) map[string]any { return m["segments"].([]any)[0].(map[string]any) }
	for name, change := range map[string]func(m map[string]any){
		"items":                 func(m map[string]any) { m["items"] = 7 },
		"letters":               func(m map[string]any) { m["letters"] = 2000 },
		"sequence":              func(m map[string]any) { m["sequence"] = 1 },
		"generation":            func(m map[string]any) { m["generation"] = 9 },
		"letters of a segment":  func(m map[string]any) { first(m)["letters"] = 1 },
		"items of a segment":    func(m map[string]any) { first(m)["items"] = 1 },
		"none deleted":          func(m map[string]any) { delete(first(m), "deleted") },
		"a deleted letter more": func(m map[string]any) { first(m)["deleted"] = []int{2, 3, 500} },
		"deleted twice":         func(m map[string]any) { first(m)["deleted"] = []int{2, 3, 3} },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs...)
			segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, newer...)
			edit(t, dir, change)
			r, err := commit.Verify(context.Background(), dir)
			if err != nil || len(r.Damaged) == 0 || filepath.Base(r.Damaged[0].Path) != "000002.json" {
				t.Fatalf("verify: %+v, %v, want damage of the manifest", r.Damaged, err)
			}
			if _, err := commit.Repair(context.Background(), dir); err != nil {
				t.Fatal(err)
			}
			if got := versions(t, dir); !maps.Equal(got, want) {
				t.Errorf("after repair: %v, want %v", got, want)
			}
		})
	}
}

// TestRepairHoldsTheLock: nobody can commit between what Repair looks at and
// what it publishes.
func TestRepairHoldsTheLock(t *testing.T) {
	docs, dir := indextest.BenchDocuments(8), t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs...)
	damageWords(t, dir)
	w, err := commit.NewWriter(t.TempDir(), commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	steps := 0
	_, err = commit.RepairWithHook(context.Background(), dir, func(step string) error {
		steps++
		w, err := commit.NewWriter(dir, commit.WriterOptions{})
		if !errors.Is(err, index.ErrLocked) {
			t.Errorf("before %s: a writer is let in: %v", step, err)
			_ = w.Close()
		}
		return nil
	})
	if err != nil || steps == 0 {
		t.Errorf("repair: %v after %d steps", err, steps)
	}
	l, err := segment.AcquireLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	// Even looking waits for the lock: what is verified is what is repaired.
	if _, err := commit.Repair(context.Background(), dir); !errors.Is(err, index.ErrLocked) {
		t.Errorf("repair beside a writer: %v, want ErrLocked", err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
}

// An endedContext ends between the first look at it and the wait for it.
type endedContext struct {
	context.Context
	looked bool
}

func (c *endedContext) Err() error {
	if !c.looked {
		c.looked = true
		return nil
	}
	return c.Context.Err()
}

// TestLetterWhoseContextEndsIsNotKnown: Add gives up while the builder is busy
// and the queue full; the letter is not in, and not known.
func TestLetterWhoseContextEndsIsNotKnown(t *testing.T) {
	docs := indextest.BenchDocuments(12)
	dir, busy, blocked := t.TempDir(), make(chan struct{}), make(chan struct{}, 100)
	w, err := commit.NewWriter(dir, commit.WithHook(commit.WriterOptions{Jobs: 1, SegmentItems: 1}, func(string) error {
		blocked <- struct{}{}
		<-busy
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Add(context.Background(), docs[0]); err != nil {
		t.Fatal(err)
	}
	<-blocked
	for _, d := range docs[1:5] { // as many as the queue holds
		if err := w.Add(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	newer := replaced(docs, "b", 1)[0]
	for _, d := range []*index.Document{docs[6], newer} {
		if err := w.Add(&endedContext{Context: ctx}, d); err == nil {
			t.Error("the queue took a letter more than it holds")
		}
		if id := w.Known(d.Letter.Source.SHA256); id != "" {
			t.Errorf("bytes that were not taken are known as %s", id)
		}
	}
	if _, ok := w.Has(docs[6].Letter.ID); ok {
		t.Error("a letter that was not taken is in")
	}
	if sum, ok := w.Has(newer.Letter.ID); !ok || sum != docs[1].Letter.Source.SHA256 {
		t.Errorf("the older text is forgotten: %q, %v", sum, ok)
	}
	close(busy)
	if _, err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got, want := versions(t, dir), sums(docs[:5]...); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
