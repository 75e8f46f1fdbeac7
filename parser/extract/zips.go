package extract

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"strings"
)

// officeParts are the names with which the zip of an office document begins.
var officeParts = []string{"[Content_Types].xml", "_rels/", "docProps/", "word/", "customXml/", "mimetype"}

// isZip reports whether a file begins as a zip, and whether as the zip of an
// office document.
func isZip(head []byte) (zipped, office bool) {
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return bytes.HasPrefix(head, []byte("PK\x05\x06")), false
	}
	if len(head) < 30 {
		return true, false
	}
	first := string(head[30:min(len(head), 30+int(binary.LittleEndian.Uint16(head[26:])))])
	for _, part := range officeParts {
		if strings.HasPrefix(first, part) {
			return true, true
		}
	}
	return true, false
}

// openZip opens a zip, unless its directory is too long to be held in memory.
func openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	if n := directoryBytes(r, size); n > maxDirectoryBytes {
		return nil, refuse(ErrTooLarge, "a directory of %d MB", n>>20)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse(ErrDamaged, "zip: %v", err)
	}
	if len(z.File) > maxMembers {
		return nil, refuse(ErrTooLarge, "%d members, at most %d are read", len(z.File), maxMembers)
	}
	return z, nil
}

// maxDirectoryBytes bounds what a zip's directory may take: 500,000 members
// with names of 50 bytes have 50 MB and take some 150 MB in memory.
const maxDirectoryBytes = 50 << 20

// directoryBytes returns the length of a zip's central directory as its end
// record tells: where the record begins, less where the directory does. For
// want of a record it is 0, and the zip will not open.
func directoryBytes(r io.ReaderAt, size int64) int64 {
	tail := make([]byte, min(size, 1<<16+22))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return 0
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || at+20 > len(tail) {
		return 0
	}
	if n := binary.LittleEndian.Uint32(tail[at+12:]); n != 0xFFFFFFFF {
		return int64(n)
	}
	record := bytes.LastIndex(tail[:at], []byte("PK\x06\x06")) // zip64
	if record < 0 || record+48 > len(tail) {
		return 0
	}
	return int64(binary.LittleEndian.Uint64(tail[record+40:]) & (1<<62 - 1))
}

// walkZip calls fn for each member of a zip, in the order of its directory.
func (w *walk) walkZip(r io.ReaderAt, size int64) error {
	z, err := openZip(r, size)
	if err != nil {
		return err
	}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || strings.HasSuffix(f.Name, "/") {
			continue
		}
		if err := w.member(f.Name, func() ([]byte, error) { return w.readZipped(f) }); err != nil {
			return err
		}
	}
	return nil
}

// encryptedFlag is the bit of a zip member's flags that says it is encrypted.
const encryptedFlag = 1

func (w *walk) readZipped(f *zip.File) ([]byte, error) {
	switch {
	case !f.FileInfo().Mode().IsRegular():
		return nil, ErrLink
	case f.Flags&encryptedFlag != 0:
		return nil, ErrEncrypted
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return nil, refuse(ErrUnknownFormat, "zip compression method %d: make the zip anew", f.Method)
	}
	r, err := f.Open()
	if err != nil {
		return nil, refuse(ErrDamaged, "zip: %v", err)
	}
	defer r.Close()
	return w.read(r, int64(f.CompressedSize64))
}
