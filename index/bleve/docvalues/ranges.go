package docvalues

import (
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// maxRanges is how many ranges of a column are kept once they were found:
// people choose the same bands, years and months.
const maxRanges = 16

// ranges are the documents with a number in a range, of those ranges that
// were asked for last.
type ranges struct {
	mu   sync.Mutex
	kept []keptRange // the last one used is the last
}

type keptRange struct {
	from, to int32
	docs     *roaring.Bitmap
}

// Between returns the documents with a number from from to to.
func (n *NumberColumn) Between(from, to int32) *roaring.Bitmap {
	if docs := n.ranges.find(from, to); docs != nil {
		return docs
	}
	docs := n.scan(from, to)
	n.ranges.keep(keptRange{from, to, docs})
	return docs
}

func (r *ranges) find(from, to int32) *roaring.Bitmap {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, have := range r.kept {
		if have.from == from && have.to == to {
			r.kept = append(slices.Delete(r.kept, i, i+1), have)
			return have.docs
		}
	}
	return nil
}

func (r *ranges) keep(x keptRange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.kept) == maxRanges {
		r.kept = slices.Delete(r.kept, 0, 1)
	}
	r.kept = append(r.kept, x)
}

// scan looks at every document.
func (n *NumberColumn) scan(from, to int32) *roaring.Bitmap {
	if n.first == nil {
		return roaring.FromDense(within(n.One, from, to), false)
	}
	dense := make([]uint64, len(n.first)/64+1)
	for doc := range len(n.first) - 1 {
		for _, x := range n.all[n.first[doc]:n.first[doc+1]] {
			if x >= from && x <= to {
				dense[doc/64] |= 1 << (doc % 64)
				break
			}
		}
	}
	return roaring.FromDense(dense, false)
}

// within returns the places of the numbers from from to to, as bits. It takes
// the same time whatever the numbers are.
func within(numbers []int32, from, to int32) []uint64 {
	out := make([]uint64, (len(numbers)+63)/64)
	width := uint64(uint32(to)-uint32(from)) + 1
	for i := range out {
		word := uint64(0)
		for k, x := range numbers[i*64 : min(i*64+64, len(numbers))] {
			inside := (uint64(uint32(x)-uint32(from)) - width) >> 63 // the borrow
			word |= inside << k
		}
		out[i] = word
	}
	return out
}
