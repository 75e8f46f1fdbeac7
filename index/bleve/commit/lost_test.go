package commit_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/indextest"
)

// TestLostFilesAreRepaired loses CURRENT or manifests of an index of two
// generations. A lost one is damage, never "no index" and never a start from
// nothing; Repair brings every letter back in its newest version, and the next
// run goes on from there.
func TestLostFilesAreRepaired(t *testing.T) {
	docs := indextest.BenchDocuments(20)
	newer := replaced(docs, "b", 2, 3)
	more := indextest.BenchDocuments(24)[20:]
	write := func(dir, path, content string) error {
		return os.WriteFile(filepath.Join(dir, path), []byte(content), 0o644)
	}
	for name, lose := range map[string]func(dir string) error{
		"CURRENT":               func(dir string) error { return os.Remove(segment.CurrentPath(dir)) },
		"CURRENT is empty":      func(dir string) error { return write(dir, "CURRENT", "") },
		"CURRENT is ahead":      func(dir string) error { return write(dir, "CURRENT", "7\n") },
		"manifest":              func(dir string) error { return os.Remove(segment.ManifestPath(dir, 2)) },
		"manifest is cut short": func(dir string) error { return os.Truncate(segment.ManifestPath(dir, 2), 100) },
		"all manifests and CURRENT": func(dir string) error {
			return errors.Join(os.Truncate(segment.ManifestPath(dir, 1), 9), os.Truncate(segment.ManifestPath(dir, 2), 9), os.Remove(segment.CurrentPath(dir)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			opts := commit.WriterOptions{Jobs: 1, SegmentItems: 16}
			if err := errors.Join(runOver(dir, opts, docs...), runOver(dir, opts, newer...)); err != nil {
				t.Fatal(err)
			}
			if err := lose(dir); err != nil {
				t.Fatal(err)
			}
			if _, err := commit.Verify(context.Background(), dir); !errors.Is(err, index.ErrDamaged) {
				t.Errorf("verify: %v, want index.ErrDamaged", err)
			}
			if err := runOver(dir, opts, more...); !errors.Is(err, index.ErrDamaged) {
				t.Errorf("a writer of an index with lost files: %v, want index.ErrDamaged", err)
			}
			done, err := commit.Repair(context.Background(), dir)
			if err != nil || len(done.Damaged) == 0 || len(done.Lost) > 0 {
				t.Fatalf("repair: %+v, %v", done, err)
			}
			if got, want := versions(t, dir), sums(slices.Concat(docs, newer)...); !same(got, want) {
				t.Errorf("after repair: %v, want %v", got, want)
			}
			if err := errors.Join(runOver(dir, opts, slices.Concat(docs, more)...), commit.GC(dir, 1)); err != nil {
				t.Fatal(err)
			}
			if got, want := versions(t, dir), sums(slices.Concat(docs, newer, more)...); !same(got, want) {
				t.Errorf("after the next run: %v, want %v", got, want)
			}
		})
	}
}

// TestDamagedOldManifest: a manifest that no longer serves stops neither
// ingest nor gc.
func TestDamagedOldManifest(t *testing.T) {
	docs := indextest.BenchDocuments(12)
	dir := t.TempDir()
	if err := errors.Join(runOver(dir, commit.WriterOptions{}, docs[:5]...), runOver(dir, commit.WriterOptions{}, docs[5:8]...)); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(segment.ManifestPath(dir, 1), 20); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(runOver(dir, commit.WriterOptions{}, docs...), commit.GC(dir, 1)); err != nil {
		t.Fatal(err)
	}
	if got := versions(t, dir); !same(got, sums(docs...)) {
		t.Errorf("serves %d letters, want %d", len(got), len(docs))
	}
}

// TestNoIndexBeforeTheFirstCommit: a first commit that was killed before it
// served is no index, not a damaged one.
func TestNoIndexBeforeTheFirstCommit(t *testing.T) {
	dir := t.TempDir()
	hook, taken := snapshots(t, dir)
	if err := runOver(dir, commit.WithHook(commit.WriterOptions{}, hook), indextest.BenchDocuments(5)...); err != nil {
		t.Fatal(err)
	}
	if len(taken()) < 3 {
		t.Fatalf("steps: %q", taken())
	}
	for _, at := range taken() {
		if filepath.Base(at)[3:] == "prune" {
			continue
		}
		if _, err := segment.ReadCurrent(at); !errors.Is(err, index.ErrNoIndex) {
			t.Errorf("killed before %q: %v, want index.ErrNoIndex", filepath.Base(at), err)
		}
	}
}

// TestDamagedDescription: Verify names a segment whose description is lost or
// says something else than the manifest, and Repair builds it again.
func TestDamagedDescription(t *testing.T) {
	docs := indextest.BenchDocuments(8)
	for name, damage := range map[string]func(path string) error{
		"missing":   os.Remove,
		"cut short": func(path string) error { return os.Truncate(path, 30) },
		"edited": func(path string) error {
			b, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path, bytes.Replace(b, []byte(`"texts"`), []byte(`"tests"`), 1), 0o644))
		},
	} {
		dir := t.TempDir()
		if err := runOver(dir, commit.WriterOptions{}, docs...); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(segment.SegmentsDir(dir), "*", segment.InfoFile))
		if err != nil || len(files) != 1 {
			t.Fatalf("files %q: %v", files, err)
		}
		if err := damage(files[0]); err != nil {
			t.Fatal(err)
		}
		want, _ := filepath.Rel(dir, files[0])
		r, err := commit.Verify(context.Background(), dir)
		if err != nil || len(r.Damaged) != 1 || r.Damaged[0].Path != want {
			t.Errorf("%s: verify: %+v, %v, want %s damaged", name, r.Damaged, err, want)
		}
		if done, err := commit.Repair(context.Background(), dir); err != nil || len(done.Lost) > 0 {
			t.Errorf("%s: repair: %+v, %v", name, done, err)
		}
		if got := versions(t, dir); !same(got, sums(docs...)) {
			t.Errorf("%s: serves %d letters after repair, want %d", name, len(got), len(docs))
		}
	}
}
