//go:build unix

package commit_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestFilesCutShortUnderAWriter cuts the files of an index to their first page
// while a Writer has them mapped. Adding letters, replacing them, reading them
// again, and committing work or fail with index.ErrDamaged; the process goes
// on. Without guarded the test itself would be killed.
func TestFilesCutShortUnderAWriter(t *testing.T) {
	docs := indextest.BenchDocuments(400)
	whole := t.TempDir()
	segmenttest.Write(t, whole, commit.WriterOptions{Jobs: 1}, docs...)
	failed := map[string]bool{}
	for _, name := range []string{"letters", "texts", "words", "columns"} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		w, err := commit.NewWriter(dir, commit.WriterOptions{Jobs: 1, Reading: commit.Reading{Parser: "another"}})
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*", "*", name))
		if err != nil || len(files) != 1 {
			t.Fatalf("files %q: %v", files, err)
		}
		if err := os.Truncate(files[0], int64(os.Getpagesize())); err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		var errs []error
		for i := range docs {
			w.Known(docs[i].Letter.Source.SHA256)
			w.Has(docs[i].Letter.ID)
			w.Origin(docs[i].Letter.ID)
		}
		read := 0
		errs = append(errs, w.Outdated(ctx, func(*index.Document) error { read++; return nil }))
		for i := range 60 { // more than a tenth: the segment is merged
			errs = append(errs, w.Add(ctx, segmenttest.Changed(docs[i], "changed", docs[i].Letter.ID)))
		}
		_, err = w.Commit(ctx)
		errs = append(errs, err, w.Close())
		failed[name] = read < len(docs)
		for _, err := range errs {
			if err != nil && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("%s cut short: %v, want index.ErrDamaged", name, err)
			}
			failed[name] = failed[name] || err != nil
		}
	}
	for _, name := range []string{"letters", "texts"} {
		if !failed[name] {
			t.Errorf("%s cut short: no step noticed", name)
		}
	}
}
