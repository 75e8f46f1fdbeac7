package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/parser/imr"
)

// TestLines checks that JSON Lines come one a letter, and that a corpus made
// in two parts is the corpus made at once.
func TestLines(t *testing.T) {
	for _, profile := range []string{"letters", "bench"} {
		whole := output(t, "--profile", profile, "--format", "jsonl", "--n", "6")
		parts := output(t, "--profile", profile, "--format", "jsonl", "--n", "4") +
			output(t, "--profile", profile, "--format", "jsonl", "--from", "4", "--n", "2")
		if whole != parts {
			t.Errorf("profile %s: two parts differ from the whole", profile)
		}
		for line := range strings.Lines(whole) {
			var l imr.Letter
			if err := json.Unmarshal([]byte(line), &l); err != nil || l.ID == "" || len(l.Items) == 0 {
				t.Errorf("profile %s: line is no letter: %v: %.80s", profile, err, line)
			}
		}
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	output(t, "--n", "4", "--layouts", "c,E", "--format", "pdf", "--truth", "--traps", "CRLF,tabs", "--out", dir)
	letters, _ := filepath.Glob(filepath.Join(dir, "*.pdf"))
	truths, _ := filepath.Glob(filepath.Join(dir, "truth", "*.json"))
	if len(letters) != 4 || len(truths) != 4 {
		t.Errorf("wrote %d letters and %d truths, want 4 of each", len(letters), len(truths))
	}
	b, err := os.ReadFile(truths[0])
	if err != nil {
		t.Fatal(err)
	}
	var l imr.Letter
	if err := json.Unmarshal(b, &l); err != nil || l.Layout == "" {
		t.Errorf("%s: layout %q, %v", truths[0], l.Layout, err)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{
		{"--profile", "novel"}, {"--layouts", "Q"}, {"--traps", "quicksand"}, {"--format", "docx", "--n", "1"}, {"--n", "2"}, {"--profile", "sample"},
	} {
		if err := run(args, &bytes.Buffer{}, &bytes.Buffer{}); err == nil {
			t.Errorf("lettergen %q: no error", args)
		}
	}
	if traps := output(t, "--traps", "list"); !strings.Contains(traps, "cover page\n") {
		t.Errorf("--traps list: %q", traps)
	}
}

func output(t *testing.T, args ...string) string {
	t.Helper()
	var b bytes.Buffer
	if err := run(args, &b, os.Stderr); err != nil {
		t.Fatalf("lettergen %q: %v", args, err)
	}
	return b.String()
}
