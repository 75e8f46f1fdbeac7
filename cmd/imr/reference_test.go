package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imrsearch/index/query"
	"imrsearch/index/resolve"
)

// TestReference runs the examples of "imr help query" on the invented letters:
// the spellings of one rule find the same items, and there are some; each
// operator's example is a command that runs.
func TestReference(t *testing.T) {
	t.Setenv("IMR_CONFIG", os.DevNull)
	t.Setenv("IMR_DATA", t.TempDir())
	call := func(args ...string) (string, int) {
		var out, diagnostics bytes.Buffer
		status := run(args, strings.NewReader(""), &out, &diagnostics)
		if status != 0 {
			t.Errorf("imr %q: status %d: %s", args, status, &diagnostics)
		}
		return out.String(), status
	}
	if _, status := call("ingest", "--quiet", filepath.Join("..", "..", "testdata", "letters")); status != 0 {
		t.FailNow()
	}
	find := func(q string) []string {
		out, _ := call("search", "--match", "all", "--format", "ids", "--limit", "1000", "--", q)
		ids := strings.Fields(out)
		slices.Sort(ids)
		return ids
	}
	help, _ := call("help", "query")
	for _, rule := range resolve.Rules() {
		if !strings.Contains(help, rule.Name) {
			t.Errorf("help has no rule %q", rule.Name)
		}
		if found, _ := call("search", "--format", "ids", "--", rule.Same[0]); found == "" {
			t.Errorf("%s: %q finds nothing", rule.Name, rule.Same[0])
		}
		want := find(rule.Same[0])
		for _, same := range rule.Same[1:] {
			if got := find(same); !slices.Equal(got, want) {
				t.Errorf("%s: %q finds %d items, %q finds %d: not the same", rule.Name, same, len(got), rule.Same[0], len(want))
			}
		}
	}
	for _, op := range query.Operators() {
		find(op.Example)
	}
}
