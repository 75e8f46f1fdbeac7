package segment

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/google/go-cmp/cmp"

	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/sectionfiletest"
)

// drawColumn draws values for documents, at most so many each, of more
// documents than a block of a bitmap holds.
func drawColumn(r *rand.Rand, values, each int) [][]string {
	out := make([][]string, 70_000)
	for d := range out {
		for range r.IntN(each + 1) {
			// Small numbers are commoner.
			out[d] = append(out[d], fmt.Sprint("v", int(float64(values)*math.Pow(r.Float64(), 3))))
		}
	}
	return out
}

// written writes a column and opens it again.
func written(t *testing.T, docs [][]string) *docvalues.Keywords {
	t.Helper()
	c := docvalues.NewValueColumn()
	for _, d := range docs {
		c.Add(d)
	}
	return docvalues.ValuesOfSection(sectionfiletest.Written(t, func(out *sectionfile.Writer) { c.Write(out, "x") }), "x")
}

func countNaive(v *docvalues.Keywords, docs [][]string, b *roaring.Bitmap) []uint32 {
	counts := make([]uint32, v.List.Len()+1)
	for it := b.Iterator(); it.HasNext(); {
		d := docs[it.Next()]
		if len(d) == 0 {
			counts[0]++
		}
		slices.Sort(d)
		for _, x := range slices.Compact(slices.Clone(d)) {
			o, _ := v.List.Find(x)
			counts[o+1]++
		}
	}
	return counts
}

// countedSegment returns a segment some of whose documents are deleted, with rows of
// columns.
func countedSegment(columns []*docvalues.Keywords) *LiveSegment {
	s := &LiveSegment{Segment: &Segment{Items: 70_000}, All: roaring.New(), Deleted: roaring.New()}
	s.putting.Do(func() { s.rows = newFacetRows(columns, 70_000) })
	s.All.AddRange(0, 70_000)
	s.Deleted.AddRange(100, 300)
	s.LiveDocs = roaring.AndNot(s.All, s.Deleted)
	s.liveItems = s.LiveDocs.GetCardinality()
	return s
}

// drawDocs draws a share of the live documents.
func drawDocs(r *rand.Rand, s *LiveSegment, share float64) *roaring.Bitmap {
	if share == 1 {
		return s.LiveDocs
	}
	b := roaring.New()
	for it := s.LiveDocs.Iterator(); it.HasNext(); {
		if doc := it.Next(); r.Float64() < share {
			b.Add(doc)
		}
	}
	return b
}

func TestCountsOfValuesAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var docs [][][]string
	var columns []*docvalues.Keywords
	// The first two are too wide for rows, one by its values and one by its sets.
	for _, kind := range []struct{ values, each int }{{6000, 1}, {400, 3}, {3, 1}, {60, 1}, {300, 1}, {5, 3}, {60, 2}, {1, 0}, {20, 1}} {
		docs = append(docs, drawColumn(r, kind.values, kind.each))
		columns = append(columns, written(t, docs[len(docs)-1]))
	}
	s := countedSegment(columns)
	if n := len(s.rows.has); n < 4 || s.rows.has[columns[0]] || s.rows.has[columns[1]] {
		t.Fatalf("%d columns are in rows, the widest %t and %t", n, s.rows.has[columns[0]], s.rows.has[columns[1]])
	}
	for _, share := range []float64{0, 0.001, 0.05, 0.3, 0.49, 0.7, 0.999, 1} {
		b := drawDocs(r, s, share)
		check := func(at ...int) {
			t.Helper()
			var asked []*docvalues.Keywords
			for _, i := range at {
				asked = append(asked, columns[i])
			}
			for i, got := range s.CountValues(b, asked) {
				if d := cmp.Diff(countNaive(asked[i], docs[at[i]], b), got); d != "" {
					t.Errorf("columns %v, share %g, column %d (-want +got)\n%s", at, share, at[i], d)
				}
			}
		}
		check(0, 1, 2, 3, 4, 5, 6, 7, 8)
		check(8, 5, 3, 2, 6) // some of their parts, in another order
		for i := range columns {
			check(i, i)
		}
	}
}

func TestCountsOfLettersAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	c := &docvalues.LetterTable{First: []uint32{0}}
	for len(c.Of) < 70_000 {
		for range 1 + r.IntN(5)*r.IntN(40) {
			c.Of = append(c.Of, uint32(len(c.First)-1))
		}
		c.First = append(c.First, uint32(len(c.Of)))
	}
	s := &LiveSegment{Segment: &Segment{Items: len(c.Of), Letters: c}}
	for _, share := range []float64{0, 0.0001, 0.01, 0.1, 0.5, 0.99} {
		b, want := roaring.New(), map[uint32]bool{}
		for doc, letter := range c.Of {
			if r.Float64() < share {
				b.Add(uint32(doc))
				want[letter] = true
			}
		}
		if got := s.LetterCount(b); got != len(want) {
			t.Errorf("share %g: %d letters, want %d", share, got, len(want))
		}
		if got := s.countDense(b); got != len(want) {
			t.Errorf("share %g: %d letters by bits, want %d", share, got, len(want))
		}
	}
}
