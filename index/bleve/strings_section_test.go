package bleve

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
	out, err := createSections(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range lists {
		putStrings(out, name, list)
	}
	if err := out.close(); err != nil {
		t.Fatal(err)
	}
	f, err := openSections(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	for name, want := range lists {
		got, l := []string{}, stringsOf(f, name)
		for i := range l.len() {
			got = append(got, l.at(i))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		for i, x := range want {
			if at := l.search(x); slices.IsSorted(want) && want[at] != x {
				t.Errorf("%s: %q %d is found at %d", name, x, i, at)
			}
		}
	}
}
