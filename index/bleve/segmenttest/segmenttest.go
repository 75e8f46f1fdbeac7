// Package segmenttest writes and opens generations for tests.
package segmenttest

import (
	"context"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segment"
)

// Write adds documents to the index in dir and commits.
func Write(t testing.TB, dir string, opts commit.WriterOptions, docs ...*index.Document) int {
	t.Helper()
	w, err := commit.NewWriter(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, d := range docs {
		if err := w.Add(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	n, err := w.Commit(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Generation opens the generation that serves in dir, until the test has
// ended.
func Generation(t testing.TB, dir string) *segment.Generation {
	t.Helper()
	n, err := segment.ReadCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, err := segment.ReadManifest(dir, n)
	if err != nil {
		t.Fatal(err)
	}
	g, err := segment.OpenGeneration(dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.Release)
	return g
}

// Changed returns a letter with another request under the same id.
func Changed(d *index.Document, request, sum string) *index.Document {
	l := *d.Letter
	l.Items = slices.Clone(l.Items)
	l.Items[0].Request = request
	l.Source.SHA256 = sum
	return &index.Document{Letter: &l, Text: d.Text}
}
