package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/cmd/imr/cli"
	"imrsearch/parser/extract"
)

// largeZip writes a zip, larger than any single file that is read, with a
// letter in front and behind.
func largeZip(t *testing.T) string {
	t.Helper()
	letters, err := filepath.Glob("../../parser/testdata/letters/*.txt")
	if err != nil || len(letters) < 2 {
		t.Fatalf("letters: %v, %v", letters, err)
	}
	path := filepath.Join(t.TempDir(), "letters.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	add := func(name string, data []byte) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	for i, letter := range letters[:2] {
		data, err := os.ReadFile(letter)
		if err != nil {
			t.Fatal(err)
		}
		add(filepath.Base(letter), data)
		if i == 0 {
			add("scan.bin", make([]byte, extract.MaxFileBytes))
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestParseLargeArchive holds that an archive may be larger than a letter: its
// letters are read, and one member that is none is told.
func TestParseLargeArchive(t *testing.T) {
	path := largeZip(t)
	for _, args := range [][]string{{"parse", "--format", "jsonl", path}, {"parse", "--check", path}} {
		var stdout, stderr bytes.Buffer
		status := run(args, nil, &stdout, &stderr)
		told := stdout.String() + stderr.String()
		if !strings.Contains(told, "scan.bin") || strings.Contains(told, "damaged") {
			t.Errorf("%v tells:\n%s%s", args, stderr.String(), stdout.String())
		}
		switch n := strings.Count(stdout.String(), "\n"); {
		case args[1] != "--check" && (status != cli.ExitInputs || n != 2):
			t.Errorf("%v: status %d, %d letters", args, status, n)
		case args[1] == "--check" && (status != 0 || !strings.Contains(stdout.String(), "of 2 letters")):
			t.Errorf("%v: status %d\n%s", args, status, stdout.String())
		}
	}
}
