//go:build unix

package bleve

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"imrsearch/index"
	"imrsearch/index/bleve/commit"
	"imrsearch/index/bleve/segmenttest"
	"imrsearch/index/indextest"
)

// TestFilesCutShortUnderAnEngine cuts each file of an open index to its first
// page. What needs the lost pages fails with index.ErrDamaged, and the process
// goes on: without PanicOnFault the test itself would be killed.
func TestFilesCutShortUnderAnEngine(t *testing.T) {
	whole := t.TempDir()
	segmenttest.Write(t, whole, commit.WriterOptions{SegmentItems: 60}, indextest.BenchDocuments(120)...)
	damaged := map[string]bool{}
	for i, f := range segmentFiles(t, whole) {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		e := open(t, dir)
		if err := os.Truncate(segmentFiles(t, dir)[i], int64(os.Getpagesize())); err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		for range 2 { // the second time with what the first left behind
			var errs []error
			for _, q := range []string{"pain", "medical treatment", `"physical therapy"`, "opioid NEAR/5 taper", "pain /s treatment", "outcome:overturned", "knee*"} {
				_, err := e.Search(ctx, &index.Request{Query: q, Limit: 20, Snippets: 2, Facets: true})
				errs = append(errs, err)
			}
			_, err := e.Similar(ctx, &index.SimilarRequest{ID: indextest.BenchDocument(3).Letter.ID + "/1", Limit: 5})
			errs = append(errs, err)
			search := &index.Request{Query: "pain", Limit: 300, Snippets: 2, Facets: true}
			errs = append(errs, e.Stream(ctx, search, func(*index.Result) error { return nil }))
			_, err = e.Stats(ctx, &index.StatsRequest{Sides: []*index.Request{search}, By: []string{"drug"}})
			errs = append(errs, err)
			_, err = e.Decides(ctx, &index.DecidesRequest{Search: search})
			errs = append(errs, err)
			_, err = e.Cites(ctx, &index.CitesRequest{})
			errs = append(errs, err)
			_, err = e.Letter(ctx, indextest.BenchDocument(3).Letter.ID)
			errs = append(errs, err)
			_, err = e.Words(ctx, "pa", 5)
			errs = append(errs, err)
			_, err = e.Values(ctx, "drug", "", 5)
			errs = append(errs, err)
			for _, err := range errs {
				if err != nil && !errors.Is(err, index.ErrDamaged) {
					t.Errorf("%s cut short: %v, want index.ErrDamaged", f, err)
				}
				damaged[filepath.Base(f)] = damaged[filepath.Base(f)] || err != nil
			}
		}
		if err := e.Close(); err != nil {
			t.Errorf("%s cut short: close: %v", f, err)
		}
	}
	for _, name := range []string{"words", "columns", "texts"} {
		if !damaged[name] {
			t.Errorf("%s cut short: no search noticed", name)
		}
	}
}
