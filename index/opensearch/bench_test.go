package opensearch

import (
	"flag"
	"slices"
	"testing"
	"time"

	"imrsearch/index"
	"imrsearch/index/indextest"
)

var benchLetters = flag.Int("opensearch.letters", 2_000, "letters that BenchmarkSearch searches")

// BenchmarkSearch takes the first page of each kind of search, with facets, from
// the cluster.
func BenchmarkSearch(b *testing.B) {
	c := cluster(b)
	if err := c.Create(b.Context(), Settings{Shards: 3}); err != nil {
		b.Fatal(err)
	}
	items, start := 0, time.Now()
	for at := 0; at < *benchLetters; at += 1_000 {
		var docs []*index.Document
		for i := at; i < min(at+1_000, *benchLetters); i++ {
			docs = append(docs, indextest.BenchDocument(i))
			items += len(docs[len(docs)-1].Determinations())
		}
		if _, err := c.Write(b.Context(), docs); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("%d items in %s", items, time.Since(start).Round(time.Millisecond))
	e, err := Open(b.Context(), c, Options{Timeout: -1})
	if err != nil {
		b.Fatal(err)
	}
	for _, req := range searched {
		name := req.Query + " " + req.Sort.Field
		if req.Fold != "" {
			name += " folded"
		}
		b.Run(name, func(b *testing.B) {
			req.Limit, req.Facets = index.DefaultLimit, true
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				if _, err := e.Search(b.Context(), &req); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
		})
	}
}
