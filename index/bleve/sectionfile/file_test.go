package sectionfile

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"imrsearch/index"
)

// written returns the bytes of a section file that write fills.
func written(t testing.TB, write func(*Writer)) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sections")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	write(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// opened opens a file of these bytes.
func opened(t testing.TB, b []byte) (*File, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sections")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err == nil {
		t.Cleanup(func() { _ = f.Close() })
	}
	return f, err
}

func TestSectionsComeBack(t *testing.T) {
	b := written(t, func(w *Writer) {
		w.Put("three bytes", []byte{1, 2, 3})
		PutNumbers(w, "u16", []uint16{1, math.MaxUint16, 3})
		PutNumbers(w, "i32", []int32{-1, math.MinInt32})
		PutNumbers(w, "u64", []uint64{1 << 63})
		PutNumbers(w, "f32", []float32{0.5})
		PutNumbers(w, "none", []uint32(nil))
		w.Begin("parts")
		_, _ = w.Write([]byte("ab"))
		_, _ = w.Write([]byte("cd"))
	})
	f, err := opened(t, b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(f.Get("three bytes"), []byte{1, 2, 3}) || string(f.Get("parts")) != "abcd" || len(f.Get("missing")) != 0 {
		t.Errorf("bytes: %v, %q", f.Get("three bytes"), f.Get("parts"))
	}
	if got := Numbers[uint16](f, "u16"); !slices.Equal(got, []uint16{1, math.MaxUint16, 3}) {
		t.Errorf("u16: %v", got)
	}
	if got := Numbers[int32](f, "i32"); !slices.Equal(got, []int32{-1, math.MinInt32}) {
		t.Errorf("i32: %v", got)
	}
	if got := Numbers[uint64](f, "u64"); !slices.Equal(got, []uint64{1 << 63}) {
		t.Errorf("u64: %v", got)
	}
	if got := Numbers[float32](f, "f32"); !slices.Equal(got, []float32{0.5}) {
		t.Errorf("f32: %v", got)
	}
	for _, name := range []string{"none", "missing", "three bytes"} {
		if got := Numbers[uint32](f, name); got != nil {
			t.Errorf("%s as numbers: %v, want nil", name, got)
		}
	}
}

func TestDamagedFilesDoNotOpen(t *testing.T) {
	whole := written(t, func(w *Writer) { w.Put("a", make([]byte, 100)) })
	for n := range len(whole) {
		if _, err := opened(t, whole[:n]); !errors.Is(err, index.ErrDamaged) {
			t.Fatalf("%d of %d bytes: %v, want index.ErrDamaged", n, len(whole), err)
		}
	}
	for name, toc := range map[string]string{
		"no JSON":           `{`,
		"before the magic":  `[{"name":"a","off":0,"len":8}]`,
		"not aligned":       `[{"name":"a","off":9,"len":8}]`,
		"behind the end":    `[{"name":"a","off":24,"len":8}]`,
		"longer than all":   `[{"name":"a","off":8,"len":9}]`,
		"negative":          `[{"name":"a","off":8,"len":-1}]`,
		"overflows":         `[{"name":"a","off":9223372036854775800,"len":9223372036854775800}]`,
		"of the same names": `[{"name":"a","off":8,"len":8},{"name":"a","off":8,"len":4}]`,
	} {
		if _, err := opened(t, fileOf(toc)); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("section %s: %v, want index.ErrDamaged", name, err)
		}
	}
	if _, err := opened(t, fileOf(`[{"name":"a","off":8,"len":8}]`)); err != nil {
		t.Errorf("a whole file: %v", err)
	}
}

// fileOf returns a file of eight bytes of sections with that table of contents.
func fileOf(toc string) []byte {
	b := append([]byte(Magic), 1, 2, 3, 4, 5, 6, 7, 8)
	b = append(b, toc...)
	return append(append(b, byte(len(toc)), byte(len(toc)>>8), 0, 0, 0, 0, 0, 0), Magic...)
}

func TestOffsetsDoNotWrap(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "full"))
	if err != nil {
		t.Fatal(err)
	}
	w.Begin("a")
	if x := w.Offset(math.MaxUint32); x != math.MaxUint32 || w.Err != nil {
		t.Errorf("the last offset is %d, %v", x, w.Err)
	}
	w.Offset(math.MaxUint32 + 1)
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("beyond it: %v, want errFull", err)
	}
}

func TestDamagedStringListsAreEmpty(t *testing.T) {
	for name, off := range map[string][]uint32{"too far": {0, 2, 9}, "too short": {0, 1, 2}, "descending": {0, 3, 2, 4}} {
		f, err := opened(t, written(t, func(w *Writer) {
			w.Put("list", []byte("abcd"))
			PutNumbers(w, "list.off", off)
		}))
		if err != nil {
			t.Fatal(err)
		}
		if l := StringsOf(f, "list"); l.Len() != 0 {
			t.Errorf("offsets %s: %d strings, want none", name, l.Len())
		}
	}
}

// FuzzOpen opens files of any bytes, and reads all that they say they have.
func FuzzOpen(f *testing.F) {
	f.Add(written(f, func(w *Writer) {
		PutStrings(w, "a", []string{"x", "", "yz"})
		PutNumbers(w, "b", []uint64{1, 2})
	}))
	f.Add(fileOf(`[{"name":"a","off":8,"len":4},{"name":"a.off","off":8,"len":8}]`))
	f.Add(fileOf(`[{"name":"a.equal","off":8,"len":8}]`))
	f.Add([]byte(Magic))
	path := filepath.Join(f.TempDir(), "sections")
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path)
		if err != nil {
			if !errors.Is(err, index.ErrDamaged) {
				t.Errorf("Open: %v, want index.ErrDamaged", err)
			}
			return
		}
		defer s.Close()
		for name := range s.toc {
			_ = bytes.Clone(s.Get(name))
			_ = slices.Clone(Numbers[uint64](s, name))
			l := StringsOf(s, name)
			for i := range min(l.Len(), 100) {
				_ = l.At(i)
			}
			_, _ = l.Find("x")
		}
	})
}
