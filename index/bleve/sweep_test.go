package bleve

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/interval"
)

// TestPlacesAgreeWithScan compares the documents in which expressions of
// places stand with a scan over the same determinations: when all fields of a
// document are looked at together, and field by field.
func TestPlacesAgreeWithScan(t *testing.T) {
	docs := indextest.BenchDocuments(120)
	comparePlaces(t, docs, newPlanMaker(11, docs))
}

// TestPlacesOfFewWordsAgreeWithScan does so where the same few words stand
// everywhere, in short sentences.
func TestPlacesOfFewWordsAgreeWithScan(t *testing.T) {
	docs := indextest.BenchDocuments(120)
	r := rand.New(rand.NewPCG(8, 9))
	for _, d := range docs {
		for i := range d.Letter.Items {
			d.Letter.Items[i].Rationale.Text = sameWords(r)
		}
	}
	p := newPlanMaker(12, docs)
	p.only = index.RationaleText.Set()
	p.words = slices.DeleteFunc(p.words, func(run []string) bool { return !slices.Contains(run, "ended") })
	comparePlaces(t, docs, p)
}

// sameWords writes sentences of the same few words.
func sameWords(r *rand.Rand) string {
	words := []string{"apple", "bridge", "candle", "dragon", "ember"}
	var b strings.Builder
	for range r.IntN(6) {
		for i := range 1 + r.IntN(6) {
			w := words[r.IntN(len(words))]
			if i == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			b.WriteString(w + " ")
		}
		b.WriteString([]string{"ended. ", "ended.\n\n"}[r.IntN(2)])
	}
	return b.String()
}

func comparePlaces(t *testing.T, docs []*index.Document, p *planMaker) {
	t.Helper()
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 70}, docs...)
	e := open(t, dir)
	g := serving(t, e)
	cases := 700
	if testing.Short() {
		cases = 100
	}
	for range cases {
		x := p.placed()
		want := map[string]bool{}
		for i := range p.dets {
			if interval.Matches(&index.Plan{Root: x}, &p.dets[i]) {
				want[p.dets[i].Item.ID] = true
			}
		}
		for _, from := range []uint64{0, 1 << 30} {
			got := map[string]bool{}
			for _, s := range g.Segments {
				ev := match.NewEvaluator(s, e.deadline(context.Background(), 1))
				ev.SweepFrom = from
				found := ev.Eval(x, nil)
				if again := ev.Eval(x, found); !again.Equals(found) {
					t.Fatalf("%v: %d documents, %d of them when asked again", x, found.GetCardinality(), again.GetCardinality())
				}
				found.Iterate(func(doc uint32) bool { got[s.ItemID(doc)] = true; return true })
				half := roaring.New()
				half.AddRange(0, uint64(s.Items/2))
				narrow := match.NewEvaluator(s, e.deadline(context.Background(), 1))
				narrow.SweepFrom = from
				if in := roaring.And(narrow.Eval(x, half), half); !in.Equals(roaring.And(found, half)) {
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
	switch p.IntN(5) {
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
		if p.IntN(2) == 0 {
			return index.AtLeast{Fields: f, N: 1 + p.IntN(4), X: p.near(f, 1)}
		}
		return index.AtLeast{Fields: f, N: 1 + p.IntN(4), X: p.word(f, p.run(1)[0])}
	case 3:
		return index.Near{Fields: f, X: p.sequence(f, 1+p.IntN(3)), Y: p.word(f, p.run(1)[0]),
			Unit: index.Unit(p.IntN(3)), Within: 1 + p.IntN(6), Ordered: p.IntN(2) == 0}
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
