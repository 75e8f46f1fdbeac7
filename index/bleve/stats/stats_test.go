package stats

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/resolve"
)

// TestCountsAreThoseOfEachItem counts over segments some of whose letters are
// replaced, with few possible pairs of values and with many, and compares with
// counting the items one by one.
func TestCountsAreThoseOfEachItem(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(300)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 200}, docs...)
	for _, i := range []int{3, 120, 250} {
		docs[i] = segmenttest.Changed(docs[i], "MRI of the knee", fmt.Sprint(i))
	}
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs[3], docs[120], docs[250])
	g := segmenttest.Generation(t, dir)
	scan := indextest.NewScan(docs)
	defer func(n int) { densePairs = n }(densePairs)
	for _, densePairs = range []int{0, 1 << 18} {
		for _, by := range [][]string{nil, {"specialty"}, {"section", "reason"}, {"decided", "sex"}} {
			for _, queries := range [][]string{{""}, {"pain"}, {"norco", "physical therapy"}, {"pain", ""}} {
				req := &index.StatsRequest{By: by}
				for _, q := range queries {
					req.Sides = append(req.Sides, &index.Request{Query: q})
				}
				want, err := scan.Stats(t.Context(), req)
				if err != nil {
					t.Fatal(err)
				}
				var sides []Side
				for _, r := range req.Sides {
					rated, plan, filters, err := resolve.Rated(t.Context(), r, nil)
					if err != nil {
						t.Fatal(err)
					}
					sides = append(sides, Side{&match.Search{Plan: plan, G: g, Deadline: &match.Deadline{Ctx: t.Context()}, Scope: rated.Scope}, filters})
				}
				var fields []*index.Field
				for _, name := range by {
					f, _ := index.FieldNamed(name)
					fields = append(fields, f)
				}
				got, err := Run(sides, fields)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range [][2][]index.StatsCell{{{want.Total}, {got.Total}}, {slices.Concat(want.By...), slices.Concat(got.By...)}, {want.Crossed, got.Crossed}} {
					if d := gocmp.Diff(sorted(s[0]), sorted(s[1])); d != "" {
						t.Errorf("%q by %v: (-want +got)\n%s", queries, by, d)
					}
				}
				if len(by) == 2 && len(got.Crossed) == 0 {
					t.Errorf("%q by %v: no pairs", queries, by)
				}
			}
		}
	}
}

func sorted(cells []index.StatsCell) []index.StatsCell {
	out := slices.Clone(cells)
	slices.SortFunc(out, func(a, b index.StatsCell) int {
		return cmp.Or(slices.Compare(a.Values, b.Values), b.Sides[0].Items-a.Sides[0].Items)
	})
	return out
}
