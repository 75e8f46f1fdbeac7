package bleve

import (
	"slices"
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

// inherit takes over the totals of the shard as an earlier generation saw it,
// without what has died since.
func (s *liveShard) inherit(old *liveShard) {
	gone := roaring.AndNot(old.alive, s.alive)
	n := gone.GetCardinality()
	if n+s.aliveItems != old.aliveItems {
		return // it is a later one
	}
	old.counts.mu.Lock()
	defer old.counts.mu.Unlock()
	s.counts.totals = map[*values][]uint32{}
	for v, totals := range old.counts.totals {
		s.counts.totals[v] = subtracted(totals, s.shard.count(gone, n, []*values{v})[0])
	}
}

// count counts n documents by the values of columns: by their rows, or each
// column by itself, whichever is less work.
func (s *shard) count(b *roaring.Bitmap, n uint64, columns []*values) [][]uint32 {
	out := make([][]uint32, len(columns))
	size := 0
	for _, v := range columns {
		size += v.list.len() + 1 + v.ordinals()
	}
	room := make([]uint32, size)
	take := func(n int) []uint32 {
		taken := room[:n:n]
		room = room[n:]
		return taken
	}
	rows := s.rowsFor(n, columns)
	var inRows, rest []ordinalCount
	for i, v := range columns {
		out[i] = take(v.list.len() + 1)
		c := ordinalCount{v, out[i], nil}
		if v.first != nil {
			c.counts, c.byValue = take(v.ordinals()), out[i]
		}
		switch {
		case rows != nil && rows.has[v]:
			inRows = append(inRows, c)
		case !s.countByBitmaps(v, b, n, out[i]):
			rest = append(rest, c)
		}
	}
	s.countOrdinals(b, n, rows, inRows, rest)
	for _, c := range slices.Concat(inRows, rest) {
		if c.byValue != nil {
			c.spread(c.counts, c.byValue)
		}
	}
	return out
}

// What it takes to count documents, in picoseconds.
const (
	perOrdinal = 1_100   // a document of a column
	perRow     = 3_500   // a document with its row
	perNumber  = 1_500   // a number that a part of rows may be
	perBlock   = 350_000 // a bitmap of a value in 65,536 documents
	perMember  = 1_500   // a document in a list of those with a value
)

// rowsFor returns the rows of the shard, nil where it is less work to count n
// documents without.
func (s *shard) rowsFor(n uint64, columns []*values) *facetRows {
	if n*uint64(len(columns))*perOrdinal < n*perRow {
		return nil
	}
	rows := s.facetRows()
	if rows == nil {
		return nil
	}
	without := uint64(0)
	for _, v := range columns {
		if rows.has[v] {
			effort := n * perOrdinal
			if s.hasBitmaps(v, n) {
				effort = min(effort, v.effort)
			}
			without += effort
		}
	}
	if without < n*perRow+uint64(rows.sizes)*perNumber {
		return nil
	}
	return rows
}

// sparse is the number of documents in 65,536 up to which roaring keeps a
// list of them.
const sparse = 4096

// hasBitmaps reports whether bitmaps of a column's values may be the quicker
// way to count n documents.
func (s *shard) hasBitmaps(v *values, n uint64) bool {
	return n > uint64(s.items>>16+1)*sparse && s.bitmaps(v) != nil
}

// countByBitmaps counts n documents by the bitmaps of a column's values,
// unless going over the documents is quicker.
func (s *shard) countByBitmaps(v *values, b *roaring.Bitmap, n uint64, counts []uint32) bool {
	if !s.hasBitmaps(v, n) || v.effort > n*perOrdinal {
		return false
	}
	bitmaps := s.bitmaps(v)
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

// ordinals returns how many ordinals a column has beside those of its values.
func (v *values) ordinals() int { return len(v.first) }

// spread counts by values what was counted by sets of them.
func (v *values) spread(sets, counts []uint32) {
	counts[0] += sets[0]
	for set, n := range sets[1:] {
		if n == 0 {
			continue
		}
		for i := v.first[set]; i < v.first[set+1]; i++ {
			counts[v.sets.at(i)] += n
		}
	}
}

// An ordinalCount counts the ordinals of a column.
type ordinalCount struct {
	*values
	counts  []uint32
	byValue []uint32 // where the ordinals are those of sets: the counts of values
}

// countOrdinals counts n documents by the ordinals of several columns, those
// in rows and the rest.
func (s *shard) countOrdinals(b *roaring.Bitmap, n uint64, rows *facetRows, inRows, rest []ordinalCount) {
	var numbers *rowCount
	if len(inRows) > 0 {
		numbers = rowCounts.Get().(*rowCount)
		defer rowCounts.Put(numbers)
		numbers.begin(rows)
		defer numbers.spread(rows, inRows)
	} else if len(rest) == 0 {
		return
	}
	inBatches(b, n, s.items, func(docs []uint32) {
		if numbers != nil {
			numbers.add(rows.rows, docs)
		}
		for i := range rest {
			rest[i].add(docs)
		}
	})
}

func (c *ordinalCount) add(docs []uint32) {
	switch {
	case c.ord.o8 != nil && len(docs) > 1<<8:
		addBytes(c.ord.o8, docs, c.counts)
	case c.ord.o8 != nil:
		addOrdinals(c.ord.o8, docs, c.counts)
	case c.ord.o16 != nil:
		addOrdinals(c.ord.o16, docs, c.counts)
	default:
		addOrdinals(c.ord.o32, docs, c.counts)
	}
}

// addBytes counts in two places by turns: most documents have the value of
// the one before, and would wait for its count.
func addBytes(ord []uint8, docs []uint32, counts []uint32) {
	var even, odd [1 << 8]uint32
	for len(docs) >= 2 {
		even[ord[docs[0]]]++
		odd[ord[docs[1]]]++
		docs = docs[2:]
	}
	for _, doc := range docs {
		even[ord[doc]]++
	}
	for o := range counts {
		counts[o] += even[o] + odd[o]
	}
}

func addOrdinals[T uint8 | uint16 | uint32](ord []T, docs []uint32, counts []uint32) {
	for _, doc := range docs {
		counts[ord[doc]]++
	}
}
