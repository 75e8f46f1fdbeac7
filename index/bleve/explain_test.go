package bleve

import (
	"math"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/rank"
)

// TestExplainAddsUp holds that the parts of each score are the score, of hits
// that are re-ranked and of those behind them.
func TestExplainAddsUp(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, indextest.BenchDocuments(200)...)
	e := open(t, dir)
	parts := map[index.GainFor]int{}
	for _, req := range []index.Request{
		{Query: "lumbar injection"}, {Query: `"medically necessary" OR knee`}, {Query: "norco"}, {Query: "physical therapy"}, {Query: "pain", Start: rank.Rerank - 5},
	} {
		req.Limit, req.Explain = 20, true
		r, err := e.Search(t.Context(), &req)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			sum := 0.0
			for _, g := range h.Explain {
				sum += g.Score
				parts[g.For]++
			}
			if math.Abs(sum-h.Score) > 0.01*float64(len(h.Explain)) {
				t.Errorf("%s: %s has score %g, made of %v", req.Query, h.ID, h.Score, h.Explain)
			}
		}
		if len(r.Hits) == 0 {
			t.Errorf("%s: no hits", req.Query)
		}
	}
	for _, what := range []index.GainFor{index.ForWords, index.ForRequest, index.ForAsked, index.ForTyped, index.ForTogether, index.ForInOrder} {
		if parts[what] == 0 {
			t.Errorf("no score has a part for %s: %v", what, parts)
		}
	}
}

// TestExplainOnlyWhereAsked holds that other answers do not grow.
func TestExplainOnlyWhereAsked(t *testing.T) {
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, indextest.BenchDocuments(20)...)
	e := open(t, dir)
	for _, req := range []index.Request{{Query: "pain"}, {Query: "pain", Explain: true, Sort: index.Sort{Field: "decided"}}, {Explain: true}} {
		req.Limit = 5
		r, err := e.Search(t.Context(), &req)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			if h.Explain != nil {
				t.Errorf("%+v: explained by %v", req, h.Explain)
			}
		}
	}
}
