package citation_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/parser/citation"
	"imrsearch/parser/imr"
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

// TestRead reads one text a line of testdata/citations.txt; what it
// must give stands indented below.
func TestRead(t *testing.T) {
	var b strings.Builder
	for _, text := range rows("citations.txt") {
		fmt.Fprintln(&b, text)
		for _, c := range citation.Read(text, imr.Date{Year: 2016, Month: 12, Day: 30}) {
			fmt.Fprintf(&b, "\t%s | %s | chapter %d | year %d | sections %q | topics %q | pages %v\n",
				c.Family, c.Title, c.Chapter, c.Year, c.Sections, c.Topics, c.Pages)
		}
	}
	golden(t, "citations.txt", b.String())
}

func FuzzRead(f *testing.F) {
	for _, l := range rows("citations.txt") {
		f.Add(l)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range citation.Read(text, imr.Date{}) {
			if c.Family == "" || c.Sections == nil || c.Topics == nil || c.Pages == nil {
				t.Errorf("%q gives %+v", text, c)
			}
			for _, p := range c.Pages {
				if len(p) != 2 || p[0] > p[1] {
					t.Errorf("%q gives pages %v", text, c.Pages)
				}
			}
		}
	})
}
