package bleve

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
	"imrsearch/parser/imr"
)

func answer(t testing.TB, e *Engine, req index.Request) *index.Result {
	t.Helper()
	r, err := e.Search(context.Background(), &req)
	if err != nil {
		t.Fatalf("Search(%+v): %v", req, err)
	}
	return r
}

func ids(r *index.Result) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

func TestReplacedLettersAreFoundNoMore(t *testing.T) {
	docs := indextest.BenchDocuments(30)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs...)
	e := open(t, dir)
	before := answer(t, e, index.Request{Limit: index.NoLimit, Facets: true})
	segmenttest.Write(t, dir, commit.WriterOptions{}, segmenttest.Changed(docs[3], "zanzibar treatment", "new"))
	after := answer(t, e, index.Request{Limit: index.NoLimit, Facets: true})
	if after.Generation != before.Generation+1 {
		t.Errorf("generation %d serves, want %d", after.Generation, before.Generation+1)
	}
	if after.Total.Items != before.Total.Items || after.Total.Letters != before.Total.Letters {
		t.Errorf("totals %+v, want %+v as before", after.Total, before.Total)
	}
	if got, want := ids(after), ids(before); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
		t.Errorf("hits %v, want %v", got, want)
	}
	if got := answer(t, e, index.Request{Query: "zanzibar", Limit: 5}); got.Total.Items != 1 || got.Hits[0].Letter != docs[3].Letter.ID {
		t.Errorf("zanzibar: %+v", got.Total)
	}
	d, err := e.Letter(context.Background(), docs[3].Letter.ID)
	if err != nil || d.Letter.Items[0].Request != "zanzibar treatment" {
		t.Errorf("Letter gives the old one: %v", err)
	}
}

func TestWriterKnowsWhatItHolds(t *testing.T) {
	docs := indextest.BenchDocuments(6)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs[:3]...)
	w, err := commit.NewWriter(dir, commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	check := func(what string, d *index.Document, id string) {
		t.Helper()
		if got := w.Known(d.Letter.Source.SHA256); got != id {
			t.Errorf("%s: Known = %q, want %q", what, got, id)
		}
	}
	check("committed", docs[0], docs[0].Letter.ID)
	check("unknown", docs[4], "")
	if err := w.Add(context.Background(), docs[4]); err != nil {
		t.Fatal(err)
	}
	check("added", docs[4], docs[4].Letter.ID)
	newer := segmenttest.Changed(docs[0], "other", "sum of other")
	if err := w.Add(context.Background(), newer); err != nil {
		t.Fatal(err)
	}
	check("newer", newer, docs[0].Letter.ID)
	check("superseded", docs[0], docs[0].Letter.ID)
	if sum, ok := w.Has(docs[0].Letter.ID); !ok || sum != "sum of other" {
		t.Errorf("Has = %q, %v, want that of the newer text", sum, ok)
	}
}

func TestSecondWriterIsToldWhoHoldsTheLock(t *testing.T) {
	dir := t.TempDir()
	w, err := commit.NewWriter(dir, commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	_, err = commit.NewWriter(dir, commit.WriterOptions{})
	if !errors.Is(err, index.ErrLocked) || !strings.Contains(err.Error(), "pid") {
		t.Errorf("second writer: %v, want ErrLocked with the pid", err)
	}
}

// TestUncommittedLettersAreTakenOver closes a writer that did not commit, and
// leaves a segment that was begun: its files are gone after the next commit.
func TestUncommittedLettersAreTakenOver(t *testing.T) {
	docs := indextest.BenchDocuments(30)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs[:5]...)
	w, err := commit.NewWriter(dir, commit.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs[5:20] {
		if err := w.Add(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	e := open(t, dir)
	if got := answer(t, e, index.Request{}).Total.Letters; got != 5 {
		t.Errorf("without Commit %d letters are seen, want 5", got)
	}
	b, err := segment.NewBuilder(filepath.Join(segment.BuildingDir(dir), "begun"))
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range docs[20:] {
		if err := b.Add(d, uint64(100+i)); err != nil {
			t.Fatal(err)
		}
	}
	segmenttest.Write(t, dir, commit.WriterOptions{})
	if got := answer(t, e, index.Request{}).Total.Letters; got != 20 {
		t.Errorf("after the next Commit %d letters are seen, want 20", got)
	}
	if left, _ := os.ReadDir(segment.BuildingDir(dir)); len(left) != 0 {
		t.Errorf("%d directories are left in building", len(left))
	}
}

func TestALetterTwiceInOneSession(t *testing.T) {
	docs := indextest.BenchDocuments(3)
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, docs[0], docs[1], segmenttest.Changed(docs[0], "zanzibar", "x"), docs[2])
	e := open(t, dir)
	if got := answer(t, e, index.Request{}).Total.Letters; got != 3 {
		t.Errorf("%d letters, want 3", got)
	}
	if got := answer(t, e, index.Request{Query: "zanzibar"}).Total.Items; got != 1 {
		t.Errorf("the newer text is found %d times, want once", got)
	}
	if report, err := commit.Verify(context.Background(), dir); err != nil || len(report.Damaged) > 0 {
		t.Errorf("Verify: %+v, %v", report, err)
	}
}

func TestLetterWithoutItems(t *testing.T) {
	l := &imr.Letter{ID: "x0123456789ab", Layout: imr.UnknownLayout}
	dir := t.TempDir()
	segmenttest.Write(t, dir, commit.WriterOptions{}, &index.Document{Letter: l, Text: "an unreadable zanzibar letter"})
	r := answer(t, open(t, dir), index.Request{Query: "zanzibar", Limit: 3})
	if len(r.Hits) != 1 || r.Hits[0].ID != "x0123456789ab/0" || r.Hits[0].N != 0 {
		t.Errorf("hits %+v, want x0123456789ab/0", r.Hits)
	}
}
