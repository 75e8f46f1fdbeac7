package indextest

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
)

// checkSimilar compares the groups of every item with the scan's, and holds
// what the contract says of errors and of items from outside.
func checkSimilar(t *testing.T, s index.Searcher, scan *Scan) {
	ctx := context.Background()
	for i := range scan.items {
		d := &scan.items[i].Determination
		if d.Item.N == 0 {
			continue
		}
		compareSimilar(t, s, scan, index.SimilarRequest{ID: d.Item.ID, Limit: index.NoLimit})
		outside := *d.Letter
		outside.ID = "x0123456789ab" // of the same case number: the letter is still left out
		outside.CaseNumber = d.Letter.CaseNumber
		if outside.CaseNumber != "" {
			compareSimilar(t, s, scan, index.SimilarRequest{Like: &index.Determination{Letter: &outside, Item: d.Item}, Limit: index.NoLimit})
		}
		checkFolded(t, s, scan, d.Item.ID)
		filters := []index.Filter{{Field: "outcome", Value: string(d.Item.Outcome)}}
		compareSimilar(t, s, scan, index.SimilarRequest{ID: d.Item.ID, Filters: filters, Limit: index.NoLimit})
	}
	letter := scan.items[0].Letter.ID
	var refused *index.RequestError
	if _, err := s.Similar(ctx, &index.SimilarRequest{ID: letter + "/99", Limit: 5}); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("an absent item gives %v", err)
	}
	for _, req := range []index.SimilarRequest{{}, {ID: letter + "/1", Group: "others"}, {ID: letter + "/1", PerGroup: -1}, {ID: letter + "/1", Start: -1}} {
		if _, err := s.Similar(ctx, &req); !errors.As(err, &refused) {
			t.Errorf("%+v gives %v, want a RequestError", req, err)
		}
	}
}

// compareSimilar compares groups and their totals, whatever the order.
func compareSimilar(t *testing.T, s index.Searcher, scan *Scan, req index.SimilarRequest) {
	t.Helper()
	about := req.ID
	if about == "" {
		about = req.Like.Item.ID + " from outside"
	}
	want, wantErr := scan.Similar(context.Background(), &req)
	got, err := s.Similar(context.Background(), &req)
	if err != nil || wantErr != nil {
		if (err != nil) != (wantErr != nil) {
			t.Errorf("like %s, filters %v: error %v, want %v", about, req.Filters, err, wantErr)
		}
		return
	}
	if d := cmp.Diff(sayGroups(want), sayGroups(got)); d != "" {
		t.Errorf("like %s %q, filters %v (-want +got)\n%s", about, got.Of.Request, req.Filters, d)
	}
	if got.Of.Request != want.Of.Request || got.Of.Outcome != want.Of.Outcome {
		t.Errorf("like %s: of %+v, want %+v", about, got.Of, want.Of)
	}
}

// sayGroups writes groups as one reads them.
func sayGroups(r *index.SimilarResult) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d hits, %s\n", len(r.Hits), totals(&r.Result))
	for _, g := range r.Groups {
		var ids []string
		for _, h := range g.Hits {
			ids = append(ids, h.ID)
		}
		sort.Strings(ids)
		of := index.Result{Total: g.Total}
		fmt.Fprintf(&b, "%s (%s): %s\n  %s\n", g.Kind, g.Label, totals(&of), strings.Join(ids, " "))
	}
	return b.String()
}

// checkFolded holds that a folded list has the first hit of each group of alike
// items, with the number of the others, and that pages are parts of it.
func checkFolded(t *testing.T, s index.Searcher, scan *Scan, id string) {
	t.Helper()
	similar := func(req index.SimilarRequest) *index.SimilarResult {
		req.ID = id
		r, err := s.Similar(context.Background(), &req)
		if err != nil {
			t.Fatalf("like %s: %v", id, err)
		}
		return r
	}
	list, whole := similar(index.SimilarRequest{Fold: true, Limit: index.NoLimit}), similar(index.SimilarRequest{Limit: index.NoLimit})
	all := 0
	for g, group := range list.Groups {
		var want []string
		others, first := map[int]int{}, []int{}
		for _, h := range whole.Groups[g].Hits {
			of := scan.alike()[h.ID]
			if others[of]++; others[of] == 1 {
				want, first = append(want, h.ID), append(first, of)
			}
		}
		var got []string
		for i, h := range group.Hits {
			if got = append(got, h.ID); i < len(first) && h.Alike != others[first[i]]-1 {
				t.Errorf("like %s, %s: %s is alike to %d others, want %d", id, group.Kind, h.ID, h.Alike, others[first[i]]-1)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("like %s, %s folded (-want +got)\n%s", id, group.Kind, d)
		}
		if n := group.Total.Groups; n == nil || *n != len(want) || group.Total.Items != whole.Groups[g].Total.Items {
			t.Errorf("like %s, %s folded: total %+v, want %d groups", id, group.Kind, group.Total, len(want))
		}
		all += len(want)
	}
	if n := list.Total.Groups; n == nil || *n != all {
		t.Errorf("like %s folded: total %+v, want %d groups", id, list.Total, all)
	}
	page := similar(index.SimilarRequest{Fold: true, Start: 1, Limit: 3})
	var want, got []string
	for _, h := range list.Hits[min(1, len(list.Hits)):min(4, len(list.Hits))] {
		want = append(want, h.ID)
	}
	for _, h := range page.Hits {
		got = append(got, h.ID)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("like %s folded: a page (-want +got)\n%s", id, d)
	}
}
