package bleve

import (
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestStreamEqualsPages holds that a stream has the hits of the pages, with the
// same totals and cursors, in one search, whatever commits meanwhile.
func TestStreamEqualsPages(t *testing.T) {
	docs := indextest.BenchDocuments(460)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 250}, docs[:450]...)
	for _, answers := range []int{-1, 8} {
		e := openWith(t, dir, Options{Timeout: -1, CachedResults: answers})
		for i, req := range []index.Request{
			{Query: "pain"}, {}, {Query: "lumbar epidural injection", Match: index.MatchMost}, {Query: "norco"}, {Query: "zanzibar"},
			{Query: "treatment", Sort: index.Sort{Field: "decided"}}, {Query: "pain", Start: 30},
		} {
			var want []string
			whole := answer(t, e, index.Request{Query: req.Query, Match: req.Match, Start: req.Start, Sort: req.Sort, Limit: index.NoLimit, Facets: true})
			want = ids(whole)
			for _, limit := range []int{150, 5000} {
				var got []string
				pages := 0
				ask := req
				ask.Facets = true
				err := index.Stream(t.Context(), e, &ask, limit, func(res *index.Result) error {
					if (pages == 0) != (len(res.Facets) > 0) || len(res.Hits) > index.MaxLimit || res.Total.Items != whole.Total.Items {
						t.Errorf("%+v: result %d has %d facets, %d hits, total %d", req, pages, len(res.Facets), len(res.Hits), res.Total.Items)
					}
					got = append(got, ids(res)...)
					if more := len(got) < len(want); more != (res.Next != "") {
						t.Errorf("%+v: cursor %q after %d of %d hits", req, res.Next, len(got), len(want))
					}
					if pages == 0 && i == 0 && limit == 5000 && answers < 0 {
						segmenttest.Write(t, dir, commit.WriterOptions{}, docs[450:]...)
					}
					pages++
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(got, want[:min(limit, len(want))]) {
					t.Errorf("%+v, limit %d: %d hits that are not the first of %d", req, limit, len(got), len(want))
				}
			}
			if i == 0 && answers < 0 {
				if now := answer(t, e, index.Request{}); now.Generation != whole.Generation+1 {
					t.Errorf("generation %d serves, want %d", now.Generation, whole.Generation+1)
				}
			}
		}
	}
}
