package extract

import (
	"os"
	"path/filepath"
	"testing"
)

// realLetters returns the PDF files of the folder IMR_LETTERS names.
func realLetters(t testing.TB) []string {
	t.Helper()
	dir := os.Getenv("IMR_LETTERS")
	if dir == "" {
		t.Skip("IMR_LETTERS names no folder of real letters")
	}
	files, err := filepath.Glob(filepath.Join(dir, "real", "*.pdf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no PDF below %s/real (%v)", dir, err)
	}
	return files
}

func mustReadFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestReadRealLetters(t *testing.T) {
	for _, path := range realLetters(t) {
		if _, err := Read(path, mustReadFile(t, path)); err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}
