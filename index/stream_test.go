package index

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// numbered answers with the hits 0 to n-1, by cursor alone.
type numbered struct {
	Searcher
	n, searches int
	partialFrom int // from this hit on answers are partial, where it is above 0
}

func (s *numbered) Search(_ context.Context, req *Request) (*Result, error) {
	s.searches++
	from := req.Start
	if req.Cursor != "" {
		fmt.Sscan(req.Cursor, &from)
	}
	res := &Result{Hits: []Hit{}, Partial: s.partialFrom > 0 && from >= s.partialFrom}
	for i := from; i < min(from+req.Limit, s.n); i++ {
		res.Hits = append(res.Hits, Hit{ID: fmt.Sprint(i)})
	}
	if to := from + len(res.Hits); to < s.n {
		res.Next = fmt.Sprint(to)
	}
	if req.Facets {
		res.Facets = []Facet{{Field: "outcome"}}
	}
	return res, nil
}

// TestStreamGoesOnByCursor holds what an engine that is no Streamer gives.
func TestStreamGoesOnByCursor(t *testing.T) {
	tests := []struct {
		n, start, limit, partialFrom int
		want                         []int // hits of each result
	}{
		{n: 0, limit: 5, want: []int{0}},
		{n: 7, limit: 0, want: []int{0}},
		{n: 7, limit: 5, want: []int{5}},
		{n: 100, limit: 500, want: []int{100}},
		{n: 250, limit: 500, want: []int{100, 100, 50}},
		{n: 250, limit: 120, want: []int{100, 20}},
		{n: 250, start: 10, limit: 500, want: []int{100, 100, 40}},
		{n: 250, limit: 500, partialFrom: 100, want: []int{100, 100}},
	}
	for _, test := range tests {
		var got, ids []int
		s := &numbered{n: test.n, partialFrom: test.partialFrom}
		err := Stream(t.Context(), s, &Request{Facets: true, Start: test.start}, test.limit, func(res *Result) error {
			if (len(res.Facets) > 0) != (got == nil) {
				t.Errorf("%+v: facets in result %d: %v", test, len(got), res.Facets)
			}
			got = append(got, len(res.Hits))
			for _, h := range res.Hits {
				var id int
				fmt.Sscan(h.ID, &id)
				ids = append(ids, id)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%+v: hits of each result (-want +got)\n%s", test, d)
		}
		for i, id := range ids {
			if id != test.start+i {
				t.Fatalf("%+v: hit %d is %d", test, i, id)
			}
		}
	}
}

func TestStreamEndsWithThePage(t *testing.T) {
	s, full := &numbered{n: 1000}, errors.New("disk full")
	err := Stream(t.Context(), s, &Request{}, 1000, func(*Result) error { return full })
	if !errors.Is(err, full) || s.searches != 1 {
		t.Errorf("%v after %d searches, want %v after 1", err, s.searches, full)
	}
}
