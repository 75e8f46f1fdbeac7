package bleve

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/interval"
	"imrsearch/index/text"
)

// A planMaker draws random plans over the words and values of some letters.
type planMaker struct {
	*rand.Rand
	words [][]string       // runs of words as they stand
	only  index.TextFields // 0 for any
	dets  []index.Determination
}

func newPlanMaker(seed uint64, docs []*index.Document) *planMaker {
	p := &planMaker{Rand: rand.New(rand.NewPCG(seed, 1))}
	for _, d := range docs {
		for _, det := range d.Determinations() {
			p.dets = append(p.dets, det)
			for f := range index.NumTextFields {
				var run []string
				for _, tok := range text.Tokenize(nil, det.Entries(f)) {
					run = append(run, tok.Word)
				}
				if len(run) > 0 {
					p.words = append(p.words, run)
				}
			}
		}
	}
	return p
}

func (p *planMaker) run(n int) []string {
	r := p.words[p.IntN(len(p.words))]
	n = min(n, len(r))
	at := p.IntN(len(r) - n + 1)
	return r[at : at+n]
}

func (p *planMaker) fields() index.TextFields {
	if p.only != 0 {
		return p.only
	}
	all := []index.TextFields{index.DefaultTexts, index.DefaultTexts, index.AllTexts, index.GuidelineTexts,
		index.RationaleText.Set(), index.SummaryText.Set(), index.DiagnosisText.Set(), index.RequestText.Set(), index.OwnTexts}
	return all[p.IntN(len(all))]
}

func (p *planMaker) matcher(word string) index.Matcher {
	switch p.IntN(8) {
	case 0, 1, 2:
		return index.Matcher{Kind: index.Inflected, Text: word}
	case 3:
		if len(word) > 4 {
			return index.Matcher{Kind: index.Pattern, Text: word[:4] + "*"}
		}
	case 4:
		if len(word) > 4 {
			return index.Matcher{Kind: index.Fuzzy, Text: word}
		}
	}
	return index.Matcher{Kind: index.Exact, Text: word}
}

func (p *planMaker) sequence(fields index.TextFields, n int) index.Sequence {
	s := index.Sequence{Fields: fields}
	for _, w := range p.run(n) {
		s.Words = append(s.Words, p.matcher(w))
	}
	if p.IntN(4) == 0 && len(s.Words) > 1 {
		s.Window = len(s.Words) + p.IntN(6)
	}
	return s
}

// near draws what may stand in a proximity group.
func (p *planMaker) near(fields index.TextFields, depth int) index.Expr {
	switch {
	case depth > 0 && p.IntN(3) == 0:
		return index.Near{Fields: fields, X: p.near(fields, depth-1), Y: p.near(fields, depth-1),
			Unit: index.Unit(p.IntN(3)), Within: 1 + p.IntN(20), Ordered: p.IntN(2) == 0}
	case depth > 0 && p.IntN(4) == 0:
		return index.Or{Of: []index.Expr{p.near(fields, depth-1), p.near(fields, depth-1)}}
	}
	return p.sequence(fields, 1+p.IntN(3))
}

func (p *planMaker) expr(depth int) index.Expr {
	if depth > 0 {
		switch p.IntN(6) {
		case 0:
			return index.And{Of: []index.Expr{p.expr(depth - 1), p.expr(depth - 1)}}
		case 1:
			return index.Or{Of: []index.Expr{p.expr(depth - 1), p.expr(depth - 1)}}
		case 2:
			return index.Not{X: p.expr(depth - 1)}
		case 3:
			return index.Synonyms{Typed: p.expr(depth - 1), Added: []index.Expr{p.expr(depth - 1)}}
		}
	}
	d := p.dets[p.IntN(len(p.dets))]
	switch p.IntN(9) {
	case 0:
		return index.Range{Field: "age", From: 20 + p.IntN(30), To: 40 + p.IntN(40)}
	case 1:
		return index.Range{Field: "decided", From: 20130101, To: d.Letter.DecisionDate.Number()}
	case 2:
		return index.Values{Field: "outcome", Exact: []string{string(d.Item.Outcome)}}
	case 3:
		return index.Values{Field: "specialty", Contains: [][]string{{"medicine"}}}
	case 4:
		return index.ByID{Letter: d.Letter.ID, N: -1 + p.IntN(3)}
	case 5, 6:
		return p.near(p.fields(), 2)
	case 7:
		f := p.fields()
		return index.AtLeast{Fields: f, N: 1 + p.IntN(4), X: p.near(f, 1)}
	}
	return p.sequence(p.fields(), 1+p.IntN(3))
}

// TestSearchAgreesWithScan compares ids, totals and facets with a scan over
// the same determinations.
func TestSearchAgreesWithScan(t *testing.T) {
	docs := indextest.BenchDocuments(120)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 70}, docs...)
	e := open(t, dir)
	p := newPlanMaker(7, docs)
	cases := 400
	if testing.Short() {
		cases = 100
	}
	for i := range cases {
		plan := &index.Plan{Root: p.expr(2), Match: index.MatchAll}
		if p.IntN(3) == 0 {
			plan.Plain = []index.Plain{{X: p.sequence(index.DefaultTexts, 1)}, {X: p.sequence(index.DefaultTexts, 1)}}
		}
		compareWithScan(t, e, p.dets, plan, fmt.Sprintf("case %d: %+v", i, plan))
	}
}

func compareWithScan(t *testing.T, e *Engine, dets []index.Determination, plan *index.Plan, name string) {
	t.Helper()
	var want []string
	letters := map[string]bool{}
	outcomes := map[string]int{}
	for i := range dets {
		if interval.Matches(plan, &dets[i]) {
			want = append(want, dets[i].Item.ID)
			letters[dets[i].Letter.ID] = true
			outcomes[string(dets[i].Item.Outcome)]++
		}
	}
	got, err := e.run(context.Background(), &index.Request{Limit: index.NoLimit, Snippets: -1, Facets: true}, plan, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var ids []string
	for _, h := range got.Hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	slices.Sort(want)
	if !slices.Equal(ids, want) {
		t.Fatalf("%s: %d hits, want %d\n got %v\nwant %v", name, len(ids), len(want), ids, want)
	}
	if got.Total.Items != len(want) || got.Total.Letters != len(letters) {
		t.Fatalf("%s: total %+v, want %d items in %d letters", name, got.Total, len(want), len(letters))
	}
	for _, b := range got.Facets[0].Buckets {
		if b.Count != outcomes[b.Value] {
			t.Fatalf("%s: outcome %s counted %d, want %d", name, b.Value, b.Count, outcomes[b.Value])
		}
	}
}
