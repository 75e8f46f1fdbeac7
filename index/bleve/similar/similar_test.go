package similar

import (
	"errors"
	"math"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/index/rank"
	"imrsearch/parser/imr"
)

func run(t *testing.T, g *segment.Generation, like *index.Determination, req index.SimilarRequest) *index.SimilarResult {
	t.Helper()
	s := &match.Search{Plan: &index.Plan{Root: index.All{}}, G: g, Match: index.MatchAll, Deadline: &match.Deadline{Ctx: t.Context()}}
	s.Begin()
	r, err := Run(s, &req, nil, like)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSimilarPages holds that pages are parts of the one list, that inside a
// group what agrees most comes first, and that a hit says what agrees.
func TestSimilarPages(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(240)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 200}, docs...)
	g := segmenttest.Generation(t, dir)
	groups := 0
	for _, doc := range docs[:30] {
		like := doc.Determinations()[0]
		all := run(t, g, &like, index.SimilarRequest{Limit: index.NoLimit})
		items := 0
		for _, group := range all.Groups {
			items += group.Total.Items
			if group.Total.Items != len(group.Hits) {
				t.Errorf("%s: %s has %d hits of %d", like.Item.ID, group.Kind, len(group.Hits), group.Total.Items)
			}
			for i, h := range group.Hits {
				if h.Letter == like.Letter.ID {
					t.Errorf("%s is like %s, an item of its letter", h.ID, like.Item.ID)
				}
				if i > 0 && group.Hits[i-1].Score < h.Score {
					t.Errorf("%s: %s with %g stands behind %g", like.Item.ID, h.ID, h.Score, group.Hits[i-1].Score)
				}
				if len(h.Why) == 0 || h.Score <= 0 || h.Score > rank.Shown(1) {
					t.Errorf("%s is like %s with score %g: %q", h.ID, like.Item.ID, h.Score, h.Why)
				}
				if group.Kind != index.GroupNear && len(h.Agrees) == 0 {
					t.Errorf("%s is the same request as %s and agrees in nothing", h.ID, like.Item.ID)
				}
			}
			few := run(t, g, &like, index.SimilarRequest{Group: group.Kind, Start: 2, Limit: 3})
			if want := group.Hits[min(2, len(group.Hits)):min(5, len(group.Hits))]; !sameIDs(few.Hits, want) {
				t.Errorf("%s: a page of %s is not the part of it that it should be", like.Item.ID, group.Kind)
			}
			if group.Total.Items > 0 {
				groups++
			}
		}
		if all.Total.Items != items || items != len(all.Hits) {
			t.Errorf("%s: total %d, groups %d, hits %d", like.Item.ID, all.Total.Items, items, len(all.Hits))
		}
		page := run(t, g, &like, index.SimilarRequest{Start: 3, Limit: 4})
		if want := all.Hits[min(3, len(all.Hits)):min(7, len(all.Hits))]; !sameIDs(page.Hits, want) {
			t.Errorf("%s: a page is not the part of the list that it should be", like.Item.ID)
		}
		var want []index.Hit
		for _, group := range all.Groups {
			want = append(want, group.Hits[:min(2, len(group.Hits))]...)
		}
		if two := run(t, g, &like, index.SimilarRequest{PerGroup: 2, Limit: index.NoLimit}); !sameIDs(two.Hits, want) {
			t.Errorf("%s: two of each group are not the first two", like.Item.ID)
		}
		if behind := run(t, g, &like, index.SimilarRequest{PerGroup: 2, Start: 1, Limit: 3}); len(want) > 0 && !sameIDs(behind.Hits, want[1:min(4, len(want))]) {
			t.Errorf("%s: a page of two of each group is not the part of it that it should be", like.Item.ID)
		}
	}
	if groups < 30 {
		t.Errorf("%d groups have items: nothing was shown", groups)
	}
}

func sameIDs(a, b []index.Hit) bool {
	return slices.EqualFunc(a, b, func(a, b index.Hit) bool { return a.ID == b.ID && a.Score == b.Score })
}

func TestLike(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(5)
	docs = append(docs, &index.Document{Letter: &imr.Letter{ID: "CM16-0999999"}})
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs...)
	g := segmenttest.Generation(t, dir)
	first := docs[0].Determinations()[0]
	given := &index.Determination{Letter: &imr.Letter{}, Item: &imr.Item{}}
	var bad *index.RequestError
	if got, err := Like(g, &index.SimilarRequest{Like: given}); got != given || err != nil {
		t.Errorf("of an item that is given: %v, %v", got, err)
	}
	if got, err := Like(g, &index.SimilarRequest{ID: first.Item.ID}); err != nil || got.Item.ID != first.Item.ID {
		t.Errorf("%s: %v", first.Item.ID, err)
	}
	for _, id := range []string{"CM99-0000001/1", docs[0].Letter.ID + "/99"} {
		if _, err := Like(g, &index.SimilarRequest{ID: id}); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("%s: %v, want not found", id, err)
		}
	}
	for _, id := range []string{"CM16-0999999/1", "CM16-1/x"} {
		if _, err := Like(g, &index.SimilarRequest{ID: id}); !errors.As(err, &bad) {
			t.Errorf("%s: %v, want a request error", id, err)
		}
	}
}

// TestScoreIsTheWeightThatAgrees sums up the features of each hit.
func TestScoreIsTheWeightThatAgrees(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(120)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1}, docs...)
	g := segmenttest.Generation(t, dir)
	for _, doc := range docs[:10] {
		like := doc.Determinations()[0]
		s := &match.Search{Plan: &index.Plan{Root: index.All{}}, G: g, Match: index.MatchAll, Deadline: &match.Deadline{Ctx: t.Context()}}
		s.Begin()
		features := rank.Like(&like, func(string) int { return 3 }, 100).Features
		sel := s.Selections[0]
		have := agreedIn(sel, features)
		scores := agreementScores(sel, have, sel.Segment.LiveDocs)
		for docID := range uint32(sel.Segment.Items) {
			want := 0.0
			for i, f := range features {
				if have.docs[i].Contains(docID) {
					want += f.Weight
				}
			}
			if got := float64((*scores)[docID]); math.Abs(got-want) > 1e-3 {
				t.Fatalf("%s: document %d scores %g, want %g", like.Item.ID, docID, got, want)
			}
		}
	}
}
