package extract

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tarOf returns a tar of these headers, each with its name as content.
func tarOf(t testing.TB, headers ...tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range headers {
		if h.Typeflag == tar.TypeReg {
			h.Size = int64(len(h.Name))
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			_, _ = w.Write([]byte(h.Name))
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipped(data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(data)
	_ = w.Close()
	return out.Bytes()
}

// walked returns what Walk gives, a line a member: the name, then the content
// or the reason.
func walked(name string, data []byte) ([]string, error) {
	var out []string
	err := Walk(name, bytes.NewReader(data), int64(len(data)), func(m Member) error {
		line := fmt.Sprintf("%s: %.20s", m.Name, m.Data)
		if m.Err != nil {
			line = fmt.Sprintf("%s! %v", m.Name, reasonOf(m.Err))
		}
		out = append(out, line)
		return nil
	})
	return out, err
}

func TestWalk(t *testing.T) {
	files := tarOf(t,
		tar.Header{Name: "dir/", Typeflag: tar.TypeDir},
		tar.Header{Name: "dir/a.txt", Typeflag: tar.TypeReg},
		tar.Header{Name: "../../etc/b.txt", Typeflag: tar.TypeReg},
		tar.Header{Name: "/c.txt", Typeflag: tar.TypeReg},
		tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"},
		tar.Header{Name: "hard", Typeflag: tar.TypeLink, Linkname: "dir/a.txt"},
		tar.Header{Name: "device", Typeflag: tar.TypeChar},
	)
	inTar := []string{"dir/a.txt: dir/a.txt", "../../etc/b.txt: ../../etc/b.txt", "/c.txt: /c.txt",
		"link! " + ErrLink.Error(), "hard! " + ErrLink.Error(), "device! " + ErrLink.Error()}
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"a.tar", files, inTar},
		{"a.tar.gz", gzipped(files), inTar},
		{"letters/a.txt.gz", gzipped([]byte("alone")), []string{"a.txt: alone"}},
		{"a.zip", zipOf(t, "a/b.txt", "one", "c\x01.txt", "two", "__MACOSX/._b", "x", ".DS_Store", "x"), []string{"a/b.txt: one", "c?.txt: two"}},
		{"nested.zip", zipOf(t, "in.zip", string(zipOf(t, "x", "y")), "in.tgz", string(gzipped(files)), "in.tar", string(files), "b.txt", "b"),
			[]string{"in.zip! " + ErrArchive.Error(), "in.tgz! " + ErrArchive.Error(), "in.tar! " + ErrArchive.Error(), "b.txt: b"}},
		{"docx.zip", zipOf(t, "a.docx", string(docxFile(t, "<w:p/>"))), []string{"a.docx: PK\x03\x04\x14\x00\b\x00\b\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"}},
		{"empty.zip", zipOf(t), nil},
	}
	for _, test := range tests {
		got, err := walked(test.name, test.data)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s:\n%s", test.name, diff)
		}
		if want := test.name != "a"; IsArchive(test.name, test.data[:min(len(test.data), 512)]) != want {
			t.Errorf("%s is no archive", test.name)
		}
	}
}

func TestWalkOddMembers(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	link := &zip.FileHeader{Name: "link"}
	link.SetMode(0o777 | 1<<27)
	locked := &zip.FileHeader{Name: "locked.pdf", Flags: encryptedFlag}
	strange := &zip.FileHeader{Name: "strange.pdf", Method: 12}
	z.RegisterCompressor(12, func(w io.Writer) (io.WriteCloser, error) { return nopCloser{w}, nil })
	for _, h := range []*zip.FileHeader{link, locked, strange, {Name: "good.txt"}} {
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte("content"))
	}
	_ = z.Close()
	got, err := walked("a.zip", out.Bytes())
	want := []string{"link! " + ErrLink.Error(), "locked.pdf! " + ErrEncrypted.Error(), "strange.pdf! " + ErrUnknownFormat.Error(), "good.txt: content"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// TestWalkDamaged holds that members before a fault are given and the fault is
// told.
func TestWalkDamaged(t *testing.T) {
	files := tarOf(t, tar.Header{Name: "a.txt", Typeflag: tar.TypeReg}, tar.Header{Name: "b.txt", Typeflag: tar.TypeReg})
	for name, data := range map[string][]byte{"a.tar": files[:1300], "a.tgz": gzipped(files)[:60]} {
		got, err := walked(name, data)
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	damaged := zipOf(t, "a.txt", strings.Repeat("one", 50), "b.txt", "two")
	damaged[40] ^= 0xff
	if got, err := walked("a.zip", damaged); err != nil || len(got) != 2 || got[0] != "a.txt! "+ErrDamaged.Error() {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := walked("a.zip", damaged[:60]); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut off: %v", err)
	}
	if _, err := walked("a.txt", []byte("words")); !errors.Is(err, ErrUnknownFormat) {
		t.Errorf("no archive: %v", err)
	}
}

func TestWalkBombs(t *testing.T) {
	zeros := string(make([]byte, 8<<20))
	got, err := walked("a.zip", zipOf(t, "bomb.txt", zeros, "b.txt", "two"))
	if want := []string{"bomb.txt! " + ErrTooLarge.Error(), "b.txt: two"}; err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("zip: %v, %v", got, err)
	}
	if got, err = walked("a.gz", gzipped([]byte(zeros))); err != nil || len(got) != 1 || !strings.Contains(got[0], ErrTooLarge.Error()) {
		t.Errorf("gz: %v, %v", got, err)
	}
	var tarred bytes.Buffer
	w := tar.NewWriter(&tarred)
	_ = w.WriteHeader(&tar.Header{Name: "zeros", Typeflag: tar.TypeReg, Size: int64(len(zeros))})
	_, _ = w.Write([]byte(zeros))
	_ = w.Close()
	if got, err = walked("a.tgz", gzipped(tarred.Bytes())); !errors.Is(err, ErrTooLarge) && (len(got) != 1 || !strings.Contains(got[0], ErrTooLarge.Error())) {
		t.Errorf("tgz: %v, %v", got, err)
	}
	var large bytes.Buffer
	z := zip.NewWriter(&large)
	f, _ := z.CreateHeader(&zip.FileHeader{Name: "large.bin", Method: zip.Store})
	_, _ = f.Write(make([]byte, MaxFileBytes+1))
	_ = z.Close()
	if got, err = walked("a.zip", large.Bytes()); err != nil || len(got) != 1 || !strings.Contains(got[0], ErrTooLarge.Error()) {
		t.Errorf("large member: %v, %v", got, err)
	}
}

// overlapping returns a zip whose directory names one member n times.
func overlapping(t testing.TB, n int) []byte {
	t.Helper()
	one := zipOf(t, "a.txt", string(scrambled(4000)))
	end := bytes.LastIndex(one, []byte("PK\x05\x06"))
	start := int(binary.LittleEndian.Uint32(one[end+16:]))
	out := bytes.Clone(one[:start])
	for range n {
		out = append(out, one[start:end]...)
	}
	last := bytes.Clone(one[end:])
	binary.LittleEndian.PutUint16(last[8:], uint16(n))
	binary.LittleEndian.PutUint16(last[10:], uint16(n))
	binary.LittleEndian.PutUint32(last[12:], uint32(n*(end-start)))
	return append(out, last...)
}

// TestWholeArchive holds that an archive as a whole has limits: members that
// overlap, and many that each stay below theirs.
func TestWholeArchive(t *testing.T) {
	if got, err := walked("a.zip", overlapping(t, 1)); err != nil || len(got) != 1 {
		t.Errorf("one member: %v, %v", got, err)
	}
	if got, err := walked("a.zip", overlapping(t, 1000)); !errors.Is(err, ErrDamaged) || len(got) != 0 {
		t.Errorf("a member a thousand times: %d, %v", len(got), err)
	}
	var members []string
	for i := range 170 { // of 1 MB, which any member may have
		members = append(members, fmt.Sprintf("%d.txt", i), string(make([]byte, 1<<20)))
	}
	got, err := walked("a.zip", zipOf(t, members...))
	if !errors.Is(err, ErrTooLarge) || len(got) < 100 {
		t.Errorf("170 MB of zeros: %d, %v", len(got), err)
	}
}

// TestWalkStops holds that the callee can end a walk.
func TestWalkStops(t *testing.T) {
	enough := errors.New("enough")
	data := zipOf(t, "a", "1", "b", "2")
	calls := 0
	err := Walk("a.zip", bytes.NewReader(data), int64(len(data)), func(Member) error { calls++; return enough })
	if err != enough || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
}

func TestIsArchiveByName(t *testing.T) {
	for name, want := range map[string]bool{"a.ZIP": true, "a.tar.gz": true, "a.tgz": true, "a.pdf": false, "zip": false} {
		if IsArchive(name, nil) != want {
			t.Errorf("%s", name)
		}
	}
}

// zip64Of returns a zip whose end record leaves the size of the directory to
// the record of zip64.
func zip64Of(directory uint64) []byte {
	record := make([]byte, 56)
	copy(record, "PK\x06\x06")
	binary.LittleEndian.PutUint64(record[40:], directory)
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	binary.LittleEndian.PutUint32(end[12:], 0xFFFFFFFF)
	return append(record, end...)
}

func TestDirectoryBytes(t *testing.T) {
	small := zipOf(t, "a.txt", "one", "b.txt", "two")
	end := bytes.LastIndex(small, []byte("PK\x05\x06"))
	large := bytes.Clone(small)
	binary.LittleEndian.PutUint32(large[end+12:], maxDirectoryBytes+1)
	for name, tt := range map[string]struct {
		data []byte
		want int64
	}{
		"a zip":             {small, int64(binary.LittleEndian.Uint32(small[end+12:]))},
		"with a comment":    {append(bytes.Clone(small), "comment"...), int64(binary.LittleEndian.Uint32(small[end+12:]))},
		"a large directory": {large, maxDirectoryBytes + 1},
		"zip64":             {zip64Of(77), 77},
		"zip64, no record":  {zip64Of(77)[56:], 0},
		"cut off":           {small[:end], 0},
		"empty":             {nil, 0},
	} {
		if got := directoryBytes(bytes.NewReader(tt.data), int64(len(tt.data))); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
	if _, err := openZip(bytes.NewReader(large), int64(len(large))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a directory beyond the limit: %v", err)
	}
	if _, err := walked("a.zip", append([]byte("PK\x03\x04"), zip64Of(1<<40)...)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("zip64 beyond the limit: %v", err)
	}
}

func TestPrintable(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.txt": "a/b.txt", "a\nb": "a?b", "caf\xe9.txt": "café.txt", "né.txt": "né.txt", "x\u202etxt.exe": "x?txt.exe", "\x7f": "?",
	} {
		if got := printable(name); got != want {
			t.Errorf("printable(%q) = %q, want %q", name, got, want)
		}
	}
}
