package bleve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestNextGenerationTakesTotalsOver replaces letters under an open engine:
// what is counted of the next generation is what a fresh one counts.
func TestNextGenerationTakesTotalsOver(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(120)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 60}, docs...)
	before, err := open(t, dir).acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer before.Release()
	if err := facet.Warm(before); err != nil {
		t.Fatal(err)
	}
	again := indextest.BenchDocuments(3)
	for _, d := range again {
		d.Letter.Source.SHA256 = "again " + d.Letter.ID
	}
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, again...)
	m, err := segment.ReadManifest(dir, 2)
	if err != nil {
		t.Fatal(err)
	}
	next, err := segment.OpenGeneration(dir, m, before)
	if err != nil {
		t.Fatal(err)
	}
	defer next.Release()
	fresh, err := segment.OpenGeneration(dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Release()
	inherited, same := 0, 0
	for i, s := range next.Segments {
		for _, old := range before.Segments {
			if old == s {
				same++
			}
		}
		for _, f := range segment.ShownFacets {
			v := s.Columns.Values[f.Name]
			if s.Counts.Totals[v] == nil {
				continue
			}
			inherited++
			if d := cmp.Diff(fresh.Segments[i].Totals([]*docvalues.Keywords{fresh.Segments[i].Columns.Values[f.Name]})[0], s.Totals([]*docvalues.Keywords{v})[0]); d != "" {
				t.Errorf("segment %d, %s (-counted +taken over)\n%s", i, f.Name, d)
			}
		}
	}
	if same == 0 || same == len(next.Segments) || inherited == 0 {
		t.Errorf("of %d segments %d are shared, %d totals are taken over", len(next.Segments), same, inherited)
	}
	if f, _ := index.FieldNamed("outcome"); facet.TableOf(next, f) == facet.TableOf(before, f) {
		t.Error("two generations share a table of values")
	}
}
