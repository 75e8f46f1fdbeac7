package extract

import (
	"os"
	"path/filepath"
	"strings"
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

// TestRealLettersInPool holds that no real letter needs the fallback.
func TestRealLettersInPool(t *testing.T) {
	pool := NewPool(2)
	defer pool.Close()
	for _, path := range realLetters(t) {
		doc, err := pool.Read(t.Context(), path, mustReadFile(t, path))
		if err != nil || doc.Extractor != "pdf/3" {
			t.Errorf("%s: by %q, %v", filepath.Base(path), doc.Extractor, err)
		}
	}
}

// TestRealLettersAgainstPdftotext holds that the words of the real letters are
// those that pdftotext reads, but for one in a thousand, and stand in the same
// rows.
func TestRealLettersAgainstPdftotext(t *testing.T) {
	files := realLetters(t)
	poppler := findPdftotext()
	if poppler == nil {
		t.Skip("pdftotext is not installed")
	}
	words, wrong, rows, otherRows := 0, 0, 0, 0
	for _, path := range files {
		data := mustReadFile(t, path)
		ours, err := Read(path, data)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := poppler.read(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		n, d := compared(allWords(ours), allWords(theirs))
		words, wrong = words+n, wrong+d
		n, d = compared(allRows(ours), allRows(theirs))
		rows, otherRows = rows+n, otherRows+d
	}
	t.Logf("%d letters: %d of %d words differ, %d of %d rows", len(files), wrong, words, otherRows, rows)
	if wrong*1000 > words || otherRows*200 > rows {
		t.Errorf("%d of %d words, %d of %d rows differ", wrong, words, otherRows, rows)
	}
}

// allWords returns the words of a document, allRows its rows that are not
// empty, with white space folded.
func allWords(doc Document) (out []string) {
	for _, l := range allRows(doc) {
		out = append(out, strings.Fields(l)...)
	}
	return out
}

func allRows(doc Document) (out []string) {
	for _, p := range doc.Pages {
		for _, l := range p.Lines {
			if words := strings.Fields(l); len(words) > 0 {
				out = append(out, strings.Join(words, " "))
			}
		}
	}
	return out
}

// compared counts the strings of b, and those that only one of a and b has.
func compared(a, b []string) (n, different int) {
	count := map[string]int{}
	for _, s := range a {
		count[s]++
	}
	for _, s := range b {
		count[s]--
	}
	for _, c := range count {
		different += max(c, -c)
	}
	return len(b), different
}
