package indextest

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/query"
)

// runContract holds what the Searcher interface says beyond hits.
func runContract(t *testing.T, open func(t *testing.T, docs []*index.Document) index.Searcher) {
	docs := tableLetters()
	s := open(t, docs)
	ctx := context.Background()
	t.Run("totals alone", func(t *testing.T) {
		r, err := s.Search(ctx, &index.Request{})
		if err != nil || len(r.Hits) != 0 || r.Next != "" || r.Total.Items != 10 || r.Total.Letters != 5 {
			t.Errorf("got %+v, %v", r, err)
		}
	})
	checkErrors(t, s)
	t.Run("given up", func(t *testing.T) {
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if r, err := s.Search(gone, &index.Request{Query: "knee", Limit: 5}); err == nil {
			t.Errorf("a search that was given up gives %+v", r)
		}
	})
	t.Run("letters", func(t *testing.T) {
		if _, err := s.Letter(ctx, "CM16-9999999"); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("an absent letter gives %v", err)
		}
		for _, want := range docs {
			got, err := s.Letter(ctx, want.Letter.ID)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want.Letter.Items, got.Letter.Items); d != "" || got.Text != want.Text {
				t.Errorf("letter %s (-want +got)\n%s", want.Letter.ID, d)
			}
		}
	})
	t.Run("hits", func(t *testing.T) { checkHit(t, s) })
	checkSimilar(t, s)
	t.Run("info", func(t *testing.T) {
		info, err := s.Info(ctx)
		if err != nil || info.Letters != 5 || info.Items != 10 || info.From != day(2013, 12, 31) || info.To != day(2017, 1, 2) {
			t.Errorf("got %+v, %v", info, err)
		}
	})
}

// checkHit holds one hit with all that it shows.
func checkHit(t *testing.T, s index.Searcher) {
	r, err := s.Search(context.Background(), &index.Request{Query: "opioid /3 taper", Limit: 5})
	if err != nil || len(r.Hits) != 1 {
		t.Fatalf("got %+v, %v", r, err)
	}
	h := r.Hits[0]
	if h.ID != "CM16-0000001/1" || h.Letter != "CM16-0000001" || h.N != 1 || h.Request != "Norco 10/325mg #60" ||
		h.Age != 53 || h.Items != 3 || len(h.Siblings) != 2 || h.DecisionDate != day(2016, 3, 14) {
		t.Errorf("hit %+v", h)
	}
	want := []index.Snippet{{Kind: "reason", Field: "rationale", Text: "There is no documentation of functional improvement. The opioid should be tapered slowly over weeks.", Spans: []index.Span{{57, 63}, {74, 81}}, Page: 1, Line: 1}}
	if d := cmp.Diff(want, h.Snippets); d != "" {
		t.Errorf("snippets (-want +got)\n%s", d)
	}
	if d := cmp.Diff(map[string]int{"rationale": 2}, h.Marks); d != "" {
		t.Errorf("marks (-want +got)\n%s", d)
	}
}

func checkErrors(t *testing.T, s index.Searcher) {
	ctx := context.Background()
	t.Run("errors", func(t *testing.T) {
		var syntax *query.SyntaxError
		if _, err := s.Search(ctx, &index.Request{Query: `"open`}); !errors.As(err, &syntax) {
			t.Errorf("an open quote gives %v", err)
		}
		var request *index.RequestError
		for _, req := range []index.Request{
			{Sort: index.Sort{Field: "outcome"}}, {Filters: []index.Filter{{Field: "nothing", Value: "x"}}},
			{Filters: []index.Filter{{Field: "age", Value: "old"}}}, {Cursor: "nonsense", Limit: 1}, {Start: index.MaxStart + 1},
		} {
			if _, err := s.Search(ctx, &req); !errors.As(err, &request) {
				t.Errorf("%+v gives %v, want a RequestError", req, err)
			}
		}
	})
}

func checkSimilar(t *testing.T, s index.Searcher) {
	ctx := context.Background()
	t.Run("similar", func(t *testing.T) {
		r, err := s.Similar(ctx, &index.SimilarRequest{ID: "CM16-0000001/1", Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			if h.Letter == "CM16-0000001" {
				t.Errorf("%s is of the same letter", h.ID)
			}
		}
		if _, err := s.Similar(ctx, &index.SimilarRequest{ID: "CM16-0000001/9", Limit: 5}); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("an absent item gives %v", err)
		}
	})
}
