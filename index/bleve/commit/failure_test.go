package commit_test

import (
	"context"
	"errors"
	"fmt"
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

// versions returns what serves in dir: letter id → hash of its bytes; nil
// without an index. It fails when a letter lives twice or Verify finds damage.
func versions(t *testing.T, dir string) map[string]string {
	t.Helper()
	if _, err := segment.ReadCurrent(dir); errors.Is(err, index.ErrNoIndex) {
		return nil
	}
	if r, err := commit.Verify(context.Background(), dir); err != nil || len(r.Damaged) > 0 {
		t.Errorf("verify: %+v, %v", r.Damaged, err)
	}
	out := map[string]string{}
	for _, s := range segmenttest.Generation(t, dir).Segments {
		for l := range uint32(s.Letters.Len()) {
			if _, deleted := slices.BinarySearch(s.Manifest.Deleted, l); !deleted {
				id := s.Letters.IDs.At(int(l))
				if _, ok := out[id]; ok {
					t.Errorf("letter %s lives twice", id)
				}
				out[id] = s.Letters.Sum(l)
			}
		}
	}
	return out
}

// runOver does what a run over files does: it adds what is not known, and
// commits when there is something to commit.
func runOver(dir string, opts commit.WriterOptions, docs ...*index.Document) error {
	w, err := commit.NewWriter(dir, opts)
	if err != nil {
		return err
	}
	defer w.Close()
	changed := w.Recovered() > 0
	for _, d := range docs {
		if w.Known(d.Letter.Source.SHA256) != "" {
			continue
		}
		changed = true
		if err := w.Add(context.Background(), d); err != nil {
			return err
		}
	}
	if changed {
		_, err = w.Commit(context.Background())
	}
	return err
}

func sums(docs ...*index.Document) map[string]string {
	out := map[string]string{}
	for _, d := range docs {
		out[d.Letter.ID] = d.Letter.Source.SHA256
	}
	return out
}

func same(a, b map[string]string) bool {
	for id, sum := range a {
		if b[id] != sum {
			return false
		}
	}
	return len(a) == len(b)
}

// replaced returns the documents with a newer version of some behind them.
func replaced(docs []*index.Document, version string, which ...int) []*index.Document {
	var out []*index.Document
	for _, i := range which {
		out = append(out, segmenttest.Changed(docs[i], "changed "+version, version+docs[i].Letter.ID))
	}
	return out
}

// snapshots returns a hook that copies the index before each durable step:
// what a killed process leaves there.
func snapshots(t *testing.T, dir string) (segment.Hook, func() []string) {
	var taken []string
	root := t.TempDir()
	return func(step string) error {
		to := filepath.Join(root, fmt.Sprintf("%02d %s", len(taken), step))
		taken = append(taken, to)
		return os.CopyFS(to, os.DirFS(dir))
	}, func() []string { return taken }
}

// TestKilledIngest: at whatever step a process is killed, what serves is the
// old state or the new one, and the same run once more gives the new one.
func TestKilledIngest(t *testing.T) {
	docs := indextest.BenchDocuments(40)
	for name, history := range map[string]struct{ before, run []*index.Document }{
		"first":    {nil, docs},
		"more":     {docs[:20], docs[20:]},
		"replaced": {docs, replaced(docs, "b", 1, 2, 3, 30)},
		"merged":   {docs[:20], slices.Concat(docs[20:], replaced(docs, "b", 0, 1, 2, 3, 4, 5))},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			opts := commit.WriterOptions{Jobs: 1, SegmentItems: 16}
			if history.before != nil {
				if err := runOver(dir, opts, history.before...); err != nil {
					t.Fatal(err)
				}
			}
			old, want := versions(t, dir), sums(slices.Concat(history.before, history.run)...)
			hook, taken := snapshots(t, dir)
			if err := runOver(dir, commit.WithHook(opts, hook), history.run...); err != nil {
				t.Fatal(err)
			}
			if got := versions(t, dir); !same(got, want) {
				t.Fatalf("without a kill: %v, want %v", got, want)
			}
			if len(taken()) < 6 {
				t.Fatalf("%d kill points, want 6 or more", len(taken()))
			}
			for _, killed := range taken() {
				step := filepath.Base(killed)
				if got := versions(t, killed); !same(got, old) && !same(got, want) {
					t.Errorf("killed before %s: neither the old letters nor the new ones: %v", step, got)
				}
				if err := runOver(killed, opts, history.run...); err != nil {
					t.Errorf("after a kill before %s: %v", step, err)
				}
				if got := versions(t, killed); !same(got, want) {
					t.Errorf("killed before %s, then the same run: %d letters %v, want %v", step, len(got), got, want)
				}
				leavesNothing(t, killed)
			}
		})
	}
}

// leavesNothing fails when gc leaves files that the serving generation does
// not need.
func leavesNothing(t *testing.T, dir string) {
	t.Helper()
	if err := commit.GC(dir, 1); err != nil {
		t.Error(err)
	}
	r, err := commit.Verify(context.Background(), dir)
	if err != nil || len(r.Orphans) > 0 || len(r.Damaged) > 0 {
		t.Errorf("after gc: %+v, %v", r, err)
	}
	if list, err := segment.GenerationsOf(dir); err != nil || len(list) != 1 {
		t.Errorf("after gc: generations %v, %v", list, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "damaged")); err == nil {
		t.Error("after gc: the folder damaged is left")
	}
}

// TestFullDisk: when a step fails, the run says so, what served goes on, and
// the same run once more ends well.
func TestFullDisk(t *testing.T) {
	docs := indextest.BenchDocuments(30)
	full := errors.New("no space left")
	for at := 0; ; at++ {
		dir, steps := t.TempDir(), 0
		opts := commit.WriterOptions{Jobs: 1, SegmentItems: 16}
		if err := runOver(dir, opts, docs[:10]...); err != nil {
			t.Fatal(err)
		}
		err := runOver(dir, commit.WithHook(opts, func(step string) error {
			if steps++; steps == at+1 && step != "prune" {
				return full
			}
			return nil
		}), docs...)
		if steps <= at {
			break
		}
		want := sums(docs...)
		if got := versions(t, dir); err != nil && !same(got, sums(docs[:10]...)) || err == nil && !same(got, want) {
			t.Errorf("step %d failed (%v): %v serves", at, err, got)
		}
		if err := runOver(dir, opts, docs...); err != nil {
			t.Errorf("step %d failed, then: %v", at, err)
		}
		if got := versions(t, dir); !same(got, want) {
			t.Errorf("step %d failed, then the same run: %v, want %v", at, got, want)
		}
		leavesNothing(t, dir)
	}
}

// TestCommitCanBeTriedAgain: a Writer whose commit failed commits the same
// letters when it is asked again, the replaced ones too.
func TestCommitCanBeTriedAgain(t *testing.T) {
	docs, dir, fail := indextest.BenchDocuments(12), t.TempDir(), true
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs...)
	w, err := commit.NewWriter(dir, commit.WithHook(commit.WriterOptions{}, func(step string) error {
		if fail && step == "write CURRENT" {
			return errors.New("no space left")
		}
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	newer := replaced(docs, "b", 0, 5)
	for _, d := range newer {
		if err := w.Add(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Commit(context.Background()); err == nil {
		t.Fatal("the commit did not fail")
	}
	fail = false
	if _, err := w.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got, want := versions(t, dir), sums(slices.Concat(docs, newer)...); !same(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestInterruptedRepair: a repair that is killed or fails brings no older text
// of a letter back, whatever is ingested next.
func TestInterruptedRepair(t *testing.T) {
	docs := indextest.BenchDocuments(24)
	newer := replaced(docs, "b", 0)
	dir := t.TempDir()
	opts := commit.WriterOptions{Jobs: 1}
	for _, step := range [][]*index.Document{docs[:20], newer} {
		if err := runOver(dir, opts, step...); err != nil {
			t.Fatal(err)
		}
	}
	damageWords(t, dir)
	hook, taken := snapshots(t, dir)
	if _, err := commit.RepairWithHook(context.Background(), dir, hook); err != nil {
		t.Fatal(err)
	}
	want := sums(slices.Concat(docs[:20], newer)...)
	if got := versions(t, dir); !same(got, want) {
		t.Fatalf("after repair: %v, want %v", got, want)
	}
	leavesNothing(t, dir)
	want = sums(slices.Concat(docs, newer)...)
	for _, killed := range taken() {
		step := filepath.Base(killed)
		if _, err := commit.Repair(context.Background(), killed); err != nil {
			t.Fatalf("repair killed before %s, then repair: %v", step, err)
		}
		if err := runOver(killed, opts, docs...); err != nil {
			t.Fatal(err)
		}
		if got := versions(t, killed); !same(got, want) {
			t.Errorf("repair killed before %s: %v, want %v", step, got, want)
		}
	}
}

// damageWords changes a bit of the first segment's words.
func damageWords(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(segment.SegmentsDir(dir), "*", "words"))
	if err != nil || len(files) == 0 {
		t.Fatal("no words file", err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 4
	if err := os.WriteFile(files[0], b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPendingSegmentsAreBound: a complete segment is taken over only while the
// commit that it was built to follow serves, and only when it is whole.
func TestPendingSegmentsAreBound(t *testing.T) {
	docs := indextest.BenchDocuments(20)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs[:10]...)
	w, err := commit.NewWriter(dir, commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range replaced(docs, "b", 0, 1, 2) {
		if err := w.Add(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	pendingIn := func(dir string) int {
		w, err := commit.NewWriter(dir, commit.WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		return w.Recovered()
	}
	if got := pendingIn(dir); got != 3 {
		t.Errorf("%d letters are pending, want 3", got)
	}
	// Another commit, made where the pending segment was not seen.
	other := t.TempDir()
	if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	r, err := commit.Verify(context.Background(), other)
	if err != nil || len(r.Orphans) != 1 {
		t.Fatalf("orphans %v, %v, want the pending segment", r.Orphans, err)
	}
	aside := filepath.Join(t.TempDir(), "aside")
	if err := os.Rename(filepath.Join(other, r.Orphans[0]), aside); err != nil {
		t.Fatal(err)
	}
	segmenttest.Write(t, other, commit.WriterOptions{}, docs[10:]...)
	if err := os.Rename(aside, filepath.Join(other, r.Orphans[0])); err != nil {
		t.Fatal(err)
	}
	if got := pendingIn(other); got != 0 {
		t.Errorf("%d letters of another commit are taken over", got)
	}
	// A damaged one.
	words := filepath.Join(dir, r.Orphans[0], "texts")
	b, err := os.ReadFile(words)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(words, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := pendingIn(dir); got != 0 {
		t.Errorf("%d letters of a damaged segment are taken over", got)
	}
}
