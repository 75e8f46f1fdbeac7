package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
)

// WalkFile calls fn for each file that the file path holds: for the members of
// an archive as Walk does, for any other file once, without a name. What is
// wrong with the content comes with Err set. WalkFile returns the error of fn
// at once, or why path could not be read.
func WalkFile(path string, fn func(Member) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return &fs.PathError{Op: "read", Path: path, Err: errors.New("is a folder")}
	case !info.Mode().IsRegular(): // a pipe has no size
		return WalkStream(path, f, fn)
	}
	archive, err := isArchiveFile(path, f, info.Size())
	switch {
	case err != nil:
		return err
	case archive:
		return Walk(path, f, info.Size(), fn)
	case info.Size() > MaxFileBytes:
		return fn(Member{Err: refuse(ErrTooLarge, "%d MB, at most %d are read", info.Size()>>20, MaxFileBytes>>20)})
	}
	return walkPlain(f, fn)
}

// WalkStream does the same for what comes from r, which ends within
// MaxFileBytes also when it is an archive: only a file can be larger. name
// tells what a gzip without a tar holds.
func WalkStream(name string, r io.Reader, fn func(Member) error) error {
	return walkPlain(r, func(m Member) error {
		if m.Err == nil && IsArchive(name, m.Data[:min(len(m.Data), tarBlock)]) && len(m.Data) > 0 {
			return Walk(name, bytes.NewReader(m.Data), int64(len(m.Data)), fn)
		}
		return fn(m)
	})
}

// walkPlain calls fn for what comes from r as one file.
func walkPlain(r io.Reader, fn func(Member) error) error {
	data, err := io.ReadAll(io.LimitReader(r, MaxFileBytes+1))
	switch {
	case err != nil:
		return err
	case len(data) > MaxFileBytes:
		return fn(Member{Err: refuse(ErrTooLarge, "more than %d MB", MaxFileBytes>>20)})
	}
	return fn(Member{Data: data})
}

// isArchiveFile reports whether f begins as an archive.
func isArchiveFile(path string, f io.ReaderAt, size int64) (bool, error) {
	head := make([]byte, min(size, tarBlock))
	if _, err := f.ReadAt(head, 0); err != nil && err != io.EOF {
		return false, err
	}
	return len(head) > 0 && IsArchive(path, head), nil
}

// ErrChanged is the error of ReadMember when the file has other bytes now.
var ErrChanged = errors.New("another file stands there now")

// ReadMember returns the bytes of the file path, or, where name is not empty,
// of the member of the archive path that Walk gives that name. sum is their
// SHA-256 in hexadecimal: of several members with one name it tells which; the
// empty sum takes the first. The error wraps fs.ErrNotExist when the file or
// the member is not there, and ErrChanged when none has that sum.
func ReadMember(path, name, sum string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("not a regular file")}
	}
	found := Member{Err: fs.ErrNotExist}
	take := func(m Member) error {
		if m.Err == nil && sum != "" && !hasSum(m.Data, sum) {
			m.Err = ErrChanged
		}
		if found = m; m.Err == nil {
			return errFound
		}
		return nil
	}
	archive := false
	if name == "" {
		err = walkPlain(f, take)
	} else if archive, err = isArchiveFile(path, f, info.Size()); archive {
		err = (&walk{fn: take, only: name}).walk(path, f, info.Size())
	}
	switch {
	case err == errFound:
		return found.Data, nil
	case err == nil:
		err = found.Err
	}
	if name != "" {
		path += ": " + name
	}
	return nil, &fs.PathError{Op: "read", Path: path, Err: err}
}

// errFound ends a walk at the member that is looked for.
var errFound = errors.New("found")

// hasSum reports whether sum is the SHA-256 of data in hexadecimal.
func hasSum(data []byte, sum string) bool {
	have := sha256.Sum256(data)
	return strings.EqualFold(hex.EncodeToString(have[:]), sum)
}
