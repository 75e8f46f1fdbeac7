package match

import (
	"math/rand/v2"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/segment"
)

// TestCombinationsFindWhatSumsFind relaxes random words both ways.
func TestCombinationsFindWhatSumsFind(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	const items = 3000
	s := &Selection{Evaluator: &Evaluator{Segment: &segment.LiveSegment{Segment: &segment.Segment{Items: items}, All: docset.Full(items)}, bitmaps: map[WordIn]*roaring.Bitmap{}}}
	s.Segment.LiveDocs = s.Segment.All
	for range 300 {
		var words []index.Expr
		var shares []float32
		total := float32(0)
		for i := range 1 + r.IntN(maxCombined) {
			m := index.Matcher{Text: string(rune('a' + i))}
			docs := roaring.New()
			for doc := range uint32(items) {
				if r.IntN(3) == 0 {
					docs.Add(doc)
				}
			}
			s.bitmaps[WordIn{m, index.DefaultTexts}] = docs
			words = append(words, index.Sequence{Fields: index.DefaultTexts, Words: []index.Matcher{m}})
			shares = append(shares, float32(r.IntN(4))*r.Float32())
			total += shares[i]
		}
		if total == 0 {
			continue
		}
		for i := range shares {
			shares[i] /= total
		}
		if got, want := s.havingMost(words, shares), s.addedUp(words, shares); !got.Equals(want) {
			t.Errorf("shares %v: %d documents, want %d", shares, got.GetCardinality(), want.GetCardinality())
		}
	}
}
