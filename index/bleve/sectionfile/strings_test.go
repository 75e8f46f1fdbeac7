package sectionfile

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestStringListsComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lists")
	lists := map[string][]string{
		"none": {}, "empty": {""}, "all empty": {"", "", ""}, "one": {"a"}, "equal": {"ab", "cd", "ef"},
		"different": {"", "a", "bcd"}, "last shorter": {"ab", "cd", "e"},
	}
	out, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range lists {
		PutStrings(out, name, list)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, want := range lists {
		got, l := []string{}, StringsOf(f, name)
		for i := range l.Len() {
			got = append(got, l.At(i))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		for i, x := range want {
			if at := l.Search(x); slices.IsSorted(want) && want[at] != x {
				t.Errorf("%s: %q %d is found at %d", name, x, i, at)
			}
		}
	}
}
