package diagnosis_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/parser/diagnosis"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file of testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
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
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// rows returns the lines of a file of testdata that are no results.
func rows(name string) []string {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		panic(err)
	}
	var list []string
	for l := range strings.Lines(string(b)) {
		if l = strings.TrimSuffix(l, "\n"); l != "" && !strings.HasPrefix(l, "\t") {
			list = append(list, l)
		}
	}
	return list
}

// TestFind reads one summary a line of testdata/diagnoses.txt; the diagnoses
// that it must give stand indented below, taken apart.
func TestFind(t *testing.T) {
	var b strings.Builder
	for _, text := range rows("diagnoses.txt") {
		fmt.Fprintln(&b, text)
		for _, d := range diagnosis.Find(text) {
			c := diagnosis.Parse(d)
			fmt.Fprintf(&b, "\t%s | %s | %s | %s | %q\n", c.Text, c.Name, c.Status, c.Side, c.Codes)
		}
	}
	golden(t, "diagnoses.txt", b.String())
}
func FuzzFind(f *testing.F) {
	for _, l := range rows("diagnoses.txt") {
		f.Add(l)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range diagnosis.Find(text) {
			if d == "" || diagnosis.Parse(d).Name == "" {
				t.Errorf("%q gives %q", text, d)
			}
		}
	})
}
