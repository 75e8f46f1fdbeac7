package segment

import (
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/docvalues"
)

// counts are the totals of a segment's live documents by value, for each
// column; counted when first asked for.
type counts struct {
	mu     sync.Mutex
	Totals map[*docvalues.Keywords][]uint32
}

// CountValues returns for each of the columns how many of the documents, all
// live, have each value, by ordinal; at 0 how many have none. Where the
// documents are most of the live ones, the others are counted and subtracted.
func (s *LiveSegment) CountValues(b *roaring.Bitmap, columns []*docvalues.Keywords) [][]uint32 {
	if len(columns) == 0 {
		return nil
	}
	n := b.GetCardinality()
	switch {
	case n == s.liveItems:
		return s.Totals(columns)
	case n <= s.liveItems/2:
		return s.Segment.count(b, n, columns)
	}
	out := s.Totals(columns)
	others := s.Segment.count(roaring.AndNot(s.LiveDocs, b), s.liveItems-n, columns)
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

// Totals returns what countValues does for all live documents. The counts
// must not be changed.
func (s *LiveSegment) Totals(columns []*docvalues.Keywords) [][]uint32 {
	s.Counts.mu.Lock()
	defer s.Counts.mu.Unlock()
	if s.Counts.Totals == nil {
		s.Counts.Totals = map[*docvalues.Keywords][]uint32{}
	}
	out := make([][]uint32, len(columns))
	for i, v := range columns {
		if s.Counts.Totals[v] == nil {
			s.Counts.Totals[v] = s.Segment.count(s.LiveDocs, s.liveItems, columns[i:i+1])[0]
		}
		out[i] = s.Counts.Totals[v]
	}
	return out
}

// inherit takes over the totals of the segment as an earlier generation saw it,
// without what has died since.
func (s *LiveSegment) inherit(old *LiveSegment) {
	gone := roaring.AndNot(old.LiveDocs, s.LiveDocs)
	n := gone.GetCardinality()
	if n+s.liveItems != old.liveItems {
		return // it is a later one
	}
	old.Counts.mu.Lock()
	defer old.Counts.mu.Unlock()
	s.Counts.Totals = map[*docvalues.Keywords][]uint32{}
	for v, totals := range old.Counts.Totals {
		s.Counts.Totals[v] = subtracted(totals, s.Segment.count(gone, n, []*docvalues.Keywords{v})[0])
	}
}

// count counts n documents by the values of columns: by their rows, or each
// column by itself, whichever is less work.
func (s *Segment) count(b *roaring.Bitmap, n uint64, columns []*docvalues.Keywords) [][]uint32 {
	out := make([][]uint32, len(columns))
	size := 0
	for _, v := range columns {
		size += v.List.Len() + 1 + v.Ordinals()
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
		out[i] = take(v.List.Len() + 1)
		c := ordinalCount{v, out[i], nil}
		if v.First != nil {
			c.counts, c.byValue = take(v.Ordinals()), out[i]
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
			c.Spread(c.counts, c.byValue)
		}
	}
	return out
}

// rowsFor returns the rows of the segment, nil where it is less work to count n
// documents without.
func (s *Segment) rowsFor(n uint64, columns []*docvalues.Keywords) *facetRows {
	if n*uint64(len(columns))*docvalues.PerOrdinal < n*docvalues.PerRow {
		return nil
	}
	rows := s.facetRows()
	if rows == nil {
		return nil
	}
	without := uint64(0)
	for _, v := range columns {
		if rows.has[v] {
			effort := n * docvalues.PerOrdinal
			if s.hasBitmaps(v, n) {
				effort = min(effort, v.Effort)
			}
			without += effort
		}
	}
	if without < n*docvalues.PerRow+uint64(rows.sizes)*docvalues.PerNumber {
		return nil
	}
	return rows
}

// hasBitmaps reports whether bitmaps of a column's values may be the quicker
// way to count n documents.
func (s *Segment) hasBitmaps(v *docvalues.Keywords, n uint64) bool {
	return n > uint64(s.Items>>16+1)*docset.Sparse && s.Bitmaps(v) != nil
}

// countByBitmaps counts n documents by the bitmaps of a column's values,
// unless going over the documents is quicker.
func (s *Segment) countByBitmaps(v *docvalues.Keywords, b *roaring.Bitmap, n uint64, counts []uint32) bool {
	if !s.hasBitmaps(v, n) || v.Effort > n*docvalues.PerOrdinal {
		return false
	}
	bitmaps := s.Bitmaps(v)
	if v.First == nil {
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

// An ordinalCount counts the ordinals of a column.
type ordinalCount struct {
	*docvalues.Keywords
	counts  []uint32
	byValue []uint32 // where the ordinals are those of sets: the counts of values
}

// countOrdinals counts n documents by the ordinals of several columns, those
// in rows and the rest.
func (s *Segment) countOrdinals(b *roaring.Bitmap, n uint64, rows *facetRows, inRows, rest []ordinalCount) {
	var numbers *rowCount
	if len(inRows) > 0 {
		numbers = rowCounts.Get().(*rowCount)
		defer rowCounts.Put(numbers)
		numbers.begin(rows)
		defer numbers.spread(rows, inRows)
	} else if len(rest) == 0 {
		return
	}
	docset.EachBatch(b, n, s.Items, func(docs []uint32) {
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
	case c.Ord.O8 != nil && len(docs) > 1<<8:
		addBytes(c.Ord.O8, docs, c.counts)
	case c.Ord.O8 != nil:
		addOrdinals(c.Ord.O8, docs, c.counts)
	case c.Ord.O16 != nil:
		addOrdinals(c.Ord.O16, docs, c.counts)
	default:
		addOrdinals(c.Ord.O32, docs, c.counts)
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
