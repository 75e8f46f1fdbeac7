package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets the test binary be the child process that builds an index.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "--step" {
		main()
		return
	}
	os.Exit(m.Run())
}

func bench(t *testing.T, args ...string) *report {
	t.Helper()
	var out, tables bytes.Buffer
	if err := run(context.Background(), args, &out, &tables); err != nil {
		t.Fatalf("%v\n%s", err, tables.String())
	}
	if n := strings.Count(out.String(), "\n"); n != 1 {
		t.Fatalf("%d lines on the standard output, want one", n)
	}
	var r report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("measures under load: the whole run does")
	}
	dir := t.TempDir()
	args := []string{"--items", "400", "--dir", dir, "--budget", "1ms", "--load", "100ms", "--jobs", "1", "--segment-items", "150"}
	r := bench(t, args...)
	if r.Ingest.Items != 400 || r.Ingest.Reused || r.Shards != 3 {
		t.Errorf("%d items in %d segments, reused %v; want 400 new ones in 3", r.Ingest.Items, r.Shards, r.Ingest.Reused)
	}
	if r.PerItem["all"] <= 0 || r.PerItem["words"] <= 0 || r.PerItem["texts"] <= 0 {
		t.Errorf("bytes an item %v", r.PerItem)
	}
	for _, f := range append(r.Rows, r.Stock...) {
		if f.Error != "" || f.Runs == 0 {
			t.Errorf("%s: %d runs, error %q", f.Name, f.Runs, f.Error)
		}
	}
	if len(r.Stock) != 3 {
		t.Errorf("%d rows of bleve's own search, want 3", len(r.Stock))
	}
	if r.Load.Failed > 0 || r.Load.Wrong > 0 || r.Load.Answers == 0 {
		t.Errorf("load: of %d answers %d wrong, %d failed: %s", r.Load.Answers, r.Load.Wrong, r.Load.Failed, r.Load.Errors)
	}
	if r.Swap.Failed > 0 || r.Swap.Wrong > 0 || r.Swap.Letters != r.Ingest.Letters {
		t.Errorf("swap: %d wrong, %d failed: %s; %d letters added", r.Swap.Wrong, r.Swap.Failed, r.Swap.Errors, r.Swap.Letters)
	}

	again := bench(t, append(args, "--only", "^common/", "--skip", "stock,load,swap")...)
	if !again.Ingest.Reused || len(again.Rows) != 3 {
		t.Errorf("second run: reused %v, %d rows; want the index of the first and 3 rows", again.Ingest.Reused, len(again.Rows))
	}
}

func TestRealisticProfile(t *testing.T) {
	r := bench(t, "--items", "60", "--profile", "realistic", "--budget", "1ms", "--skip", "stock,load,swap", "--only", "^no words$")
	if len(r.Rows) != 1 || len(r.Rows[0].Hits) != 1 || r.Rows[0].Hits[0] != 60 {
		t.Errorf("rows %+v, want one with 60 hits", r.Rows)
	}
}

func TestWrongFlags(t *testing.T) {
	for _, args := range [][]string{{"--items", "0"}, {"--profile", "other"}, {"more"}, {"--unknown"}, {"--only", "("}} {
		if err := run(context.Background(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}

func TestOtherFolderStays(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "bench-10-seed1", "kept")
	if err := os.MkdirAll(kept, 0o755); err != nil {
		t.Fatal(err)
	}
	err := run(context.Background(), []string{"--items", "10", "--dir", dir}, io.Discard, io.Discard)
	if err == nil {
		t.Error("a folder that is no index was taken")
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
}
