package bleve

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

// TestNextGenerationTakesTotalsOver replaces letters under an open engine:
// what is counted of the next generation is what a fresh one counts.
func TestNextGenerationTakesTotalsOver(t *testing.T) {
	dir := t.TempDir()
	docs := benchDocuments(120)
	write(t, dir, WriterOptions{Jobs: 1, ShardItems: 60}, docs...)
	before, err := open(t, dir).acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer before.release()
	if err := warmUp(before); err != nil {
		t.Fatal(err)
	}
	again := benchDocuments(3)
	for _, d := range again {
		d.Letter.Source.SHA256 = "again " + d.Letter.ID
	}
	write(t, dir, WriterOptions{Jobs: 1}, again...)
	m, err := readManifest(dir, 2)
	if err != nil {
		t.Fatal(err)
	}
	next, err := openGeneration(dir, m, before)
	if err != nil {
		t.Fatal(err)
	}
	defer next.release()
	fresh, err := openGeneration(dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.release()
	inherited, same := 0, 0
	for i, s := range next.shards {
		for _, old := range before.shards {
			if old == s {
				same++
			}
		}
		for _, f := range shownFacets {
			v := s.columns.values[f.Name]
			if s.counts.totals[v] == nil {
				continue
			}
			inherited++
			if d := cmp.Diff(fresh.shards[i].totals([]*values{fresh.shards[i].columns.values[f.Name]})[0], s.totals([]*values{v})[0]); d != "" {
				t.Errorf("shard %d, %s (-counted +taken over)\n%s", i, f.Name, d)
			}
		}
	}
	if same == 0 || same == len(next.shards) || inherited == 0 {
		t.Errorf("of %d shards %d are shared, %d totals are taken over", len(next.shards), same, inherited)
	}
	if f, _ := index.FieldNamed("outcome"); facetTableOf(next, f) == facetTableOf(before, f) {
		t.Error("two generations share a table of values")
	}
}
