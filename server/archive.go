package server

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"imrsearch/parser/imr"
)

// readSource reads a file, or a member of an archive, of at most maxOriginal
// bytes.
func readSource(src *imr.Source) ([]byte, error) {
	f, err := os.Open(src.Path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("read %s: not a file", src.Path)
	}
	name := strings.ToLower(src.Path)
	switch {
	case src.Member == "":
		return readSome(f)
	case strings.HasSuffix(name, ".zip"):
		return readZip(f, info.Size(), src.Member)
	case strings.HasSuffix(name, ".gz"), strings.HasSuffix(name, ".tgz"):
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, err
		}
		return readTar(z, src.Member)
	}
	return readTar(f, src.Member)
}

func readZip(r io.ReaderAt, size int64, member string) ([]byte, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if f.Name != member {
			continue
		}
		c, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer c.Close()
		return readSome(c)
	}
	return nil, fmt.Errorf("read archive: no member %s", member)
}

func readTar(r io.Reader, member string) ([]byte, error) {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if err != nil {
			return nil, fmt.Errorf("read archive: member %s: %w", member, err)
		}
		if h.Name == member {
			return readSome(t)
		}
	}
}

// readSome reads all of r, and refuses what is larger than any letter.
func readSome(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxOriginal+1))
	if err == nil && len(b) > maxOriginal {
		err = errors.New("read original: larger than any letter")
	}
	return b, err
}
