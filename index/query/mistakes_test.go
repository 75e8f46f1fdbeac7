package query

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMistakes reads testdata/mistakes.tsv: typical mistakes, where the fault
// is seen (offset and length in bytes), what is said of it, and the repair.
func TestMistakes(t *testing.T) {
	rows := readRows(t, "testdata/mistakes.tsv")
	if len(rows) < 80 {
		t.Errorf("%d mistakes, want 80 and more", len(rows))
	}
	var got strings.Builder
	for _, row := range rows {
		in := unquote(t, row[0])
		n, err := Parse(in)
		var fault *SyntaxError
		if !errors.As(err, &fault) {
			t.Errorf("Parse(%q) = %s, want an error", in, dump(n))
			continue
		}
		got.WriteString(strings.Join([]string{
			row[0], strconv.Itoa(fault.Offset), strconv.Itoa(fault.Length), strconv.Quote(fault.Msg), strconv.Quote(fault.Repair),
		}, "\t") + "\n")
		if fault.Repair == "" {
			continue
		}
		if _, err := Parse(fault.Repair); err != nil {
			t.Errorf("Parse(%q): repair %q: %v", in, fault.Repair, err)
		}
	}
	compare(t, "testdata/mistakes.tsv", got.String())
}

// TestGuides reads testdata/guides.tsv: queries in the shape of the public
// guides of Westlaw, Lexis, PubMed and search pages, and their trees.
func TestGuides(t *testing.T) {
	rows := readRows(t, "testdata/guides.tsv")
	if len(rows) < 200 {
		t.Errorf("%d queries, want 200 and more", len(rows))
	}
	var got strings.Builder
	for _, row := range rows {
		n, err := Parse(row[0])
		if err != nil {
			t.Errorf("Parse(%q): %v", row[0], err)
			continue
		}
		fmt.Fprintf(&got, "%s\t%s\n", row[0], dump(n))
		if again, err := Parse(n.String()); err != nil || !Equal(n, again) {
			t.Errorf("Parse(%q) writes %q: %v, %v", row[0], n, again, err)
		}
	}
	compare(t, "testdata/guides.tsv", got.String())
}

func readRows(t *testing.T, path string) [][]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

func unquote(t *testing.T, s string) string {
	t.Helper()
	u, err := strconv.Unquote(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return u
}

// compare holds a golden file against what was got, line by line.
func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		switch {
		case i >= len(g):
			t.Errorf("%s: missing %s", path, w[i])
		case i >= len(w) || g[i] != w[i]:
			t.Errorf("%s: line %d: got %s", path, i+1, g[i])
		}
	}
}

func TestHintsLetEveryHabitThrough(t *testing.T) {
	for _, row := range readRows(t, "testdata/mistakes.tsv") {
		in := unquote(t, row[0])
		open := masked(newSource(in).text)
		for i := range habits {
			if habits[i].pattern.MatchString(open) && !hinted(hintText(open), habits[i].hints) {
				t.Errorf("%s: habit %q has no hint of it", in, habits[i].msg)
			}
		}
	}
}
