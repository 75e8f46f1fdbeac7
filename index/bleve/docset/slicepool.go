package docset

import (
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// SlicePool lends long lists of numbers, which are needed for a moment. It is safe
// for concurrent use.
type SlicePool[T uint64 | float32] struct{ pool sync.Pool }

// Get returns n zeros. Give them back.
func (l *SlicePool[T]) Get(n int) *[]T {
	p, ok := l.pool.Get().(*[]T)
	if !ok {
		p = new([]T)
	}
	if cap(*p) < n {
		*p = make([]T, n)
	}
	*p = (*p)[:n]
	clear(*p)
	return p
}

// Put gives a list back.
func (l *SlicePool[T]) Put(p *[]T) { l.pool.Put(p) }

// Bits by document, and scores by document.
var (
	BitPool   SlicePool[uint64]
	ScorePool SlicePool[float32]
)

// AddScore adds a weight to the scores of documents.
func AddScore(scores []float32, docs *roaring.Bitmap, weight float32) {
	EachBatch(docs, docs.GetCardinality(), len(scores), func(docs []uint32) {
		for _, doc := range docs {
			scores[doc] += weight
		}
	})
}

// WithScore returns the documents whose score passes.
func WithScore(scores []float32, passes func(score float32) bool) *roaring.Bitmap {
	dense := make([]uint64, (len(scores)+63)/64)
	for doc, score := range scores {
		if passes(score) {
			dense[doc/64] |= 1 << (doc % 64)
		}
	}
	return roaring.FromDense(dense, false)
}

// An Arena lends slices of numbers for as long as a search takes, so that the
// many bits of bounds are not garbage. The zero arena is ready.
type Arena[T uint32 | uint64 | float32] struct {
	chunk []T
	Used  int
}

// arenaLeast is the least size of a chunk.
const arenaLeast = 1 << 14

// Take returns n zeros.
func (a *Arena[T]) Take(n int) []T {
	out := a.Room(n)
	clear(out)
	return out
}

// Room returns n numbers, whatever they are.
func (a *Arena[T]) Room(n int) []T {
	if a.Used+n > len(a.chunk) {
		a.chunk, a.Used = make([]T, max(arenaLeast, 2*len(a.chunk), n)), 0
	}
	out := a.chunk[a.Used : a.Used+n : a.Used+n]
	a.Used += n
	return out
}
