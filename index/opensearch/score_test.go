package opensearch

import (
	"math"
	"testing"

	"imrsearch/index"
	"imrsearch/index/indextest"
	"imrsearch/index/rank"
	"imrsearch/index/resolve"
)

// TestScores holds that the cluster's score of every hit is BM25F, with exact
// lengths, over the whole corpus.
func TestScores(t *testing.T) {
	brief(t)
	e := open(t, indextest.BenchDocuments(200), nil)
	for _, req := range searched {
		if req.Sort.Field != "" || req.Query == "" {
			continue
		}
		resolved, plan, filters, err := resolve.ResolveKept(t.Context(), &req, nil)
		if err != nil {
			t.Fatal(err)
		}
		resolved.Limit = index.NoLimit
		r, err := e.begin(t.Context(), resolved, plan, filters)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.selectItems(plan.Matching(plan.Match)); err != nil {
			t.Fatal(err)
		}
		scorer, err := r.scorer()
		if err != nil || scorer == nil {
			continue
		}
		hits, err := r.hits(scorer, -1, nil)
		if err != nil {
			t.Fatal(err)
		}
		d, err := r.describer(scorer)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := d.describe(hits)
		if err != nil {
			t.Fatal(err)
		}
		wrong := 0
		for i := range hits {
			if want := exactScore(scorer, &docs[i]); math.Abs(want-hits[i].score) > 1e-5*(1+want) && wrong < 3 {
				wrong++
				t.Errorf("%s: %s has %g, want %g", req.Query, hits[i].id, hits[i].score, want)
			}
		}
	}
}

// exactScore is BM25F by its definition.
func exactScore(q *rank.Query, doc *rank.Document) float64 {
	tf := make([]float64, len(q.Concepts))
	for f := range index.NumTextFields {
		n := make([]float64, len(q.Concepts))
		for _, o := range doc.Fields[f].Occurrences {
			if o.Meant {
				n[o.Concept] += o.Weight
			}
		}
		for i, n := range n {
			if n > 0 {
				tf[i] += q.FieldFrequency(f, n, float64(doc.Fields[f].Words))
			}
		}
	}
	return q.Score(tf)
}
