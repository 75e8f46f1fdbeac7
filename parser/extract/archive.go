package extract

import (
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// A Member is one file of an archive.
type Member struct {
	Name string // as the archive has it, made printable; for reports, never for writing
	Data []byte // nil with an error; the callee's to keep
	Err  error  // why the member was not read: one of the errors of this package
}

// Limits of an archive.
const (
	maxMembers      = 500_000
	maxArchiveBytes = 10 << 30 // of all members together
	maxRatio        = 200      // of unpacked to packed bytes
	freeBytes       = 1 << 20  // unpacked bytes to which no ratio applies
)

// IsArchive reports whether a file is an archive whose members Walk reads. It
// goes by head, the first bytes of the file (512 are enough); the name is
// asked only when there are none. A docx is no archive.
func IsArchive(name string, head []byte) bool {
	if len(head) == 0 {
		lower := strings.ToLower(name)
		for _, ext := range []string{".zip", ".tar", ".tgz", ".tar.gz"} {
			if strings.HasSuffix(lower, ext) {
				return true
			}
		}
		return false
	}
	zipped, office := isZip(head)
	return zipped && !office || isTar(head) || isGzip(head)
}

// Walk calls fn for each file in a zip, tar or tar.gz, one after the other, in
// the archive's order. Only one member is in memory at a time. Links, nested
// archives, encrypted and too large members come with Err set; folders and the
// clutter of macOS are passed over.
//
// Walk returns the error of fn at once, or why the archive itself could not be
// read to its end; members before the fault have been given to fn.
func Walk(name string, r io.ReaderAt, size int64, fn func(Member) error) error {
	w := &walk{fn: fn}
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
	}
	return refuse(ErrUnknownFormat, "neither zip nor tar.gz")
}

// A walk is the state of one Walk.
type walk struct {
	fn      func(Member) error
	members int
	bytes   int64
}

// member reads one member and hands it on.
func (w *walk) member(name string, read func() ([]byte, error)) error {
	if w.members++; w.members > maxMembers {
		return refuse(ErrTooLarge, "more than %d members", maxMembers)
	}
	if isClutter(name) {
		return nil
	}
	m := Member{Name: printable(name)}
	m.Data, m.Err = read()
	if m.Err == nil && IsArchive(name, m.Data[:min(len(m.Data), tarBlock)]) && len(m.Data) > 0 {
		m.Err = refuse(ErrArchive, "archives within archives are not read")
	}
	if m.Err != nil {
		m.Data = nil
	}
	if w.bytes > maxArchiveBytes {
		return refuse(ErrTooLarge, "more than %d GB unpacked", maxArchiveBytes>>30)
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

// isClutter tells the files that macOS adds to a zip.
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
