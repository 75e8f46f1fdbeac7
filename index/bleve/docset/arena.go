package docset

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
