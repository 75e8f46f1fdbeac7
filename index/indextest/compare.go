package indextest

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/index/resolve"
)

// check compares a searcher's answer with the scan's.
func check(t *testing.T, s index.Searcher, scan *Scan, req *index.Request) (matched bool) {
	t.Helper()
	want, wantErr := scan.Search(context.Background(), req)
	got, err := s.Search(context.Background(), req)
	if err != nil || wantErr != nil {
		if (err != nil) != (wantErr != nil) {
			t.Errorf("%s: error %v, want %v", sayRequest(req), err, wantErr)
		}
		return false
	}
	if d := cmp.Diff(ids(want, req), ids(got, req)); d != "" {
		t.Errorf("%s: hits (-want +got)\n%s", sayRequest(req), d)
		return true
	}
	if d := cmp.Diff(totals(want), totals(got)); d != "" {
		t.Errorf("%s: totals (-want +got)\n%s", sayRequest(req), d)
	}
	if req.Facets && (want.Total.Decided != got.Total.Decided || want.Total.Requested != nil && want.Total.Requested.Decided != got.Total.Requested.Decided) {
		t.Errorf("%s: decided by letters %+v, want %+v", sayRequest(req), got.Total, want.Total)
	}
	if d := cmp.Diff(counts(want.Facets), counts(got.Facets)); d != "" {
		t.Errorf("%s: facets (-want +got)\n%s", sayRequest(req), d)
	}
	return len(want.Hits) > 0
}

// sayRequest writes a request as one reads it.
func sayRequest(req *index.Request) string {
	return fmt.Sprintf("query %s, filters %v, sort %v, match %q, scope %q", req.Query, req.Filters, req.Sort, req.Match, req.Scope)
}

// ids lists the hits, each with how it was found; those by relevance in the
// order of their ids, for the scan ranks in its own way.
func ids(r *index.Result, req *index.Request) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, fmt.Sprintf("%s requested %v some words %v", h.ID, h.Requested, h.SomeWords))
	}
	if req.Sort.Field == "" {
		sort.Strings(out)
	}
	return out
}

func totals(r *index.Result) string {
	all := r.Total.Items
	if r.Total.AllWords != nil {
		all = *r.Total.AllWords
	}
	outcomes := []string{}
	for o, n := range r.Total.Outcomes {
		if n > 0 {
			outcomes = append(outcomes, fmt.Sprintf("%s %d", o, n))
		}
	}
	slices.Sort(outcomes)
	requested := "no treatment named"
	if r := r.Total.Requested; r != nil {
		requested = fmt.Sprintf("requested %d in %d letters, %v", r.Items, r.Letters, r.Outcomes)
	}
	requested += fmt.Sprintf(", mentioned %d", r.Total.Mentioned)
	return fmt.Sprintf("%d items in %d letters, %d with all words, partial %v, %s; %s",
		r.Total.Items, r.Total.Letters, all, r.Partial, strings.Join(outcomes, ", "), requested)
}

// counts lists facets without the order of their buckets.
func counts(fs []index.Facet) []string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s: %d distinct, %d missing", f.Field, f.Distinct, f.Missing))
		for _, b := range f.Buckets {
			rate := ""
			if b.Rate != nil {
				rate = fmt.Sprintf(", %d of %d overturned", b.Rate.Overturned, b.Rate.Decided)
			}
			out = append(out, fmt.Sprintf("%s %q %d %v%s", f.Field, b.Value, b.Count, b.Selected, rate))
		}
	}
	slices.Sort(out)
	return out
}

// checkMarks compares what a page of hits marks.
func checkMarks(t *testing.T, s index.Searcher, scan *Scan, req index.Request) {
	t.Helper()
	req.Limit, req.Snippets, req.Facets = 5, 2, false
	got, err := s.Search(context.Background(), &req)
	if err != nil {
		return
	}
	plan, _, err := resolve.Resolve(&req)
	if err != nil {
		t.Fatal(err)
	}
	run := newRun(scan, plan)
	for _, h := range got.Hits {
		i := slices.IndexFunc(scan.items, func(d scanned) bool { return d.Item.ID == h.ID })
		want := run.hit(found{scanned: &scan.items[i]}, 2)
		if d := cmp.Diff(want.Marks, h.Marks); d != "" {
			t.Errorf("%s: marks of %s (-want +got)\n%s", sayRequest(&req), h.ID, d)
		}
		if d := cmp.Diff(want.RequestSpans, h.RequestSpans); d != "" {
			t.Errorf("%s: marks in the request of %s (-want +got)\n%s", sayRequest(&req), h.ID, d)
		}
		for _, snippet := range h.Snippets {
			checkSnippet(t, &req, h.ID, snippet)
		}
	}
}

func checkSnippet(t *testing.T, req *index.Request, id string, s index.Snippet) {
	t.Helper()
	last := 0
	for _, span := range s.Spans {
		if span[0] < last || span[1] <= span[0] || span[1] > len(s.Text) ||
			!utf8.ValidString(s.Text[:span[0]]) || !utf8.ValidString(s.Text[span[0]:span[1]]) {
			t.Errorf("%s: %s has the snippet %q with spans %v", sayRequest(req), id, s.Text, s.Spans)
			return
		}
		last = span[1]
	}
	if !utf8.ValidString(s.Text) {
		t.Errorf("%s: %s has a snippet of broken text: %q", sayRequest(req), id, s.Text)
	}
}

// checkPaging walks the list by start and by cursor: every hit once, in the
// order of the whole list.
func checkPaging(t *testing.T, s index.Searcher, req index.Request, limit int) {
	t.Helper()
	req.Facets, req.Snippets = false, -1
	whole, err := s.Search(context.Background(), &req)
	if err != nil {
		return
	}
	want := listed(whole)
	req.Limit = limit
	var byCursor, byStart []string
	for page := req; ; {
		r, err := s.Search(context.Background(), &page)
		if err != nil {
			t.Fatalf("%s, cursor %q: %v", sayRequest(&req), page.Cursor, err)
		}
		byCursor = append(byCursor, listed(r)...)
		if r.Next == "" || len(byCursor) > len(want) {
			break
		}
		page.Cursor = r.Next
	}
	for req.Start = 0; req.Start <= len(want); req.Start += limit {
		r, err := s.Search(context.Background(), &req)
		if err != nil {
			t.Fatalf("%s, start %d: %v", sayRequest(&req), req.Start, err)
		}
		byStart = append(byStart, listed(r)...)
	}
	if d := cmp.Diff(want, byCursor); d != "" {
		t.Errorf("%s: by cursor, %d a page (-want +got)\n%s", sayRequest(&req), limit, d)
	}
	if d := cmp.Diff(want, byStart); d != "" {
		t.Errorf("%s: by start, %d a page (-want +got)\n%s", sayRequest(&req), limit, d)
	}
}

func listed(r *index.Result) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}
