package forward

import (
	"math/rand/v2"
	"slices"
	"testing"

	"imrsearch/index/bleve/sectionfiletest"
)

// TestSentenceEndsEqualCounting asks for ends between words of texts with few
// sentences, with many, and with ends far behind.
func TestSentenceEndsEqualCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	b := newPositionsBuilder(&vocabulary{}, 200)
	var items [][]int32
	for range 200 {
		var f FieldWords
		var ends []int32
		at := int32(0)
		long := 1 + r.IntN(60)
		for range r.IntN(22) {
			since := 1 + r.IntN(long)
			at += int32(since)
			ends = append(ends, at)
			f.ends = append(f.ends, uint32(since)<<endShift)
		}
		b.add(&f, nil)
		b.endItem()
		items = append(items, ends)
	}
	p := positionsOf(sectionfiletest.Written(t, b.write))
	s := SentenceEnds{Row: p.Row(SentenceRow)}
	short, many := 0, 0
	for doc, ends := range items {
		if s.Read(uint32(doc)); len(s.far) > 0 {
			many++
		} else {
			short++
		}
		for range 100 {
			first := int32(r.IntN(400))
			second := first + 1 + int32(r.IntN(60))
			want := slices.ContainsFunc(ends, func(end int32) bool { return first < end && end <= second })
			if got := s.Between(first, second); got != want {
				t.Fatalf("ends %v between %d and %d: %v", ends, first, second, got)
			}
		}
	}
	if short == 0 || many == 0 {
		t.Errorf("%d items of few near ends, %d of others", short, many)
	}
}
