package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/index"
)

// A library is a memory that gives its letters out.
type library struct{ *memory }

func (l library) Stored(id string) (*index.Document, bool, error) {
	d, ok := l.byID[id]
	return d, ok, nil
}

// TestTheBetterCopyIsKept takes in several texts of one case, in both orders, by
// one run and by several: the whole one stays, whatever came when, and the others
// are noted beside it with the reason.
func TestTheBetterCopyIsKept(t *testing.T) {
	whole := letter("CM16-0990001", "Knee brace")
	head, _, _ := strings.Cut(whole, "IMR ISSUES")
	head += "HOW THE IMR FINAL DETERMINATION WAS MADE\n\nAn expert reviewer read the file.\n"
	files := map[string]string{"head.txt": head, "whole.txt": whole, "spaced.txt": strings.ReplaceAll(whole, " ", "  ")}
	for _, order := range []string{"whole head spaced", "head whole spaced", "spaced whole head", "head spaced whole"} {
		for _, shelf := range []bool{true, false} {
			for _, runs := range []bool{true, false} {
				if runs && !shelf {
					continue // nobody knows what the letter was
				}
				dir := t.TempDir()
				write(t, dir, files)
				var paths []string
				for name := range strings.FieldsSeq(order) {
					paths = append(paths, filepath.Join(dir, name+".txt"))
				}
				m := newMemory()
				w := index.Writer(m)
				if shelf {
					w = library{m}
				}
				if runs {
					for _, p := range paths {
						if _, _, err := ingest(t, w, 1, p); err != nil {
							t.Fatal(err)
						}
					}
				} else if _, _, err := ingest(t, w, 1, paths...); err != nil {
					t.Fatal(err)
				}
				l := m.byID["CM16-0990001"].Letter
				if len(l.Items) != 1 {
					t.Errorf("%s: the letter has %d items", order, len(l.Items))
				}
				if !shelf {
					continue
				}
				var also []string
				for _, c := range l.Also {
					also = append(also, filepath.Base(c.Path))
					if c.Reason == "" || c.SHA256 == l.Source.SHA256 {
						t.Errorf("%s: copy %+v", order, c)
					}
				}
				if len(also) != 2 {
					t.Errorf("%s, each by itself %t: copies %q", order, runs, also)
				}
			}
		}
	}
}

// TestACopyIsNotedOnce: the same worse text again changes nothing.
func TestACopyIsNotedOnce(t *testing.T) {
	whole := letter("CM16-0990001", "Knee brace")
	head, _, _ := strings.Cut(whole, "IMR ISSUES")
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": whole, "b.txt": head + "HOW THE IMR FINAL DETERMINATION WAS MADE\n"})
	w := library{newMemory()}
	for i, want := range []State{Worse, Worse} {
		s, _, err := ingest(t, w, 1, dir)
		if err != nil || s.States[want] != 1 || (s.Copies == 1) != (i == 0) {
			t.Errorf("run %d: %v, %d copies, %v", i, s.States, s.Copies, err)
		}
	}
}

// TestLettersOfOneInput: the report has each of them, and the pages of none.
func TestLettersOfOneInput(t *testing.T) {
	dir := t.TempDir()
	page := func(n string) string {
		return "Case Number: " + n + "\nDate Assigned: 01/02/2016\nDate of Injury: 01/02/2015\nHOW THE IMR FINAL DETERMINATION WAS MADE\nx\n" + letter(n, "Knee brace")
	}
	text := page("CM16-0990001") + "\fPROOF OF SERVICE\nI served it.\f" + page("CM16-0990002")
	if err := os.WriteFile(filepath.Join(dir, "two.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w := library{newMemory()}
	var line Line
	s, err := Run(t.Context(), w, Options{Paths: []string{dir}, Jobs: 1, Reader: plainReader{}, Report: func(l Line) { line = l }})
	if err != nil || s.Letters != 2 || s.Others != 1 || line.OtherPages != 1 || len(line.Letters) != 2 || line.Items != 2 {
		t.Fatalf("%+v, %+v, %v", s, line, err)
	}
	for i, want := range []LetterLine{{Letter: "CM16-0990001", State: Added, First: 1, Last: 1}, {Letter: "CM16-0990002", State: Added, First: 3, Last: 3}} {
		got := line.Letters[i]
		if got.Letter != want.Letter || got.State != want.State || got.First != want.First || got.Last != want.Last {
			t.Errorf("letter %d: %+v, want %+v", i, got, want)
		}
	}
	if l := w.byID["CM16-0990002"].Letter; l.Source.FirstPage != 3 || l.Items[0].Page != 3 {
		t.Errorf("the second letter stands on pages %+v, its item on %d", l.Source, l.Items[0].Page)
	}
}
