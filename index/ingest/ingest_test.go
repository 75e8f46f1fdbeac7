package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"imrsearch/index"
	"imrsearch/parser/extract"
)

// letter is the least text that parses: an item of the later layouts.
func letter(number, item string) string {
	return "Case Number: " + number + "\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\n" +
		"The Final Determination was based on decisions for the disputed items/services set forth below:\n\n" +
		item + ": Upheld\n\nClaims Administrator guideline: Decision based on MTUS.\n\n" +
		"MAXIMUS guideline: Decision based on MTUS.\n\nDecision rationale: It is not medically necessary.\n"
}

// A plainReader reads text alone.
type plainReader struct{}

func (plainReader) Read(_ context.Context, name string, data []byte) (extract.Document, error) {
	if bytes.HasPrefix(data, []byte("PANIC")) {
		panic("reader met its match")
	}
	return extract.Read(name, data)
}

// A memory is a Writer that keeps letters in memory.
type memory struct {
	mu         sync.Mutex
	byID       map[string]*index.Document
	ids        map[string]string // hash → letter, superseded ones too
	order      []string
	generation int
}

func newMemory() *memory {
	return &memory{byID: map[string]*index.Document{}, ids: map[string]string{}}
}

func (m *memory) Known(sum string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.ids[sum]
}

func (m *memory) Has(id string) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.byID[id]
	if !ok {
		return "", false
	}
	return d.Letter.Source.SHA256, true
}

func (m *memory) Add(_ context.Context, d *index.Document) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.byID[d.Letter.ID] = d
	m.ids[d.Letter.Source.SHA256] = d.Letter.ID
	m.order = append(m.order, d.Letter.ID)
	return nil
}

func (m *memory) Commit(context.Context) (int, error) {
	m.generation++
	return m.generation, nil
}
func (m *memory) Close() error { return nil }

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// ingest runs over dir and returns "file state letter" for every input.
func ingest(t *testing.T, w index.Writer, jobs int, paths ...string) (*Summary, []string, error) {
	t.Helper()
	var lines []string
	s, err := Run(context.Background(), w, Options{
		Paths: paths, Jobs: jobs, Reader: plainReader{},
		Report: func(l Line) {
			lines = append(lines, fmt.Sprint(filepath.Base(l.Path), l.Member, " ", l.State, " ", l.Letter))
		},
	})
	return s, lines, err
}

func TestRunStates(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.txt":         letter("CM16-0990001", "Lumbar brace"),
		"b.txt":         letter("CM16-0990002", "Knee MRI"),
		"c/again.txt":   letter("CM16-0990001", "Lumbar brace"), // the same bytes
		"c/newer.txt":   letter("CM16-0990002", "Knee MRI, right"),
		"d-empty.txt":   "",
		"e-binary.bin":  "\x00\x01\x02\x03\x00\x00binary",
		"f.json":        `{"truth": true}`,
		".hidden/g.txt": letter("CM16-0990003", "Hidden"),
		"h-panic.txt":   "PANIC",
	})
	want := []string{
		"a.txt added CM16-0990001", "b.txt added CM16-0990002",
		"again.txt same CM16-0990001", "newer.txt replaced CM16-0990002",
		"d-empty.txt failed ", "e-binary.bin failed ", "f.json skipped ", "h-panic.txt failed ",
	}
	for _, jobs := range []int{1, 4, 16} {
		m := newMemory()
		s, got, err := ingest(t, m, jobs, dir)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("jobs %d: report (-want +got):\n%s", jobs, d)
		}
		if s.Bad() != 3 || s.Generation != 1 {
			t.Errorf("jobs %d: bad %d, generation %d, want 3 and 1", jobs, s.Bad(), s.Generation)
		}
		// Again over the same files: nothing is done twice.
		s, _, err = ingest(t, m, jobs, dir)
		if err != nil || s.Changed() || s.States[Same] != 4 || m.generation != 1 {
			t.Errorf("jobs %d, again: %+v, %v", jobs, s, err)
		}
	}
}

func TestRunRefusals(t *testing.T) {
	empty, junk := t.TempDir(), t.TempDir()
	write(t, junk, map[string]string{"x.bin": "\x00\x00\x00\x01", "notes.json": "{}"})
	m := newMemory()
	if _, _, err := ingest(t, m, 2, empty); !errors.Is(err, ErrNothing) {
		t.Errorf("empty folder: %v, want ErrNothing", err)
	}
	if _, lines, err := ingest(t, m, 2, junk); !errors.Is(err, ErrNothing) || len(lines) != 2 {
		t.Errorf("folder of junk: %v with lines %q, want ErrNothing and both reported", err, lines)
	}
	if _, _, err := ingest(t, m, 2, filepath.Join(empty, "no")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("path that is not there: %v, want ErrNotExist", err)
	}
	// A single file that fails is a failed input, not an empty folder.
	if s, _, err := ingest(t, m, 2, filepath.Join(junk, "x.bin")); err != nil || s.Bad() != 1 {
		t.Errorf("single bad file: %+v, %v", s, err)
	}
	if m.generation != 0 {
		t.Errorf("generation %d after refusals, want 0", m.generation)
	}
}

func TestRunArchive(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"in/CM16-0990011.txt", "in/CM16-0990012.txt"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, letter(name[3:15], "Item "+name))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{"letters.zip": b.String()})
	m := newMemory()
	_, got, err := ingest(t, m, 2, dir)
	want := []string{
		"letters.zipin/CM16-0990011.txt added CM16-0990011",
		"letters.zipin/CM16-0990012.txt added CM16-0990012",
	}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("%v, report (-want +got):\n%s", err, d)
	}
	if src := m.byID["CM16-0990011"].Letter.Source; src.Member != "in/CM16-0990011.txt" || src.SHA256 == "" {
		t.Errorf("source = %+v", src)
	}
}

// TestRunInterrupted: what was read before the interrupt is committed, no
// file is blamed, and the next run goes on.
func TestRunInterrupted(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{}
	for i := range 400 {
		number := fmt.Sprintf("CM16-0990%03d", i)
		files[number+".txt"] = letter(number, "Item")
	}
	write(t, dir, files)
	m := newMemory()
	ctx, cancel := context.WithCancel(context.Background())
	seen := 0
	s, err := Run(ctx, m, Options{Paths: []string{dir}, Jobs: 2, Reader: plainReader{}, Report: func(Line) {
		if seen++; seen == 10 {
			cancel()
		}
	}})
	if err != nil || !s.Interrupted || s.Bad() != 0 || s.Generation != 1 {
		t.Fatalf("interrupted: %+v, %v", s, err)
	}
	if n := len(m.byID); n < 10 || n == 400 {
		t.Errorf("%d letters after the interrupt, want some, not all", n)
	}
	if s, _, err := ingest(t, m, 2, dir); err != nil || len(m.byID) != 400 || s.States[Same] == 0 {
		t.Errorf("next run: %+v, %v with %d letters", s, err, len(m.byID))
	}
}

func TestRunDryRun(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": letter("CM16-0990001", "Lumbar brace")})
	s, err := Run(context.Background(), nil, Options{Paths: []string{dir}, Jobs: 1, DryRun: true, Reader: plainReader{}})
	if err != nil || s.States[Added] != 1 || s.Generation != 0 {
		t.Errorf("dry run: %+v, %v", s, err)
	}
}
