package ingest

import (
	"os"
	"path/filepath"
	"testing"
)

// A tracker is a memory that tells origins, as the engine's writer does.
type tracker struct{ *memory }

func (t tracker) Origin(letter string) (string, bool) {
	d, ok := t.byID[letter]
	if !ok {
		return "", false
	}
	return d.Letter.Source.Path, true
}

// TestRunMoved: a known letter whose original has moved is known, said to be
// moved, and from then on stands at its new path; a copy is no move.
func TestRunMoved(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.txt": letter("CM16-0990001", "Lumbar brace"),
		"b.txt": letter("CM16-0990002", "Knee MRI"),
	})
	w := tracker{newMemory()}
	if _, _, err := ingest(t, w, 2, dir); err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(dir, "moved.txt")
	if err := os.Rename(filepath.Join(dir, "a.txt"), moved); err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"copy.txt": letter("CM16-0990002", "Knee MRI")})
	s, _, err := ingest(t, w, 2, dir)
	if err != nil || s.Moved != 1 || s.States[Same] != 3 || s.Generation != 2 {
		t.Errorf("after the move: %+v, %v; want 1 moved, 3 same, generation 2", s, err)
	}
	if path, _ := w.Origin("CM16-0990001"); path != moved {
		t.Errorf("origin is %s, want %s", path, moved)
	}
	if s, _, err := ingest(t, w, 2, dir); err != nil || s.Moved != 0 || s.Changed() {
		t.Errorf("again: %+v, %v; want nothing new", s, err)
	}
}
