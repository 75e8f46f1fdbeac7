package bleve

import (
	"testing"

	"imrsearch/index/bleve/segment"
)

// open opens an engine that finds every answer anew.
func open(t testing.TB, dir string) *Engine {
	t.Helper()
	return openWith(t, dir, Options{Timeout: -1, CachedResults: -1})
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
func serving(t testing.TB, e *Engine) *segment.Generation {
	t.Helper()
	g, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.Release)
	return g
}
