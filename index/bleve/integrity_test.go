package bleve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/bleve/storedfields"
	"imrsearch/index/indextest"
)

func segmentFiles(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(segment.SegmentsDir(dir), func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != segment.InfoFile {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// flip changes one bit in the middle of a file.
func flip(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 4
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyNamesTheDamagedFile(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, indextest.BenchDocuments(20)...)
	if r, err := commit.Verify(context.Background(), dir); err != nil || len(r.Damaged) != 0 || r.Files < 6 {
		t.Fatalf("whole index: %+v, %v", r, err)
	}
	for _, f := range segmentFiles(t, dir) {
		flip(t, f)
		r, err := commit.Verify(context.Background(), dir)
		if err != nil || len(r.Damaged) != 1 || filepath.Join(dir, r.Damaged[0].Path) != f {
			t.Errorf("%s has a bit changed: %+v, %v", f, r.Damaged, err)
		}
		flip(t, f)
	}
}

// TestRepairMakesFilesAgain damages each file in turn; only letters in a
// damaged block of texts are lost.
func TestRepairMakesFilesAgain(t *testing.T) {
	docs := indextest.BenchDocuments(24)
	whole := t.TempDir()
	segmenttest.Write(t, whole, commit.WriterOptions{}, docs...)
	for i, f := range segmentFiles(t, whole) {
		rel, err := filepath.Rel(segment.SegmentsDir(whole), f)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			path := segmentFiles(t, dir)[i]
			flip(t, path)
			done, err := commit.Repair(context.Background(), dir)
			lost := done.Lost
			if err != nil {
				t.Fatalf("repair after damage in %s: %v", rel, err)
			}
			want := len(docs) - len(lost)
			if texts := strings.HasSuffix(path, "texts"); !texts && len(lost) > 0 || len(lost) > 1 {
				t.Errorf("lost %v", lost)
			}
			if got := answer(t, open(t, dir), index.Request{}).Total.Letters; got != want {
				t.Errorf("%d letters, want %d", got, want)
			}
			if r, err := commit.Verify(context.Background(), dir); err != nil || len(r.Damaged) > 0 {
				t.Errorf("after repair: %+v, %v", r, err)
			}
		})
	}
}

// TestRepairNamesTheFileOfALostLetter damages a letter, and the dictionary of
// all, of which there is a copy.
func TestRepairNamesTheFileOfALostLetter(t *testing.T) {
	docs := indextest.BenchDocuments(9)
	for _, d := range docs {
		d.Letter.Source.Path = d.Letter.ID + ".txt"
	}
	for frame, want := range map[int][]string{
		0: nil,
		4: {docs[3].Letter.ID + ": ingest " + docs[3].Letter.ID + ".txt again"},
	} {
		dir := t.TempDir()
		segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs...)
		for _, f := range segmentFiles(t, dir) {
			if filepath.Base(f) == "texts" {
				flipFrame(t, f, frame)
			}
		}
		done, err := commit.Repair(context.Background(), dir)
		lost := done.Lost
		if err != nil || !slices.Equal(lost, want) {
			t.Errorf("frame %d: lost %q, %v, want %q", frame, lost, err, want)
		}
	}
}

func flipFrame(t *testing.T, path string, frame int) {
	t.Helper()
	texts, err := storedfields.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	at := len(sectionfile.Magic) + int(texts.Off[frame]+texts.Off[frame+1])/2
	_ = texts.File.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 0x40
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestRepairWithoutTableOfContents damages the end of the texts file: every
// letter can still be read.
func TestRepairWithoutTableOfContents(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, indextest.BenchDocuments(24)...)
	for _, f := range segmentFiles(t, dir) {
		if filepath.Base(f) != "texts" {
			continue
		}
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(f, info.Size()-3); err != nil {
			t.Fatal(err)
		}
	}
	if done, err := commit.Repair(context.Background(), dir); err != nil || len(done.Lost) > 0 {
		t.Fatalf("lost %v, %v", done.Lost, err)
	}
	if got := answer(t, open(t, dir), index.Request{}).Total.Letters; got != 24 {
		t.Errorf("%d letters, want 24", got)
	}
}

// TestCutOffFilesNeverPanic opens and searches an index with a file cut off
// or missing: an error that wraps ErrDamaged, or an answer.
func TestCutOffFilesNeverPanic(t *testing.T) {
	whole := t.TempDir()
	segmenttest.Write(t, whole, commit.WriterOptions{}, indextest.BenchDocuments(8)...)
	for i := range segmentFiles(t, whole) {
		for _, part := range []int64{0, 1, 2} {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			path := segmentFiles(t, dir)[i]
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Truncate(path, info.Size()*part/3); err != nil {
				t.Fatal(err)
			}
			e, err := Open(dir, Options{})
			if err == nil {
				_, err = e.Search(context.Background(), &index.Request{Query: "pain", Limit: 5, Facets: true})
				_ = e.Close()
			}
			if err != nil && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("%s cut to %d/3: %v, want ErrDamaged", filepath.Base(path), part, err)
			}
		}
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir, Options{}); !errors.Is(err, index.ErrNoIndex) {
		t.Errorf("empty directory: %v, want ErrNoIndex", err)
	}
	segmenttest.Write(t, dir, commit.WriterOptions{}, indextest.BenchDocuments(2)...)
	b, err := os.ReadFile(segment.ManifestPath(dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Replace(string(b), `"schema": `, `"schema": 9`, 1)
	if err := os.WriteFile(segment.ManifestPath(dir, 1), []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, index.ErrVersion) {
		t.Errorf("other schema: %v, want ErrVersion", err)
	}
	if err := os.WriteFile(segment.CurrentPath(dir), []byte("7\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("missing manifest: %v, want ErrDamaged", err)
	}
}
