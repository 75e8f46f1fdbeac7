package bleve

import (
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// counts are the totals of a shard's living documents by value, for each
// column; counted when first asked for.
type counts struct {
	mu     sync.Mutex
	totals map[*values][]uint32
}

// countValues returns for each of the columns how many of the documents, all
// alive, have each value, by ordinal; at 0 how many have none. Where the
// documents are most of the living, the others are counted and subtracted.
func (s *liveShard) countValues(b *roaring.Bitmap, columns []*values) [][]uint32 {
	if len(columns) == 0 {
		return nil
	}
	n := b.GetCardinality()
	switch {
	case n == s.aliveItems:
		return s.totals(columns)
	case n <= s.aliveItems/2:
		return s.shard.count(b, n, columns)
	}
	out := s.totals(columns)
	others := s.shard.count(roaring.AndNot(s.alive, b), s.aliveItems-n, columns)
	for i, all := range out {
		out[i] = subtracted(all, others[i])
	}
	return out
}

// subtracted returns a - b, in b.
func subtracted(a, b []uint32) []uint32 {
	for i := range b {
		b[i] = a[i] - b[i]
	}
	return b
}

// totals returns what countValues does for all living documents. The counts
// must not be changed.
func (s *liveShard) totals(columns []*values) [][]uint32 {
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	if s.counts.totals == nil {
		s.counts.totals = map[*values][]uint32{}
	}
	out := make([][]uint32, len(columns))
	for i, v := range columns {
		if s.counts.totals[v] == nil {
			s.counts.totals[v] = s.shard.count(s.alive, s.aliveItems, columns[i:i+1])[0]
		}
		out[i] = s.counts.totals[v]
	}
	return out
}

// count counts n documents by the values of columns: by the bitmaps of a
// column's values where that is less work, the other columns in one pass over
// the documents.
func (s *shard) count(b *roaring.Bitmap, n uint64, columns []*values) [][]uint32 {
	out := make([][]uint32, len(columns))
	size := 0
	for _, v := range columns {
		size += v.list.len() + 1
	}
	all := make([]uint32, size)
	var rest []int
	for i, v := range columns {
		k := v.list.len() + 1
		out[i], all = all[:k:k], all[k:]
		if !s.countByBitmaps(v, b, n, out[i]) {
			rest = append(rest, i)
		}
	}
	if len(rest) == 0 {
		return out
	}
	var buf [1024]uint32
	for it := b.ManyIterator(); ; {
		k := it.NextMany(buf[:])
		if k == 0 {
			return out
		}
		for _, i := range rest {
			columns[i].count(buf[:k], out[i])
		}
	}
}

// What it takes to count documents, in thousandths of a nanosecond.
const (
	perOrdinal = 1_000   // a document of a column of one value each
	perList    = 4_000   // a document of a column of several values
	perBlock   = 600_000 // a value in 65,536 documents
)

// sparse is the number of documents in 65,536 up to which roaring keeps a
// list of them.
const sparse = 4096

// countByBitmaps counts n documents by the bitmaps of a column's values,
// unless going over the documents is quicker.
func (s *shard) countByBitmaps(v *values, b *roaring.Bitmap, n uint64, counts []uint32) bool {
	blocks := uint64(s.items>>16 + 1)
	each := uint64(perOrdinal)
	if v.first != nil {
		each = perList
	}
	if n/blocks <= sparse || uint64(len(counts))*blocks*perBlock > n*each {
		return false
	}
	bitmaps := s.bitmaps(v)
	if bitmaps == nil {
		return false
	}
	if v.first == nil {
		counts[0] = uint32(n)
		for o, docs := range bitmaps[1:] {
			counts[o+1] = uint32(docs.AndCardinality(b))
			counts[0] -= counts[o+1]
		}
		return true
	}
	for o, docs := range bitmaps {
		counts[o] = uint32(docs.AndCardinality(b))
	}
	return true
}

// count adds documents to the counts of their values.
func (v *values) count(docs []uint32, counts []uint32) {
	switch {
	case v.first != nil:
		v.countLists(docs, counts)
	case v.ord.o8 != nil:
		countOrdinals(v.ord.o8, docs, counts)
	case v.ord.o16 != nil:
		countOrdinals(v.ord.o16, docs, counts)
	default:
		countOrdinals(v.ord.o32, docs, counts)
	}
}

func countOrdinals[T uint8 | uint16 | uint32](ord []T, docs []uint32, counts []uint32) {
	for _, doc := range docs {
		counts[ord[doc]]++
	}
}

func (v *values) countLists(docs []uint32, counts []uint32) {
	for _, doc := range docs {
		from, to := v.first[doc], v.first[doc+1]
		if from == to {
			counts[0]++
		}
		for i := from; i < to; i++ {
			counts[v.ords.at(i)]++
		}
	}
}
