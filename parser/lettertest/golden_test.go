package lettertest

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the letters of testdata anew")

// TestGolden checks that the letters in testdata are those that the
// generator makes, byte for byte, and that no other files lie among them.
func TestGolden(t *testing.T) {
	const letters, truths = "../../testdata/letters", "../../testdata/truth"
	files, err := Sample()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		for _, folder := range []string{letters, truths} {
			if err := os.RemoveAll(folder); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(folder, 0o777); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range files {
		truth, err := f.TruthJSON()
		if err != nil {
			t.Fatal(err)
		}
		checkFile(t, filepath.Join(letters, f.Name), f.Data)
		checkFile(t, filepath.Join(truths, strings.TrimSuffix(f.Name, filepath.Ext(f.Name))+".json"), truth)
	}
	for _, folder := range []string{letters, truths} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) != len(files) {
			t.Errorf("%s holds %d files, want %d", folder, len(entries), len(files))
		}
	}
}

func checkFile(t *testing.T, path string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: %d bytes, the generator makes %d; after a wanted change run with -update", path, len(got), len(want))
	}
}
