package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDataFoldersAreLeftOut holds that an index which lies among the letters is
// not read, and is told once.
func TestDataFoldersAreLeftOut(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.txt":                         letter("CM16-0990001", "Knee MRI"),
		"data/index/CURRENT":            "1",
		"data/index/generations/1.json": "{}",
		"data/index/segments/x/texts":   letter("CM16-0990002", "Knee MRI"),
		"data/store.db":                 "x",
		"index/b.txt":                   letter("CM16-0990003", "Knee MRI"),
		"bare/CURRENT":                  "1",
		"bare/generations/1.json":       "{}",
		"bare/segments/x/letters":       letter("CM16-0990004", "Knee MRI"),
	})
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o700); err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	var lines []Line
	s, err := Run(t.Context(), m, Options{Paths: []string{dir}, Jobs: 1, Reader: plainReader{}, Report: func(l Line) { lines = append(lines, l) }})
	if err != nil || s.States[Added] != 2 || s.States[Skipped] != 2 || s.Bad() != 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	for _, l := range lines {
		if l.State == Skipped && (!strings.Contains(l.Reason, "data folder") || l.Path != filepath.Join(dir, "data") && l.Path != filepath.Join(dir, "bare")) {
			t.Errorf("%+v", l)
		}
	}
}
