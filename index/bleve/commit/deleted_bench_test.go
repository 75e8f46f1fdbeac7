package commit_test

import (
	"context"
	"fmt"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/parser/imr"
)

// BenchmarkReplaceEveryLetter commits a newer text of every letter: the time of
// a letter must not grow with their number.
func BenchmarkReplaceEveryLetter(b *testing.B) {
	for _, n := range []int{5_000, 10_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				dir := b.TempDir()
				for _, version := range []string{"a", "b"} {
					w, err := commit.NewWriter(dir, commit.WriterOptions{})
					if err != nil {
						b.Fatal(err)
					}
					for i := range n {
						id := fmt.Sprintf("x%012d", i)
						d := &index.Document{Letter: &imr.Letter{ID: id, Source: imr.Source{SHA256: version + id}}, Text: version}
						if err := w.Add(context.Background(), d); err != nil {
							b.Fatal(err)
						}
					}
					if _, err := w.Commit(context.Background()); err != nil {
						b.Fatal(err)
					}
					if err := w.Close(); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/letter")
		})
	}
}
