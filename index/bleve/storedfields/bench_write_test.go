package storedfields

import (
	"path/filepath"
	"testing"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/parser/lettertest"
)

// BenchmarkAdd stores letters of the bench profile and whole ones of all
// layouts: time and bytes a letter.
func BenchmarkAdd(b *testing.B) {
	whole := lettertest.New(lettertest.Options{Seed: 1})
	for _, profile := range []struct {
		name string
		make func(i int) *index.Document
	}{{"bench", indextest.BenchDocument}, {"whole", func(i int) *index.Document {
		l := whole.Letter(i)
		return &index.Document{Letter: &l.Truth, Text: l.Text}
	}}} {
		b.Run(profile.name, func(b *testing.B) {
			docs := make([]*index.Document, 600)
			for i := range docs {
				docs[i] = profile.make(i)
			}
			w, err := Create(filepath.Join(b.TempDir(), "texts"))
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				for _, d := range docs {
					if err := w.Add(d); err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(w.at)/float64(n), "B/letter")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "us/letter")
			_ = w.Close()
		})
	}
}
