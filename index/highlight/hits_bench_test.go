package highlight

import (
	"testing"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/parser/lettertest"
)

// BenchmarkHits20 is what marks and snippets cost a page of 20 hits, over
// letters of the bench profile and of the generator.
func BenchmarkHits20(b *testing.B) {
	for _, profile := range []struct {
		name string
		from *lettertest.Generator
	}{{"bench", lettertest.Bench(1)}, {"letters", lettertest.New(lettertest.Options{Seed: 1})}} {
		var ds []index.Determination
		for i := range 40 {
			l := profile.from.Truth(i)
			doc := &index.Document{Letter: &l}
			ds = append(ds, doc.Determinations()...)
		}
		for _, q := range hitQueries {
			plan, _, err := resolve.Resolve(&index.Request{Query: q.query})
			if err != nil {
				b.Fatal(err)
			}
			b.Run(profile.name+"/"+q.name, func(b *testing.B) { benchHits(b, plan, ds) })
		}
	}
}

var hitQueries = []struct{ name, query string }{
	{"none", "outcome:upheld"},
	{"one", "#necessary"},
	{"two", "medical necessity"},
	{"phrase", `"medically necessary"`},
	{"near", "pain /5 treatment"},
	{"sentence", "pain /s treatment"},
	{"expanded", "opioid injection"},
	{"prefix", "medic*"},
}

func benchHits(b *testing.B, plan *index.Plan, ds []index.Determination) {
	const page = 20
	b.ReportAllocs()
	at := 0
	for b.Loop() {
		m := NewMarker(plan)
		for range page {
			d := &ds[at%len(ds)]
			at += 2
			m.Snippets(d, m.Mark(d), index.DefaultSnippets)
		}
	}
}
