package bleve

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// benchItems is the size of the corpus of benchmarks; IMR_BENCH_ITEMS sets
// another.
func benchItems() int {
	if n, err := strconv.Atoi(os.Getenv("IMR_BENCH_ITEMS")); err == nil {
		return n
	}
	return 20_000
}

// benchIndex returns an engine over benchItems items of the bench profile. The
// index is kept in IMR_BENCH_DIR, where that is set, for the next run.
func benchIndex(b *testing.B) *Engine {
	dir := os.Getenv("IMR_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	dir = filepath.Join(dir, strconv.Itoa(benchItems()))
	if _, err := os.Stat(segment.CurrentPath(dir)); err != nil {
		writeBench(b, dir)
	}
	e, err := Open(dir, Options{Timeout: -1, CachedResults: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	return e
}

func writeBench(b *testing.B, dir string) {
	w, err := commit.NewWriter(dir, commit.WriterOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	for items, i := 0, 0; items < benchItems(); i++ {
		d := indextest.BenchDocument(i)
		items += len(d.Letter.Items)
		if err := w.Add(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := w.Commit(context.Background()); err != nil {
		b.Fatal(err)
	}
}

// benchQueries are what people type, from cheap to dear.
var benchQueries = []struct{ name, query string }{
	{"all", ""},
	{"common", "necessary"},
	{"two", "lumbar injection"},
	{"three", "lumbar epidural injection"},
	{"field", "rationale:radiculopathy"},
	{"phrase", `"medically necessary"`},
	{"near", "medical /5 necessary"},
	{"sentence", "pain /s treatment"},
	{"prefix", "opioid!"},
	{"filtered", "outcome:overturned age:40..60"},
}

// BenchmarkSearchPage is a whole page: totals, the facets that are shown, 20
// hits with snippets.
func BenchmarkSearchPage(b *testing.B) {
	e := benchIndex(b)
	for _, q := range benchQueries {
		b.Run(q.name, func(b *testing.B) { benchSearch(b, e, index.Request{Query: q.query, Limit: 20, Facets: true}) })
	}
}

// BenchmarkSearchTotals is the totals alone.
func BenchmarkSearchTotals(b *testing.B) {
	e := benchIndex(b)
	for _, q := range benchQueries {
		b.Run(q.name, func(b *testing.B) { benchSearch(b, e, index.Request{Query: q.query}) })
	}
}

func benchSearch(b *testing.B, e *Engine, req index.Request) {
	items := 0
	b.ReportAllocs()
	for b.Loop() {
		r, err := e.Search(context.Background(), &req)
		if err != nil {
			b.Fatal(err)
		}
		items = r.Total.Items
	}
	b.ReportMetric(float64(items), "items")
}

// BenchmarkIngest writes benchItems items. Letters are made beforehand.
func BenchmarkIngest(b *testing.B) {
	var docs []*index.Document
	items := 0
	for i := 0; items < min(benchItems(), 20_000); i++ {
		docs = append(docs, indextest.BenchDocument(i))
		items += len(docs[i].Letter.Items)
	}
	for b.Loop() {
		segmenttest.Write(b, b.TempDir(), commit.WriterOptions{}, docs...)
	}
	b.ReportMetric(float64(items)/b.Elapsed().Seconds()*float64(b.N), "items/s")
}

// BenchmarkSecondPage shows what the query cache saves: a page whose search
// was run for the page before.
func BenchmarkSecondPage(b *testing.B) {
	found := benchIndex(b)
	cached, err := Open(found.dir, Options{Timeout: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = cached.Close() })
	for _, q := range benchQueries {
		req := index.Request{Query: q.query, Limit: 20, Start: 20, Facets: true}
		b.Run(q.name+"/searched", func(b *testing.B) { benchSearch(b, found, req) })
		b.Run(q.name+"/cached", func(b *testing.B) { benchSearch(b, cached, req) })
	}
}
