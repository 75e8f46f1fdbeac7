package bleve

import (
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// counts are the totals of a shard's living documents by value, for each
// column; counted when first asked for.
type counts struct {
	mu     sync.Mutex
	totals map[string][]uint32
}

// countValues returns how many of the documents, all alive, have each value
// of a column, by ordinal; at 0 how many have none. Where the documents are
// most of the living, the others are counted and subtracted.
func (s *liveShard) countValues(field string, b *roaring.Bitmap) []uint32 {
	v := s.columns.values[field]
	if b.GetCardinality() <= s.alive.GetCardinality()/2 {
		return v.count(b)
	}
	totals := s.totalsOf(field, v)
	out := make([]uint32, len(totals))
	copy(out, totals)
	if b == s.alive {
		return out
	}
	for o, n := range v.count(roaring.AndNot(s.alive, b)) {
		out[o] -= n
	}
	return out
}

func (s *liveShard) totalsOf(field string, v *values) []uint32 {
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	totals, ok := s.counts.totals[field]
	if !ok {
		totals = v.count(s.alive)
		if s.counts.totals == nil {
			s.counts.totals = map[string][]uint32{}
		}
		s.counts.totals[field] = totals
	}
	return totals
}

// count counts the documents one by one.
func (v *values) count(b *roaring.Bitmap) []uint32 {
	counts := make([]uint32, v.list.len()+1)
	var buf [1024]uint32
	for it := b.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return counts
		}
		docs := buf[:n]
		switch {
		case v.first != nil:
			v.countMany(docs, counts)
		case v.ord.o8 != nil:
			countOrdinals(v.ord.o8, docs, counts)
		case v.ord.o16 != nil:
			countOrdinals(v.ord.o16, docs, counts)
		default:
			countOrdinals(v.ord.o32, docs, counts)
		}
	}
}

func countOrdinals[T uint8 | uint16 | uint32](ord []T, docs []uint32, counts []uint32) {
	for _, doc := range docs {
		counts[ord[doc]]++
	}
}

func (v *values) countMany(docs []uint32, counts []uint32) {
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

// letterCount returns how many letters the documents, all alive, belong to.
func (s *liveShard) letterCount(b *roaring.Bitmap) int {
	if b == s.alive {
		return s.living
	}
	if b.GetCardinality() <= s.alive.GetCardinality()/2 {
		n := 0
		s.eachLetter(b, func(uint32, uint32) { n++ })
		return n
	}
	missed := 0
	s.eachLetter(roaring.AndNot(s.alive, b), func(letter, docs uint32) {
		if from, to := s.letters.docs(letter); docs == to-from {
			missed++
		}
	})
	return s.living - missed
}

// eachLetter calls f with each letter that documents belong to, and how many
// of them do. Those of a letter are side by side.
func (s *liveShard) eachLetter(b *roaring.Bitmap, f func(letter, docs uint32)) {
	of := s.letters.of
	var buf [1024]uint32
	last, docs := uint32(0), uint32(0)
	for it := b.ManyIterator(); ; {
		k := it.NextMany(buf[:])
		if k == 0 {
			break
		}
		for _, doc := range buf[:k] {
			if letter := of[doc]; letter != last || docs == 0 {
				if docs > 0 {
					f(last, docs)
				}
				last, docs = letter, 0
			}
			docs++
		}
	}
	if docs > 0 {
		f(last, docs)
	}
}
