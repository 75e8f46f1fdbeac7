package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
)

// ErrNotRegular is the error of a path that is no file: a folder, a pipe, a
// device. Nothing is read of it.
var ErrNotRegular = errors.New("not a regular file")

// open opens a file. It does not wait for one that is no file, but refuses it;
// pipes of this process's own (/dev/fd/3) are none.
func open(path string) (*os.File, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	refused := &fs.PathError{Op: "read", Path: path, Err: ErrNotRegular}
	own := info.Mode()&fs.ModeNamedPipe != 0 && strings.HasPrefix(path, "/dev/fd/")
	switch {
	case info.IsDir():
		refused.Err = fmt.Errorf("%w: it is a folder", ErrNotRegular)
		return nil, nil, refused
	case own:
		f, err := os.Open(path)
		return f, info, err
	case !info.Mode().IsRegular():
		return nil, nil, refused
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // another may stand there by now
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() {
		err = refused
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// ErrChanging is the error of a file that is written while it is read.
var ErrChanging = errors.New("it changes while it is read: read it when it is finished")

// A file is read when nothing was written to it for settled: a writer may pause
// in the middle. Of one that changes meanwhile so many readings are tried.
const (
	settled     = 150 * time.Millisecond
	steadyTries = 4
)

// readSteady reads a file to its end, again where it changes meanwhile.
func readSteady(f *os.File) ([]byte, error) {
	for range steadyTries {
		before, err := f.Stat()
		if err != nil {
			return nil, err
		}
		if age := time.Since(before.ModTime()); age >= 0 && age < settled { // a time to come is another clock's
			time.Sleep(settled - age)
		}
		data, err := io.ReadAll(io.NewSectionReader(f, 0, MaxFileBytes+1))
		if err != nil {
			return nil, err
		}
		after, err := f.Stat()
		if err != nil {
			return nil, err
		}
		if sameState(before, after) && int64(len(data)) == min(after.Size(), MaxFileBytes+1) {
			return data, nil
		}
	}
	return nil, ErrChanging
}

func sameState(a, b fs.FileInfo) bool { return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) }

// WalkFile calls fn for each file that the file path holds: for the members of
// an archive as Walk does, for any other file once, without a name. What is
// wrong with the content comes with Err set. WalkFile returns the error of fn
// at once, or why path could not be read: ErrNotRegular for what is no file, and
// ErrChanging.
func WalkFile(path string, fn func(Member) error) error {
	f, info, err := open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if !info.Mode().IsRegular() { // a pipe has no size
		return WalkStream(path, f, fn)
	}
	archive, err := isArchiveFile(path, f, info.Size())
	switch {
	case err != nil:
		return err
	case archive:
		err := Walk(path, f, info.Size(), fn)
		if now, e := f.Stat(); err == nil && (e != nil || !sameState(info, now)) {
			err = &fs.PathError{Op: "read", Path: path, Err: ErrChanging}
		}
		return err
	case info.Size() > MaxFileBytes:
		return fn(Member{Err: refuse(ErrTooLarge, "%d MB, at most %d are read", info.Size()>>20, MaxFileBytes>>20)})
	}
	data, err := readSteady(f)
	switch {
	case err != nil:
		return &fs.PathError{Op: "read", Path: path, Err: err}
	case len(data) > MaxFileBytes:
		return fn(Member{Err: refuse(ErrTooLarge, "more than %d MB", MaxFileBytes>>20)})
	}
	return fn(Member{Data: data})
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
	f, info, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
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
