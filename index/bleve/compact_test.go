package bleve

import (
	"context"
	"slices"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestSmallSegmentsAreMerged adds letters day by day, some of them again.
func TestSmallSegmentsAreMerged(t *testing.T) {
	docs := indextest.BenchDocuments(60)
	dir := t.TempDir()
	for day := range 12 {
		today := docs[day*5 : day*5+5]
		if day > 0 {
			today = append(slices.Clone(today), segmenttest.Changed(docs[day*5-1], "again on day", string(rune('a'+day))))
		}
		segmenttest.Write(t, dir, commit.WriterOptions{}, today...)
	}
	e := open(t, dir)
	info, err := e.Info(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if info.Letters != 60 || info.Shards > commit.MaxSmall {
		t.Errorf("%d letters in %d segments, want 60 in at most %d", info.Letters, info.Shards, commit.MaxSmall)
	}
	if got := answer(t, e, index.Request{Query: "request:again request:day"}).Total.Letters; got != 11 {
		t.Errorf("%d letters came again, want 11", got)
	}
	r := answer(t, e, index.Request{Limit: index.NoLimit, Snippets: -1})
	seen := map[string]bool{}
	for _, h := range r.Hits {
		if seen[h.ID] {
			t.Errorf("%s stands twice", h.ID)
		}
		seen[h.ID] = true
	}
	if len(seen) != r.Total.Items || info.Items != r.Total.Items {
		t.Errorf("%d hits, total %d, info %d", len(seen), r.Total.Items, info.Items)
	}
}

func TestSegmentsOfTheDeadAreMadeAnew(t *testing.T) {
	docs := indextest.BenchDocuments(30)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{SegmentItems: 64}, docs...)
	var again []*index.Document
	for i := range 20 {
		again = append(again, segmenttest.Changed(docs[i], "again", string(rune('a'+i))))
	}
	segmenttest.Write(t, dir, commit.WriterOptions{SegmentItems: 64}, again...)
	g := serving(t, open(t, dir))
	for _, s := range g.Segments {
		if len(s.Manifest.Deleted)*commit.DeletedShare > s.Manifest.Letters && s.Items >= 8 {
			t.Errorf("segment %s: %d of %d letters are dead", s.ID, len(s.Manifest.Deleted), s.Manifest.Letters)
		}
	}
}

// TestMergedSegmentsKnowWhatTheyReplaced merges segments with replaced letters:
// the bytes that were replaced stay known, and would not come in again.
func TestMergedSegmentsKnowWhatTheyReplaced(t *testing.T) {
	docs := indextest.BenchDocuments(40)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{SegmentItems: 64}, docs[:30]...)
	for i := range 20 {
		segmenttest.Write(t, dir, commit.WriterOptions{SegmentItems: 64}, segmenttest.Changed(docs[i], "again", "new"+docs[i].Letter.ID))
	}
	segmenttest.Write(t, dir, commit.WriterOptions{SegmentItems: 64}, docs[30:]...)
	w, err := commit.NewWriter(dir, commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if len(w.Base.Manifest.Superseded) == 0 {
		t.Error("no segment was merged")
	}
	for _, d := range docs {
		l := d.Letter
		if got := w.Known(l.Source.SHA256); got != l.ID {
			t.Errorf("the first bytes of %s: known as %q", l.ID, got)
		}
	}
	for _, d := range docs[:20] {
		if sum, ok := w.Has(d.Letter.ID); !ok || sum != "new"+d.Letter.ID {
			t.Errorf("%s: has %q, %v", d.Letter.ID, sum, ok)
		}
	}
}
