package bleve

import (
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestConformance runs the suite of all engines, over several segments.
func TestConformance(t *testing.T) {
	indextest.Run(t, func(t *testing.T, docs []*index.Document) index.Searcher {
		dir := t.TempDir()
		segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 40}, docs...)
		return open(t, dir)
	})
}

// TestKept runs the suite of kept searches, tags and notes.
func TestKept(t *testing.T) {
	indextest.RunKept(t, func(t *testing.T, docs []*index.Document, keeper index.Keeper) index.Searcher {
		dir := t.TempDir()
		segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 40}, docs...)
		e, err := Open(dir, Options{Keeper: keeper})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { e.Close() })
		return e
	})
}
