package extract

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// writeFile writes a file of that name into a folder of its own.
func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// member writes what a walk gives in one line.
func member(m Member) string {
	if m.Err != nil {
		return fmt.Sprintf("%s! %v", m.Name, reasonOf(m.Err))
	}
	return fmt.Sprintf("%s: %s", m.Name, m.Data)
}

func TestWalkFile(t *testing.T) {
	zipped := zipOf(t, "a/b.txt", "one", "c.txt", "two")
	inZip := []string{"a/b.txt: one", "c.txt: two"}
	for _, tt := range []struct {
		name string
		data []byte
		want []string
	}{
		{"letters.zip", zipped, inZip},
		{"letters.bin", zipped, inZip}, // the content tells, not the name
		{"letters", tarOf(t, tar.Header{Name: "d.txt", Typeflag: tar.TypeReg}), []string{"d.txt: d.txt"}},
		{"letter.gz", gzipped([]byte("alone")), []string{"letter: alone"}},
		{"letter.txt", []byte("a text"), []string{": a text"}},
		{"letter.zip", []byte("a text"), []string{": a text"}},
		{"letter.docx", docxFile(t, ""), nil},
		{"empty.zip", nil, []string{": "}},
	} {
		path := writeFile(t, tt.name, tt.data)
		var fromFile, fromStream []string
		if err := WalkFile(path, func(m Member) error { fromFile = append(fromFile, member(m)); return nil }); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err := WalkStream(path, bytes.NewReader(tt.data), func(m Member) error { fromStream = append(fromStream, member(m)); return nil }); err != nil {
			t.Errorf("%s as a stream: %v", tt.name, err)
		}
		if tt.want == nil { // a docx is one file, not the parts that it is made of
			tt.want = []string{": " + string(tt.data)}
		}
		if d := cmp.Diff(tt.want, fromFile); d != "" {
			t.Errorf("%s:\n%s", tt.name, d)
		}
		if d := cmp.Diff(tt.want, fromStream); d != "" {
			t.Errorf("%s as a stream:\n%s", tt.name, d)
		}
	}
}

func TestWalkFileRefuses(t *testing.T) {
	large := writeFile(t, "large.txt", nil)
	if err := os.Truncate(large, MaxFileBytes+1); err != nil {
		t.Fatal(err)
	}
	var got []string
	note := func(m Member) error { got = append(got, member(m)); return nil }
	if err := WalkFile(large, note); err != nil || len(got) != 1 || got[0] != "! "+ErrTooLarge.Error() {
		t.Errorf("a large file: %v, %v", got, err)
	}
	got = nil
	if err := WalkStream("-", strings.NewReader(strings.Repeat(" ", MaxFileBytes+1)), note); err != nil || len(got) != 1 || got[0] != "! "+ErrTooLarge.Error() {
		t.Errorf("a long stream: %v, %v", got, err)
	}
	got = nil
	for path, want := range map[string]string{t.TempDir(): "is a folder", filepath.Join(t.TempDir(), "none"): fs.ErrNotExist.Error()} {
		if err := WalkFile(path, note); err == nil || len(got) > 0 || !strings.Contains(err.Error(), want) && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v, %v", path, got, err)
		}
	}
	enough := errors.New("enough")
	if err := WalkFile(writeFile(t, "a.txt", []byte("x")), func(Member) error { return enough }); err != enough {
		t.Errorf("the error of fn comes as %v", err)
	}
}

func TestReadMember(t *testing.T) {
	sum := func(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }
	zipped := writeFile(t, "letters", zipOf(t, "a.txt", "one", "a.txt", "two", "c\x01.txt", "odd", "in.zip", string(zipOf(t))))
	tarred := writeFile(t, "letters.bak", gzipped(tarOf(t,
		tar.Header{Name: "x/a.txt", Typeflag: tar.TypeReg}, tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})))
	plain := writeFile(t, "letter.txt", []byte("words"))
	for _, tt := range []struct {
		path, name, sum string
		want            string
		err             error
	}{
		{zipped, "a.txt", "", "one", nil},
		{zipped, "a.txt", sum("two"), "two", nil}, // of two with one name the sum tells which
		{zipped, "a.txt", sum("three"), "", ErrChanged},
		{zipped, "b.txt", "", "", fs.ErrNotExist},
		{zipped, "c?.txt", strings.ToUpper(sum("odd")), "odd", nil}, // by the name that Walk gives
		{zipped, "in.zip", "", "", ErrArchive},
		{tarred, "x/a.txt", sum("x/a.txt"), "x/a.txt", nil},
		{tarred, "link", "", "", ErrLink},
		{tarred, "a.txt", "", "", fs.ErrNotExist},
		{plain, "", "", "words", nil},
		{plain, "", sum("words"), "words", nil},
		{plain, "", sum("other"), "", ErrChanged},
		{plain, "a.txt", "", "", fs.ErrNotExist}, // no archive has members
		{plain + ".gone", "", "", "", fs.ErrNotExist},
	} {
		got, err := ReadMember(tt.path, tt.name, tt.sum)
		if string(got) != tt.want || !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
			t.Errorf("ReadMember(%s, %q, %.8q) = %q, %v; want %q, %v", filepath.Base(tt.path), tt.name, tt.sum, got, err, tt.want, tt.err)
		}
	}
	if _, err := ReadMember(t.TempDir(), "", ""); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a folder: %v", err)
	}
}

// FuzzWalk holds that an archive of any bytes is walked to a reason, and that
// its members keep the limits.
func FuzzWalk(f *testing.F) {
	f.Add(zipOf(f, "a.txt", "one", "in.zip", string(zipOf(f, "x", "y"))))
	f.Add(tarOf(f, tar.Header{Name: "a.txt", Typeflag: tar.TypeReg}, tar.Header{Name: "l", Typeflag: tar.TypeLink, Linkname: "a.txt"}))
	f.Add(gzipped([]byte("alone")))
	f.Fuzz(func(t *testing.T, data []byte) {
		err := Walk("a", bytes.NewReader(data), int64(len(data)), func(m Member) error {
			switch {
			case m.Err != nil && (m.Data != nil || !isReason(m.Err)):
				t.Fatalf("%q: %d bytes and %v", m.Name, len(m.Data), m.Err)
			case len(m.Data) > MaxFileBytes || strings.ContainsAny(m.Name, "\n\x00\u202e"):
				t.Fatalf("%q: %d bytes", m.Name, len(m.Data))
			}
			return nil
		})
		if err != nil && !isReason(err) {
			t.Fatalf("an error without a reason: %v", err)
		}
	})
}
