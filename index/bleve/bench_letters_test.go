package bleve

import (
	"context"
	"fmt"
	"testing"

	"imrsearch/index"
	"imrsearch/parser/lettertest"
)

var benchGenerator = lettertest.Bench(1)

// benchDocument returns letter i of the bench profile.
func benchDocument(i int) *index.Document {
	l := benchGenerator.Truth(i)
	l.Source.SHA256 = fmt.Sprintf("%064d", i)
	return &index.Document{Letter: &l, Text: "letter " + l.ID}
}

// benchDocuments returns the first n letters of the bench profile.
func benchDocuments(n int) []*index.Document {
	docs := make([]*index.Document, n)
	for i := range docs {
		docs[i] = benchDocument(i)
	}
	return docs
}

// write adds documents to the index in dir and commits.
func write(t testing.TB, dir string, opts WriterOptions, docs ...*index.Document) int {
	t.Helper()
	w, err := NewWriter(dir, opts)
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

// generationIn opens the generation that serves in dir, until the test has
// ended.
func generationIn(t testing.TB, dir string) *generation {
	t.Helper()
	n, err := readCurrent(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, err := readManifest(dir, n)
	if err != nil {
		t.Fatal(err)
	}
	g, err := openGeneration(dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.release)
	return g
}

// open opens an engine that finds every answer anew.
func open(t testing.TB, dir string) *Engine {
	t.Helper()
	return openWith(t, dir, Options{Timeout: -1, Answers: -1})
}

func openWith(t testing.TB, dir string, opts Options) *Engine {
	t.Helper()
	e, err := Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// serving returns the generation that serves, until the test has ended.
func serving(t testing.TB, e *Engine) *generation {
	t.Helper()
	g, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.release)
	return g
}
