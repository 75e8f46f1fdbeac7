package segment

import (
	"cmp"
	"slices"
	"sync"

	"imrsearch/index/bleve/docvalues"
)

// facetRows hold the ordinals of a segment's facet columns document by document,
// so that one load has all that a document counts for. A row is rowParts
// numbers side by side, in each the ordinals of a few columns as its digits,
// the first lowest: a document of ordinals 2 and 5 in columns of 3 and 10
// ordinals is 5*3+2 = 17. What is counted are these numbers, each part in a
// table that stays in the cache of a processor; then the tables are added up
// along their columns.
type facetRows struct {
	rows  []uint64
	parts [rowParts]rowPart
	has   map[*docvalues.Keywords]bool
	sizes int // of all tables
}

const (
	rowParts    = 4
	partBits    = 64 / rowParts
	maxPartSize = 1 << 12 // a table of 16 kB
)

// A rowPart is the columns of one number.
type rowPart struct {
	columns []*docvalues.Keywords
	size    int // how many numbers there are
}

// facetRows returns the rows of the facets that are shown, made when first
// asked for.
func (s *Segment) facetRows() *facetRows {
	s.putting.Do(func() {
		var columns []*docvalues.Keywords
		for _, f := range ShownFacets {
			columns = append(columns, s.Columns.Values[f.Name])
		}
		s.rows = newFacetRows(columns, s.Items)
	})
	return s.rows
}

// newFacetRows puts the columns of items documents into rows, the widest
// first; those for which there is no room are left out.
func newFacetRows(columns []*docvalues.Keywords, items int) *facetRows {
	r := &facetRows{has: map[*docvalues.Keywords]bool{}}
	columns = slices.SortedStableFunc(slices.Values(columns), func(a, b *docvalues.Keywords) int { return cmp.Compare(b.Width(), a.Width()) })
	for i := range r.parts {
		r.parts[i].size = 1
	}
	for _, v := range columns {
		for i := range r.parts {
			if p := &r.parts[i]; p.size*v.Width() <= maxPartSize {
				p.columns, p.size = append(p.columns, v), p.size*v.Width()
				r.has[v] = true
				break
			}
		}
	}
	r.rows = make([]uint64, items)
	numbers := make([]uint16, items)
	for i, p := range r.parts {
		clear(numbers)
		for _, v := range slices.Backward(p.columns) {
			v.Ord.AddDigits(numbers, uint16(v.Width()))
		}
		for doc, n := range numbers {
			r.rows[doc] |= uint64(n) << (partBits * i)
		}
		r.sizes += p.size
	}
	return r
}

// A rowCount counts documents by the numbers of their rows.
type rowCount struct {
	tables [rowParts][maxPartSize]uint32
	read   uint64 // what was read ahead
}

var rowCounts = sync.Pool{New: func() any { return new(rowCount) }}

// begin forgets what was counted.
func (c *rowCount) begin(r *facetRows) {
	for i := range c.tables {
		clear(c.tables[i][:r.parts[i].size])
	}
}

// farRows is how many rows lie between two documents that the processor does
// not read ahead by itself: their rows are read before they are counted, for
// loads wait side by side, counts one behind the other.
const farRows = 16

func (c *rowCount) add(rows []uint64, docs []uint32) {
	if int(docs[len(docs)-1]-docs[0]) > farRows*len(docs) {
		for _, doc := range docs {
			c.read += rows[doc]
		}
	}
	const mask = maxPartSize - 1
	for _, doc := range docs {
		row := rows[doc]
		c.tables[0][row&mask]++
		c.tables[1][row>>partBits&mask]++
		c.tables[2][row>>(2*partBits)&mask]++
		c.tables[3][row>>(3*partBits)&mask]++
	}
}

// spread adds to the counts of columns, by ordinal, what was counted of their
// parts, which is spent by that.
func (c *rowCount) spread(r *facetRows, columns []ordinalCount) {
	for i := range r.parts {
		p := &r.parts[i]
		wanted := func(v *docvalues.Keywords) int {
			return slices.IndexFunc(columns, func(have ordinalCount) bool { return have.Keywords == v })
		}
		last := len(p.columns) - 1
		for last >= 0 && wanted(p.columns[last]) < 0 {
			last--
		}
		table := c.tables[i][:p.size]
		for _, v := range p.columns[:last+1] {
			var counts []uint32
			if at := wanted(v); at >= 0 {
				counts = columns[at].counts
			}
			table = sumDigits(table, v.Width(), counts)
		}
	}
}

// sumDigits adds a table up by its lowest digit, into counts unless that is nil,
// and returns the table of the other digits, in the same memory.
func sumDigits(table []uint32, width int, counts []uint32) []uint32 {
	out := table[:len(table)/width]
	for i := range out {
		sum := uint32(0)
		row := table[i*width : (i+1)*width]
		if counts == nil {
			for _, n := range row {
				sum += n
			}
		} else {
			counts := counts[:len(row)]
			for d, n := range row {
				counts[d] += n
				sum += n
			}
		}
		out[i] = sum
	}
	return out
}
