package forward

import (
	"math/rand/v2"
	"slices"
	"testing"

	"imrsearch/index/bleve/sectionfiletest"
)

// TestPositionsEqualCounting writes texts and reads the positions of their
// words back, in items picked at random.
func TestPositionsEqualCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	v := &vocabulary{
		words: []string{"common", "commons", "else", "rare", "the"}, code: []uint32{4, 3, 2, 1, 0}, df: []uint32{200, 3, 300, 10, 300},
		members: []uint32{0, 1, 2, 3, 4}, first: []uint32{0, 2, 3, 4, 5}, classes: []string{"common", "else", "rare", "the"},
	}
	b := newPositionsBuilder(v, 300)
	var want [][3][]int32 // sentences, common, else
	for range 300 {
		f, at := positionText(r)
		b.add(&f, []uint32{4, 3, 2, 1, 0})
		b.endItem()
		want = append(want, at)
	}
	p := positionsOf(sectionfiletest.Written(t, b.write))
	if !slices.Equal(p.class, []uint32{0, 1}) {
		t.Fatalf("classes with positions: %v", p.class)
	}
	for row := range 3 {
		walk := p.Row(row)
		for doc := r.IntN(4); doc < len(want); doc += 1 + r.IntN(100)*r.IntN(2) {
			if got := walk.Read(uint32(doc), nil); !slices.Equal(got, want[doc][row]) {
				t.Fatalf("row %d, item %d: %v, want %v", row, doc, got, want[doc][row])
			}
		}
	}
}

// positionText draws a text of words 0 to 4 and says where sentences end and
// where words 0 and 1, and 2, stand.
func positionText(r *rand.Rand) (f FieldWords, at [3][]int32) {
	since := uint32(0)
	for i := range int32(r.IntN(3) * r.IntN(400)) {
		if since > 0 && r.IntN(200) == 0 {
			f.ends = append(f.ends, since<<endShift)
			at[0], since = append(at[0], i), 0
		}
		since++
		id := uint32(4)
		switch r.IntN(150) {
		case 0:
			id = uint32(r.IntN(2))
			at[1] = append(at[1], i)
		case 1, 2:
			id = 2
			at[2] = append(at[2], i)
		case 3:
			id = 3
		}
		f.IDs = append(f.IDs, id)
	}
	return f, at
}

// TestCommonestHavePositions holds that of many common words the commonest have
// positions, in the order of their classes.
func TestCommonestHavePositions(t *testing.T) {
	v := &vocabulary{first: []uint32{0}}
	for i := range uint32(2 * maxPositionRows) {
		v.words, v.classes = append(v.words, "w"), append(v.classes, "w")
		v.code, v.members, v.first = append(v.code, i), append(v.members, i), append(v.first, i+1)
		v.df = append(v.df, 1+i%2)
	}
	b := newPositionsBuilder(v, 2)
	if len(b.classes) != maxPositionRows || !slices.IsSorted(b.classes) || b.classes[0] != 1 {
		t.Fatalf("%d classes, the first is %d", len(b.classes), b.classes[0])
	}
	for row, class := range b.classes {
		if v.df[class] != 2 || b.row[class] != int32(row+1) {
			t.Fatalf("class %d, in %d items, has row %d", class, v.df[class], b.row[class])
		}
	}
}
