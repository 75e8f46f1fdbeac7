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

func run(t *testing.T, g *segment.Generation, like *index.Determination, start, limit int) *index.SimilarResult {
	t.Helper()
	s := &match.Search{Plan: &index.Plan{Root: index.All{}}, G: g, Match: index.MatchAll, Deadline: &match.Deadline{Ctx: t.Context()}}
	s.Begin()
	r, err := Run(s, &index.SimilarRequest{Start: start, Limit: limit}, nil, like)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSimilarItemsShareWhatTheySay compares what is similar to some items with
// looking at every item: who shares a treatment or a drug is found and nobody
// else, never of the same letter; granted ones come first, then what agrees
// most; and facets that are said to agree do.
func TestSimilarItemsShareWhatTheySay(t *testing.T) {
	dir := t.TempDir()
	docs := indextest.BenchDocuments(240)
	segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 2, SegmentItems: 200}, docs...)
	g := segmenttest.Generation(t, dir)
	items := map[string]index.Determination{}
	for _, doc := range docs {
		for _, d := range doc.Determinations() {
			items[d.Item.ID] = d
		}
	}
	drugs, _ := index.FieldNamed("drug")
	body, _ := index.FieldNamed("body")
	withDrug := 0
	for _, doc := range docs[:30] {
		like := doc.Determinations()[0]
		all := run(t, g, &like, 0, index.NoLimit)
		if all.Total.Items != len(all.Hits) {
			t.Errorf("%s: total %d of %d hits", like.Item.ID, all.Total.Items, len(all.Hits))
		}
		found := map[string]bool{}
		for i, h := range all.Hits {
			found[h.ID] = true
			d := items[h.ID]
			if h.Letter == like.Letter.ID {
				t.Errorf("%s is like %s, an item of its letter", h.ID, like.Item.ID)
			}
			if i > 0 {
				before := &all.Hits[i-1]
				named := len(body.Values(&like)) > 0
				if a, b := placeOf(before, named), placeOf(&h, named); a > b || a == b && before.Score < h.Score {
					t.Errorf("%s: hit %d %s %g of group %d stands behind %s %g of group %d", like.Item.ID, i, h.Outcome, h.Score, b, before.Outcome, before.Score, a)
				}
			}
			if says(&h, "Body part: ") != shares(body, &like, &d) || says(&h, "Drug: ") != shares(drugs, &like, &d) {
				t.Errorf("%s is said to agree with %s in %q", h.ID, like.Item.ID, h.Why)
			}
			if len(h.Why) == 0 || h.Score < 0 || h.Score > rank.Shown(1) {
				t.Errorf("%s is like %s with score %g: %q", h.ID, like.Item.ID, h.Score, h.Why)
			}
		}
		for id, d := range items {
			if shares(drugs, &like, &d) && d.Letter.ID != like.Letter.ID {
				if withDrug++; !found[id] {
					t.Errorf("%s has the drug of %s and is not like it", id, like.Item.ID)
				}
			}
		}
		if page := run(t, g, &like, 3, 4); len(all.Hits) > 3 && !slices.EqualFunc(page.Hits, all.Hits[3:min(7, len(all.Hits))], func(a, b index.Hit) bool { return a.ID == b.ID && a.Score == b.Score }) {
			t.Errorf("%s: a page is not the part of the list it should be", like.Item.ID)
		}
	}
	if withDrug == 0 {
		t.Error("no two items share a drug: nothing was shown")
	}
}

// placeOf is the group of a hit, the first one 0. Inside a group what agrees
// most comes first.
func placeOf(h *index.Hit, named bool) int {
	treatment := says(h, "Treatment: ") || says(h, "Drug: ")
	same := treatment && (!named || says(h, "Body part: "))
	switch {
	case same && (h.Outcome == imr.Overturned || h.Outcome == imr.Modified):
		return 0
	case same && h.Outcome == imr.Upheld:
		return 1
	}
	return 2
}

func says(h *index.Hit, label string) bool {
	return slices.ContainsFunc(h.Why, func(why string) bool { return len(why) > len(label) && why[:len(label)] == label })
}

func shares(f *index.Field, a, b *index.Determination) bool {
	return slices.ContainsFunc(f.Values(a), func(v string) bool { return slices.Contains(f.Values(b), v) })
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
		features := rank.Features(&like, func(string) int { return 3 }, 100)
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
