package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"imrsearch/index/ingest"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
)

// moved says why the file that a letter was read from is not there any more
// as it was; "" when it is. Originals stay where they are, so people move,
// rename and replace them.
func moved(s imr.Source) string {
	if s.Path == stdinName {
		return ""
	}
	f, err := os.Open(s.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return "moved: no file stands there now"
	}
	if err != nil {
		return "not to be read now: " + err.Error()
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return "moved: no file stands there now"
	}
	if s.Member != "" {
		return movedMember(s, f, info.Size())
	}
	if info.Size() != s.Bytes || !sameHash(s, f) {
		return "moved: another file stands there now"
	}
	return ""
}

func sameHash(s imr.Source, f *os.File) bool {
	data := make([]byte, s.Bytes)
	if _, err := f.ReadAt(data, 0); err != nil {
		return false
	}
	return ingest.SHA256(data) == s.SHA256
}

var errFound = errors.New("found")

// movedMember looks for a letter inside its archive.
func movedMember(s imr.Source, f *os.File, size int64) string {
	head := make([]byte, 512)
	n, _ := f.ReadAt(head, 0)
	if !extract.IsArchive(s.Path, bytes.Clone(head[:n])) {
		return "moved: another file stands there now"
	}
	same := false
	err := extract.Walk(s.Path, f, size, func(m extract.Member) error {
		if m.Name != s.Member {
			return nil
		}
		same = m.Err == nil && ingest.SHA256(m.Data) == s.SHA256
		return errFound
	})
	switch {
	case same:
		return ""
	case errors.Is(err, errFound):
		return "moved: another text stands there now"
	}
	return "moved: the archive has no such file now"
}
