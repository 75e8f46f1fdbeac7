package indextest

import (
	"testing"

	"imrsearch/index"
	"imrsearch/index/highlight"
	"imrsearch/index/resolve"
)

// BenchmarkPage20 is what a page of 20 hits costs beside the search: marks
// and snippets over letters of the bench profile.
func BenchmarkPage20(b *testing.B) {
	docs := generated(1, 40)
	var ds []index.Determination
	for _, d := range docs {
		ds = append(ds, d.Determinations()...)
	}
	for name, q := range map[string]string{
		"words": "medical necessity documentation", "proximity": `patient /s "pain"`, "none": "outcome:upheld", "expanded": "opioid taper",
	} {
		plan, _, err := resolve.Resolve(&index.Request{Query: q})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m := highlight.NewMarker(plan)
				for i := range 20 {
					highlight.Snippets(&ds[i], m.Mark(&ds[i]), index.DefaultSnippets)
				}
			}
		})
	}
}
