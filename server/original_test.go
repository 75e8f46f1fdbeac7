package server

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imrsearch/parser/imr"
)

func TestOriginal(t *testing.T) {
	const content = "%PDF-1.4 a letter"
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sum := sha256.Sum256([]byte(content))
	hash := hex.EncodeToString(sum[:])
	file := write("a.pdf", []byte(content))
	changed := write("b.pdf", []byte("another letter"))
	page := write("c.html", []byte(content))
	archive := write("d.zip", zipped(t, "in/a.pdf", content))
	ball := write("e.tar.gz", balled(t, "in/a.pdf", content))
	unnamed := write("letters", zipped(t, "in/a.pdf", content))
	misnamed := write("letters.zip.part", balled(t, "in/a.pdf", content))
	tests := []struct {
		name   string
		source imr.Source
		status int
		kind   string
	}{
		{"as it came", imr.Source{Path: file, SHA256: hash}, 200, "application/pdf"},
		{"never shown as a page", imr.Source{Path: page, SHA256: hash}, 200, "application/octet-stream"},
		{"in a zip", imr.Source{Path: archive, Member: "in/a.pdf", SHA256: hash}, 200, "application/pdf"},
		{"in a tar.gz", imr.Source{Path: ball, Member: "in/a.pdf", SHA256: hash}, 200, "application/pdf"},
		{"in a zip without the name of one", imr.Source{Path: unnamed, Member: "in/a.pdf", SHA256: hash}, 200, "application/pdf"},
		{"in a tar.gz without the name of one", imr.Source{Path: misnamed, Member: "in/a.pdf", SHA256: hash}, 200, "application/pdf"},
		{"another file of that name in the zip", imr.Source{Path: archive, Member: "in/a.pdf", SHA256: strings.Repeat("0", 64)}, 404, ""},
		{"changed", imr.Source{Path: changed, SHA256: hash}, 404, ""},
		{"moved", imr.Source{Path: filepath.Join(dir, "gone.pdf"), SHA256: hash}, 404, ""},
		{"no longer in the zip", imr.Source{Path: archive, Member: "in/b.pdf", SHA256: hash}, 404, ""},
		{"no longer in the tar.gz", imr.Source{Path: ball, Member: "in/b.pdf", SHA256: hash}, 404, ""},
		{"a folder", imr.Source{Path: dir, SHA256: hash}, 404, ""},
		{"of no known content", imr.Source{Path: file}, 404, ""},
		{"no path", imr.Source{SHA256: hash}, 404, ""},
	}
	for _, test := range tests {
		docs := invented()
		docs[0].Letter.Source = test.source
		w := get(newTest(t, &fake{docs: docs}), "/letters/CM16-0990001/original")
		if w.Code != test.status || test.kind != "" && w.Header().Get("Content-Type") != test.kind {
			t.Errorf("%s: %d %s, want %d %s", test.name, w.Code, w.Header().Get("Content-Type"), test.status, test.kind)
		}
		if test.status == 200 && w.Body.String() != content {
			t.Errorf("%s: %q", test.name, w.Body)
		}
		if strings.Contains(w.Body.String(), dir) {
			t.Errorf("%s: the answer tells a path", test.name)
		}
	}
}

func zipped(t *testing.T, name, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte(content))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func balled(t *testing.T, name, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o600}); err != nil {
		t.Fatal(err)
	}
	w.Write([]byte(content))
	w.Close()
	z.Close()
	return b.Bytes()
}

// TestRegister: a letter links to its entry in the state's register, where there
// is an address.
func TestRegister(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/search?caseno=CASE": `href="https://example.org/search?caseno=CM16-0990001"`,
		"":                                       "",
	} {
		h, err := New(Options{Searcher: &fake{docs: invented()}, Register: address})
		if err != nil {
			t.Fatal(err)
		}
		page := get(h, "/letters/CM16-0990001").Body.String()
		if !strings.Contains(page, want) || strings.Contains(page, "State&#39;s register") != (want != "") {
			t.Errorf("with %q:\n%s", address, page)
		}
	}
}
