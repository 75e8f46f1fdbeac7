package bleve

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestSameLettersSamePages: the same letters give the same pages, scores
// included, whatever the segments, the order in which they came, and the texts
// that were replaced on the way.
func TestSameLettersSamePages(t *testing.T) {
	docs := indextest.BenchDocuments(500)
	backwards := slices.Clone(docs)
	slices.Reverse(backwards)
	older := make([]*index.Document, 0, 50)
	for i, d := range docs[:50] {
		older = append(older, segmenttest.Changed(d, "an older request with pain and surgery", fmt.Sprint("old", i)))
	}
	whole := t.TempDir()
	segmenttest.Write(t, whole, commit.WriterOptions{Jobs: 1}, docs...)
	want := pagesOf(t, open(t, whole))
	for name, write := range map[string]func(dir string){
		"segments": func(dir string) { segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 100}, docs...) },
		"backwards": func(dir string) {
			segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 300}, backwards...)
		},
		"day by day": func(dir string) {
			for day := range slices.Chunk(docs, 60) {
				segmenttest.Write(t, dir, commit.WriterOptions{}, day...)
			}
		},
		"replaced": func(dir string) {
			segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 200}, slices.Concat(older, docs[50:])...)
			segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 200}, docs[:50]...)
		},
		"a few replaced": func(dir string) { // too few for the segments to be rebuilt
			few := slices.Clone(docs)
			for i := 3; i < len(few); i += 20 {
				few[i] = segmenttest.Changed(few[i], "an older request with pain and surgery", fmt.Sprint("few", i))
			}
			segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 200}, few...)
			var last []*index.Document
			for i := 3; i < len(docs); i += 20 {
				last = append(last, docs[i])
			}
			segmenttest.Write(t, dir, commit.WriterOptions{Jobs: 1, SegmentItems: 200}, last...)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(dir)
			differ := 0
			for query, page := range pagesOf(t, open(t, dir)) {
				if page != want[query] {
					if differ++; differ <= 3 {
						t.Errorf("%s:\n%s\nwant\n%s", query, page, want[query])
					}
				}
			}
			if differ > 0 {
				t.Errorf("%d of %d pages differ", differ, len(want))
			}
		})
	}
}

// pagesOf returns pages by query: ids, scores and counts.
func pagesOf(t *testing.T, e *Engine) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, query := range []string{
		"pain", "knee MRI", "lumbar epidural injection", "physical therapy lumbar", "opioid", "not medically necessary",
		"treatment of chronic pain", "the injured worker", "medical records", "guidelines recommend", "surgery", "norco 10",
		"mtus", "conservative care failed", "left shoulder", "request of therapy", "\"medical necessity\"", "functional improvement", "cervical", "tests",
	} {
		var b strings.Builder
		r := answer(t, e, index.Request{Query: query, Limit: 25, Facets: true})
		total, err := json.Marshal(r.Total)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n", total)
		for _, h := range r.Hits {
			fmt.Fprintln(&b, h.ID, h.Score, h.Snippets)
		}
		for _, f := range r.Facets {
			fmt.Fprintln(&b, f)
		}
		pages[query] = b.String()
	}
	for _, h := range answer(t, e, index.Request{Query: "pain", Limit: 3}).Hits {
		r, err := e.Similar(t.Context(), &index.SimilarRequest{ID: h.ID, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, h := range r.Hits {
			fmt.Fprintln(&b, h.ID, h.Score, h.Why)
		}
		pages["similar "+h.ID] = b.String()
	}
	for _, word := range []string{"pai", "the", "lum", "o"} {
		s, err := e.Words(t.Context(), word, 10)
		if err != nil {
			t.Fatal(err)
		}
		pages["suggest "+word] = fmt.Sprint(s)
	}
	return pages
}
