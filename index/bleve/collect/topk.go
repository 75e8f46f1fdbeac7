package collect

import (
	"math"
	"sync"
	"sync/atomic"
)

// A sharedTopK is the first k documents, k > 0, of all segments, which are searched
// side by side: what one finds spares the others looking at what cannot get
// in. It is safe for concurrent use. Documents are offered tier by tier.
type sharedTopK struct {
	mu sync.Mutex
	TopK
	least atomic.Uint64 // bits of the score of the last one, once there are k
	tier  atomic.Uint32 // of the last one
}

func newSharedTopK(o *Order, k int) *sharedTopK {
	f := &sharedTopK{TopK: TopK{Order: o, K: k}}
	f.least.Store(math.Float64bits(-1))
	return f
}

// floor returns what a document of a tier must score to get in: less than 0
// when any does, infinity when none.
func (f *sharedTopK) floor(tier uint8) float64 {
	least := math.Float64frombits(f.least.Load())
	if least >= 0 && uint8(f.tier.Load()) < tier {
		return math.Inf(1)
	}
	return least
}

// offer takes r in when it is among the first k.
func (f *sharedTopK) offer(r Hit) {
	if r.Score < f.floor(r.Tier) {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.TopK.Offer(r)
	if f.full() {
		f.tier.Store(uint32(f.heap[0].Tier))
		f.least.Store(math.Float64bits(f.heap[0].Score))
	}
}
