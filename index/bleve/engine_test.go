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
