package indextest

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
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
	t.Run("determinations", func(t *testing.T) { checkDeterminations(t, s, docs) })
	t.Run("values", func(t *testing.T) { checkValues(t, s) })
	t.Run("reading", func(t *testing.T) { checkReading(t, s) })
	t.Run("requested", func(t *testing.T) {
		for _, q := range []string{"norco", "norco overturned", "epidural injection", "acupuncture neck", "norco zebra"} {
			if !checkRequested(t, s, index.Request{Query: q}) {
				t.Errorf("%s names no treatment", q)
			}
		}
	})
	t.Run("similar", func(t *testing.T) { checkSimilar(t, s, NewScan(docs)) })
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

// checkDeterminations holds that hits carry their items as they were taken in,
// and are the same hits otherwise.
func checkDeterminations(t *testing.T, s index.Searcher, docs []*index.Document) {
	want := map[string]*index.Determination{}
	for _, doc := range docs {
		for _, d := range doc.Determinations() {
			want[d.Item.ID] = &d
		}
	}
	for _, snippets := range []int{-1, 1} {
		req := index.Request{Query: "the OR taper", Limit: index.NoLimit, Snippets: snippets}
		plain, err := s.Search(context.Background(), &req)
		if err != nil {
			t.Fatal(err)
		}
		req.Determinations = true
		r, err := s.Search(context.Background(), &req)
		if err != nil || len(r.Hits) < 5 {
			t.Fatalf("got %d hits, %v", len(r.Hits), err)
		}
		for i := range r.Hits {
			if d := cmp.Diff(want[r.Hits[i].ID], r.Hits[i].Determination); d != "" {
				t.Errorf("the determination of %s (-want +got)\n%s", r.Hits[i].ID, d)
			}
			r.Hits[i].Determination = nil
		}
		if d := cmp.Diff(plain.Hits, r.Hits); d != "" {
			t.Errorf("hits without determinations, and with (-want +got)\n%s", d)
		}
	}
}

// checkValues holds what happens to values that no item has.
func checkValues(t *testing.T, s index.Searcher) {
	ctx := context.Background()
	for _, req := range []index.Request{
		{Query: "outcome:bogus"}, {Query: `outcome:("upheld" OR "bogus")`}, {Query: "norco -sex:bogus"},
		{Filters: []index.Filter{{Field: "outcome", Value: "uphelt"}}}, {Query: "norco", Filters: []index.Filter{{Field: "specialty", Value: "bogus"}}},
	} {
		_, err := s.Search(ctx, &req)
		var fault *index.RequestError
		if !errors.As(err, &fault) || len(fault.Nearest) == 0 || fault.Nearest[0].Count == 0 {
			t.Errorf("%s gives %v, want a RequestError with the nearest values", sayRequest(&req), err)
			continue
		}
		for _, b := range fault.Nearest {
			r, err := s.Search(ctx, &index.Request{Filters: []index.Filter{{Field: fault.Param, Value: b.Value}}})
			if err != nil || r.Total.Items != b.Count {
				t.Errorf("%s: %s has %d items, offered with %d (%v)", sayRequest(&req), b.Value, r.Total.Items, b.Count, err)
			}
		}
	}
	// A value that letters can have, and these have not.
	for _, req := range []index.Request{
		{Query: "specialty:podiatry"}, {Filters: []index.Filter{{Field: "drug", Value: "zolpidem"}}}, {Query: "drug:zzz*"}, {Query: `section:"no such section"`},
	} {
		r, err := s.Search(ctx, &req)
		if err != nil || r.Total.Items != 0 || len(r.Query.Warnings) != 1 {
			t.Errorf("%s gives %+v, %v, want 0 items and one warning", sayRequest(&req), r, err)
		}
	}
	r, err := s.Search(ctx, &index.Request{Query: "norco", Unknown: []string{"utm_source"}})
	if err != nil || len(r.Query.Warnings) != 1 {
		t.Errorf("an unknown parameter gives %+v, %v, want a warning", r, err)
	}
}

// checkReading holds that a reading claims nothing that stands in no letter.
func checkReading(t *testing.T, s index.Searcher) {
	for range 2 { // the second answer may come from a cache
		r, err := s.Search(context.Background(), &index.Request{Query: "norco zebra", Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Query.Expansions {
			for _, form := range x.To {
				found, err := s.Search(context.Background(), &index.Request{Query: `"` + form + `"`})
				if err != nil || found.Total.Items == 0 {
					t.Errorf("%s is listed as found and stands nowhere (%v)", form, err)
				}
			}
		}
		want := []index.Note{{Message: "zebra stands in no letter", Absent: "zebra"}}
		if d := cmp.Diff(want, r.Query.Warnings); d != "" {
			t.Errorf("warnings (-want +got)\n%s", d)
		}
	}
}

// checkRequested recounts the items that ask for what a query names, from the
// list of them. It reports whether the query names a treatment.
func checkRequested(t *testing.T, s index.Searcher, req index.Request) bool {
	t.Helper()
	req.Limit, req.Start, req.Cursor, req.Facets, req.Snippets, req.Sort = index.NoLimit, 0, "", false, -1, index.Sort{}
	r, err := s.Search(context.Background(), &req)
	if err != nil || r.Total.Requested == nil {
		return false
	}
	want := *r.Total.Requested
	listed := map[string]bool{}
	for _, h := range r.Hits {
		listed[h.ID] = h.Requested
	}
	req.Scope = index.ScopeRequested
	list, err := s.Search(context.Background(), &req)
	if err != nil {
		t.Errorf("%s, scope requested: %v", sayRequest(&req), err)
		return true
	}
	got := index.Requested{Items: len(list.Hits), Outcomes: map[imr.Outcome]int{}}
	letters := map[string]bool{}
	for _, h := range list.Hits {
		letters[h.Letter] = true
		got.Outcomes[h.Outcome]++
		if marked, is := listed[h.ID]; is && !marked || !h.Requested {
			t.Errorf("%s: %s is requested and not marked so", sayRequest(&req), h.ID)
		}
	}
	got.Letters = len(letters)
	want.Decided = got.Decided // sums of letters, which compare.go compares where they are counted
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: total.requested (-said +recounted)\n%s", sayRequest(&req), d)
	}
	if list.Total.Requested == nil || list.Total.Items != got.Items || list.Total.Requested.Items != got.Items {
		t.Errorf("%s, scope requested: total %+v, want %d items", sayRequest(&req), list.Total, got.Items)
	}
	return true
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
