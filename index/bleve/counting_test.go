package bleve

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
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
func written(t *testing.T, docs [][]string) *values {
	t.Helper()
	c := newValueColumn()
	for _, d := range docs {
		c.add(d)
	}
	return valuesOfSection(writtenSections(t, func(out *sectionWriter) { c.write(out, "x") }), "x")
}

func countNaive(v *values, docs [][]string, b *roaring.Bitmap) []uint32 {
	counts := make([]uint32, v.list.len()+1)
	for it := b.Iterator(); it.HasNext(); {
		d := docs[it.Next()]
		if len(d) == 0 {
			counts[0]++
		}
		slices.Sort(d)
		for _, x := range slices.Compact(slices.Clone(d)) {
			o, _ := v.list.find(x)
			counts[o+1]++
		}
	}
	return counts
}

// countedShard returns a shard some of whose documents are dead, with rows of
// columns.
func countedShard(columns []*values) *liveShard {
	s := &liveShard{shard: &shard{items: 70_000}, all: roaring.New(), dead: roaring.New()}
	s.putting.Do(func() { s.rows = newFacetRows(columns, 70_000) })
	s.all.AddRange(0, 70_000)
	s.dead.AddRange(100, 300)
	s.alive = roaring.AndNot(s.all, s.dead)
	s.aliveItems = s.alive.GetCardinality()
	return s
}

// drawDocs draws a share of the living documents.
func drawDocs(r *rand.Rand, s *liveShard, share float64) *roaring.Bitmap {
	if share == 1 {
		return s.alive
	}
	b := roaring.New()
	for it := s.alive.Iterator(); it.HasNext(); {
		if doc := it.Next(); r.Float64() < share {
			b.Add(doc)
		}
	}
	return b
}

func TestCountsOfValuesAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var docs [][][]string
	var columns []*values
	// The first two are too wide for rows, one by its values and one by its sets.
	for _, kind := range []struct{ values, each int }{{6000, 1}, {400, 3}, {3, 1}, {60, 1}, {300, 1}, {5, 3}, {60, 2}, {1, 0}, {20, 1}} {
		docs = append(docs, drawColumn(r, kind.values, kind.each))
		columns = append(columns, written(t, docs[len(docs)-1]))
	}
	s := countedShard(columns)
	if n := len(s.rows.has); n < 4 || s.rows.has[columns[0]] || s.rows.has[columns[1]] {
		t.Fatalf("%d columns are in rows, the widest %t and %t", n, s.rows.has[columns[0]], s.rows.has[columns[1]])
	}
	for _, share := range []float64{0, 0.001, 0.05, 0.3, 0.49, 0.7, 0.999, 1} {
		b := drawDocs(r, s, share)
		check := func(at ...int) {
			t.Helper()
			var asked []*values
			for _, i := range at {
				asked = append(asked, columns[i])
			}
			for i, got := range s.countValues(b, asked) {
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

// TestBatchesHaveAllDocuments takes sets apart that are sparse, dense, and
// both by turns.
func TestBatchesHaveAllDocuments(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, share := range []float64{0, 0.01, 0.05, 0.07, 0.5, 1} {
		b := roaring.New()
		for doc := range uint32(70_000) {
			if r.Float64() < share*float64(1+doc/4096%2)/2 {
				b.Add(doc)
			}
		}
		var got []uint32
		inBatches(b, b.GetCardinality(), 70_000, func(docs []uint32) { got = append(got, docs...) })
		if !slices.Equal(got, b.ToArray()) {
			t.Errorf("share %g: %d documents, want %d", share, len(got), b.GetCardinality())
		}
	}
}

func TestCountsOfLettersAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	c := &catalogue{first: []uint32{0}}
	for len(c.of) < 70_000 {
		for range 1 + r.IntN(5)*r.IntN(40) {
			c.of = append(c.of, uint32(len(c.first)-1))
		}
		c.first = append(c.first, uint32(len(c.of)))
	}
	s := &liveShard{shard: &shard{items: len(c.of), letters: c}}
	for _, share := range []float64{0, 0.0001, 0.01, 0.1, 0.5, 0.99} {
		b, want := roaring.New(), map[uint32]bool{}
		for doc, letter := range c.of {
			if r.Float64() < share {
				b.Add(uint32(doc))
				want[letter] = true
			}
		}
		if got := s.letterCount(b); got != len(want) {
			t.Errorf("share %g: %d letters, want %d", share, got, len(want))
		}
		if got := s.countDense(b); got != len(want) {
			t.Errorf("share %g: %d letters by bits, want %d", share, got, len(want))
		}
	}
}

func TestRangesOfNumbersAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	n := &numberList{}
	for range 5000 {
		x := int32(r.IntN(100) - 50)
		if r.IntN(20) == 0 {
			x = noNumber
		}
		n.one = append(n.one, x)
	}
	for range 200 {
		from, to := int32(r.IntN(120)-60), int32(r.IntN(120)-60)
		switch r.IntN(10) {
		case 0:
			from = noNumber + 1
		case 1:
			to = math.MaxInt32
		}
		if from > to {
			continue
		}
		var want []uint32
		for doc, x := range n.one {
			if x >= from && x <= to {
				want = append(want, uint32(doc))
			}
		}
		for range 2 {
			if got := n.between(from, to); !got.Equals(roaring.BitmapOf(want...)) {
				t.Errorf("from %d to %d: %d documents, want %d", from, to, got.GetCardinality(), len(want))
			}
		}
	}
	if len(n.ranges.kept) > maxRanges {
		t.Errorf("%d ranges are kept, want %d at most", len(n.ranges.kept), maxRanges)
	}
}

func TestBestKeepsTheFirst(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, by := range []index.Sort{{}, {Field: "age"}, {Field: "age", Ascending: true}} {
		o := &order{sort: by, shards: []*liveShard{{shard: &shard{letters: &catalogue{}}}}}
		var all []ranked
		for doc := range uint32(500) {
			x := ranked{doc: doc, tier: uint8(r.IntN(2)), number: int32(r.IntN(40)), score: float64(r.IntN(40))}
			if r.IntN(10) == 0 {
				x.number = noNumber
			}
			all = append(all, x)
		}
		letters := o.shards[0].letters
		letters.rank = []uint32{0}
		for range all {
			letters.of = append(letters.of, 0)
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		want := slices.Clone(all)
		slices.SortFunc(want, func(a, b ranked) int { return o.compare(&a, &b) })
		for _, k := range []int{0, 1, 7, 200, 600, -1} {
			lists := []*best{{order: o, k: k}, {order: o, k: k}, {order: o, k: k}}
			for i, x := range all {
				lists[i%3].offer(x)
			}
			first := want
			if k >= 0 {
				first = want[:min(k, len(want))]
			}
			if d := cmp.Diff(first, merge(o, lists, k), cmp.AllowUnexported(ranked{})); d != "" && (k != 0 || len(first) > 0) {
				t.Errorf("order %v, first %d (-want +got)\n%s", by, k, d)
			}
		}
	}
}
