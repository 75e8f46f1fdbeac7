package bleve

import "sync"

// An arena lends slices of numbers for as long as a search takes, so that the
// many bits of bounds are not garbage. The zero arena is ready.
type arena[T uint32 | uint64 | float32] struct {
	chunk []T
	used  int
}

// arenaLeast is the least size of a chunk.
const arenaLeast = 1 << 14

// take returns n zeros.
func (a *arena[T]) take(n int) []T {
	out := a.room(n)
	clear(out)
	return out
}

// room returns n numbers, whatever they are.
func (a *arena[T]) room(n int) []T {
	if a.used+n > len(a.chunk) {
		a.chunk, a.used = make([]T, max(arenaLeast, 2*len(a.chunk), n)), 0
	}
	out := a.chunk[a.used : a.used+n : a.used+n]
	a.used += n
	return out
}

// A scratch is what the bounds of a shard lie in.
type scratch struct {
	bits  arena[uint64]
	ranks arena[uint32]
	sums  arena[float32]
	chunk [chunkDocs]float32
	found []promising
	begun []promising
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// release gives the memory back; nothing that was taken may be used any more.
func (s *scratch) release() {
	s.bits.used, s.ranks.used, s.sums.used = 0, 0, 0
	scratches.Put(s)
}
