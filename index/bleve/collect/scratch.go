package collect

import (
	"sync"

	"imrsearch/index/bleve/docset"
)

// A scratch is the memory in which the bounds of a segment lie.
type scratch struct {
	bits  docset.Arena[uint64]
	ranks docset.Arena[uint32]
	sums  docset.Arena[float32]
	chunk [chunkDocs]float32
	found []candidate
	seed  []candidate
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// release gives the memory back; nothing that was taken may be used any more.
func (s *scratch) release() {
	s.bits.Used, s.ranks.Used, s.sums.Used = 0, 0, 0
	scratches.Put(s)
}
