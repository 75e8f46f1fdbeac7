package bleve

import (
	"context"
	"fmt"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// TestPlacesAgreeWithScan compares the documents in which expressions of
// places stand with a scan over the same determinations: when all fields of a
// document are looked at together, and field by field.
func TestPlacesAgreeWithScan(t *testing.T) {
	docs := benchDocuments(120)
	dir := t.TempDir()
	write(t, dir, WriterOptions{Jobs: 2, ShardItems: 70}, docs...)
	e := open(t, dir)
	g, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer g.release()
	p := newPlanMaker(11, docs)
	cases := 1500
	if testing.Short() {
		cases = 200
	}
	for range cases {
		x := p.placed()
		want := map[string]bool{}
		for i := range p.dets {
			if index.Matches(&index.Plan{Root: x}, &p.dets[i]) {
				want[p.dets[i].Item.ID] = true
			}
		}
		for _, from := range []uint64{0, 1 << 30} {
			got := map[string]bool{}
			for _, s := range g.shards {
				ev := newEvaluator(s, e.deadline(context.Background()))
				ev.sweepFrom = from
				found := ev.eval(x, nil)
				if again := ev.eval(x, found); !again.Equals(found) {
					t.Fatalf("%v: %d documents, %d of them when asked again", x, found.GetCardinality(), again.GetCardinality())
				}
				found.Iterate(func(doc uint32) bool { got[s.itemID(doc)] = true; return true })
				half := roaring.New()
				half.AddRange(0, uint64(s.items/2))
				narrow := newEvaluator(s, e.deadline(context.Background()))
				narrow.sweepFrom = from
				if in := roaring.And(narrow.eval(x, half), half); !in.Equals(roaring.And(found, half)) {
					t.Fatalf("%v: %d documents in the first half, %d when only these are asked for", x, roaring.And(found, half).GetCardinality(), in.GetCardinality())
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%+v, fields apart from %d documents on: %d documents, want %d\n got %v\nwant %v", x, from, len(got), len(want), got, want)
			}
		}
	}
}

// placed draws an expression of places.
func (p *planMaker) placed() index.Expr {
	f := p.fields()
	switch p.IntN(4) {
	case 0:
		s := index.Sequence{Fields: f}
		for _, w := range p.run(2 + p.IntN(4)) {
			s.Words = append(s.Words, index.Matcher{Kind: index.MatchKind(p.IntN(2)), Text: w})
		}
		return s
	case 1:
		r := p.run(2 + p.IntN(8))
		return index.Near{Fields: f, X: p.word(f, r[0]), Y: p.word(f, r[len(r)-1]),
			Unit: index.Unit(p.IntN(3)), Within: 1 + p.IntN(6), Ordered: p.IntN(2) == 0}
	case 2:
		return index.AtLeast{Fields: f, N: 1 + p.IntN(4), X: p.word(f, p.run(1)[0])}
	}
	return p.near(f, 2)
}

// word draws one word, alone or with a second.
func (p *planMaker) word(f index.TextFields, word string) index.Expr {
	one := index.Sequence{Fields: f, Words: []index.Matcher{p.matcher(word)}}
	if p.IntN(3) > 0 {
		return one
	}
	return index.Or{Of: []index.Expr{one, index.Sequence{Fields: f, Words: []index.Matcher{p.matcher(p.run(1)[0])}}}}
}
