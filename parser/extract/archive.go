package extract

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// A Member is one file of an archive.
type Member struct {
	Name string // as the archive has it, made printable; for reports, never for writing
	Data []byte // nil with Err; the callee's to keep
	Err  error  // why the member was not read: one of the errors of this package
}

// Limits of an archive.
const (
	maxMembers      = 500_000
	maxArchiveBytes = 10 << 30 // of all members together
	maxRatio        = 200      // of unpacked to packed bytes
	freeBytes       = 1 << 20  // unpacked bytes to which no ratio applies

	// The archive as a whole: letters pack to a quarter or a tenth.
	maxWholeRatio  = 40
	wholeFreeBytes = 128 << 20
)

// IsArchive reports whether a file is an archive whose members Walk reads. It
// looks at head, the first bytes of the file (512 are enough), and at the name
// only when head is empty. A docx is not an archive.
func IsArchive(name string, head []byte) bool {
	if len(head) == 0 {
		lower := strings.ToLower(name)
		for _, ext := range []string{".zip", ".tar", ".tgz", ".tar.gz", ".eml", ".mht", ".mhtml", ".mbox"} {
			if strings.HasSuffix(lower, ext) {
				return true
			}
		}
		return false
	}
	zipped, office := isZip(head)
	return zipped && !office || isTar(head) || isGzip(head) || isMail(head) || isMailbox(head)
}

// Walk calls fn for each file in a zip, tar or tar.gz, or attached to a mail, one
// after the other, in the archive's order. Only one member is in memory at a time. Links, nested
// archives (but for those attached to a mail), encrypted and too large members come with Err set; folders and the
// clutter of macOS are passed over.
//
// Walk returns the error of fn at once, or why the archive itself could not be
// read to its end; members before the fault have been given to fn.
func Walk(name string, r io.ReaderAt, size int64, fn func(Member) error) error {
	w := &walk{fn: fn}
	return w.walk(name, r, size)
}

// walk walks an archive of the kind that its first bytes show.
func (w *walk) walk(name string, r io.ReaderAt, size int64) error {
	w.size = size
	head := make([]byte, min(size, tarBlock))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	all := io.NewSectionReader(r, 0, size)
	zipped, office := isZip(head)
	switch {
	case zipped && !office:
		return w.walkZip(r, size)
	case isGzip(head):
		return w.walkGzip(name, all)
	case isTar(head):
		return w.walkTar(all)
	case isMailbox(head):
		return w.walkMailbox(all)
	case isMail(head):
		return w.walkMail("", all, 0)
	}
	return refuse(ErrUnknownFormat, "neither zip nor tar.gz nor mail")
}

// A walk is the state of one Walk.
type walk struct {
	fn      func(Member) error
	only    string // the name of the members that are read; empty for all
	members int
	bytes   int64
	size    int64 // of the archive; 0 for one that is not read from a file
	nested  bool  // inside an archive: there is no other in it
}

// member reads one member and hands it on.
func (w *walk) member(name string, read func() ([]byte, error)) error {
	if w.members++; w.members > maxMembers {
		return refuse(ErrTooLarge, "more than %d members", maxMembers)
	}
	m := Member{Name: printable(name)}
	if isClutter(name) || w.only != "" && w.only != m.Name && !strings.HasPrefix(w.only, m.Name+"/") {
		return nil
	}
	m.Data, m.Err = read()
	if head := m.Data[:min(len(m.Data), tarBlock)]; m.Err == nil && !w.nested && isMail(head) {
		inner := &walk{only: w.only, members: w.members, bytes: w.bytes, nested: true, fn: w.fn}
		return inner.walkMail(m.Name+"/", bytes.NewReader(m.Data), 0)
	}
	if m.Err == nil && IsArchive(name, m.Data[:min(len(m.Data), tarBlock)]) && len(m.Data) > 0 {
		m.Err = refuse(ErrArchive, "archives within archives are not read")
	}
	if m.Err != nil {
		m.Data = nil
	}
	if w.bytes > maxArchiveBytes {
		return refuse(ErrTooLarge, "more than %d GB unpacked", maxArchiveBytes>>30)
	}
	if w.size > 0 && w.bytes > max(wholeFreeBytes, w.size*maxWholeRatio) {
		return refuse(ErrTooLarge, "the archive inflates more than %d times", maxWholeRatio)
	}
	return w.fn(m)
}

// read reads a member to its end or its limit. packed is how many bytes it
// takes in the archive, 0 if that is not known.
func (w *walk) read(r io.Reader, packed int64) ([]byte, error) {
	limit := int64(MaxFileBytes)
	if packed > 0 {
		limit = min(limit, max(packed*maxRatio, freeBytes))
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	w.bytes += int64(len(data))
	switch {
	case isReason(err):
		return nil, err
	case err != nil:
		return nil, refuse(ErrDamaged, "%v", err)
	case packed > 0 && inflates(packed, int64(len(data))):
		return nil, refuse(ErrTooLarge, "inflates more than %d times", maxRatio)
	case len(data) > MaxFileBytes:
		return nil, refuse(ErrTooLarge, "more than %d MB", MaxFileBytes>>20)
	}
	return data, nil
}

// inflates reports whether so many packed bytes may not give so many.
func inflates(packed, unpacked int64) bool {
	return unpacked > freeBytes && unpacked > packed*maxRatio
}

// isClutter reports whether a member is one that macOS adds to a zip.
func isClutter(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, "._") || base == ".DS_Store"
}

// printable makes a member's name fit for a report.
func printable(name string) string {
	if !utf8.ValidString(name) {
		name = decodeText([]byte(name))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u202e' {
			return '?'
		}
		return r
	}, name)
}

// tarBlock is the size of a tar header.
const tarBlock = 512

// isTar reports whether head begins as a tar.
func isTar(head []byte) bool {
	return len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar"))
}

// isGzip reports whether head begins as a gzip.
func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b")) }

// walkGzip calls fn for each member of a tar.gz, or for the one file that a
// gzip without a tar holds.
func (w *walk) walkGzip(name string, r io.Reader) error {
	packed := &counter{r: r}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return refuse(ErrDamaged, "gzip: %v", err)
	}
	in := bufio.NewReaderSize(&ratioReader{r: unpacked, packed: packed}, 1<<16)
	if head, _ := in.Peek(tarBlock); isTar(head) {
		return w.walkTar(in)
	}
	base := path.Base(name)
	if ext := path.Ext(base); strings.EqualFold(ext, ".gz") {
		base = strings.TrimSuffix(base, ext)
	}
	return w.member(base, func() ([]byte, error) { return w.read(in, 0) })
}

// walkTar calls fn for each file of a tar, in its order.
func (w *walk) walkTar(r io.Reader) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case isReason(err):
			return err
		case err != nil:
			return refuse(ErrDamaged, "tar: %v", err)
		case h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader:
			continue
		}
		err = w.member(h.Name, func() ([]byte, error) {
			if h.Typeflag != tar.TypeReg {
				return nil, ErrLink
			}
			return w.read(t, 0)
		})
		if err != nil {
			return err
		}
	}
}

// A counter counts the bytes that go through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// A ratioReader fails on a stream that inflates beyond maxRatio.
type ratioReader struct {
	r      io.Reader
	packed *counter
	n      int64
}

func (r *ratioReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.n += int64(n)
	if inflates(r.packed.n, r.n) || r.n > maxArchiveBytes {
		return 0, refuse(ErrTooLarge, "inflates more than %d times, or beyond %d GB", maxRatio, maxArchiveBytes>>30)
	}
	return n, err
}

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
	packed := uint64(0)
	for _, f := range z.File {
		if packed += f.CompressedSize64; packed > uint64(size) || f.CompressedSize64 > uint64(size) {
			return nil, refuse(ErrDamaged, "zip: members overlap: together they are longer than the archive")
		}
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
