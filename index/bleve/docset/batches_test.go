package docset

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

// TestBatchesHaveAllDocuments takes sets apart that are sparse, dense, and
// both by turns.
func TestBatchesHaveAllDocuments(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, share := range []float64{0, 0.01, 0.05, 0.07, 0.5, 1} {
		b := roaring.New()
		for doc := range uint32(70_000) {
			if r.Float64() < share*float64(1+doc/4096%2)/2 {
				b.Add(doc)
			}
		}
		var got []uint32
		EachBatch(b, b.GetCardinality(), 70_000, func(docs []uint32) { got = append(got, docs...) })
		if !slices.Equal(got, b.ToArray()) {
			t.Errorf("share %g: %d documents, want %d", share, len(got), b.GetCardinality())
		}
	}
}
