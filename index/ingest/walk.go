package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"imrsearch/parser/extract"
)

// An input is one file or member, read, or the reason why it was not.
type input struct {
	path, member string
	data         []byte
	skip         bool
	err          error
}

// stdin is the path of what comes from no file.
const stdin = "-"

// walk sends every input below paths to emit, folders in the order of their
// names. It returns an error for a path that is not there and for the end of
// ctx; what is wrong with a single file goes along as an input.
func walk(ctx context.Context, paths []string, in io.Reader, emit func(input) error) error {
	for _, path := range paths {
		if path == stdin {
			if err := stream(ctx, in, emit); err != nil {
				return err
			}
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("ingest %s: %w", path, Cause(err))
		}
		if !info.IsDir() {
			if err := file(ctx, path, emit); err != nil {
				return err
			}
			continue
		}
		if err := folder(ctx, path, emit); err != nil {
			return err
		}
	}
	return nil
}

func folder(ctx context.Context, root string, emit func(input) error) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return emit(input{path: path, err: Cause(err)})
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != root
		switch {
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() && isData(path):
			if err := emit(input{path: path, skip: true, err: errors.New("a data folder of imr: what is in it is no letter")}); err != nil {
				return err
			}
			return fs.SkipDir
		case d.IsDir():
			return nil
		case hidden || noLetter(path):
			return emit(input{path: path, skip: true})
		case d.Type()&fs.ModeSymlink != 0:
			return emit(input{path: path, skip: true, err: errors.New("a link: name the file it points to")})
		case !d.Type().IsRegular():
			return emit(input{path: path, err: extract.ErrNotRegular})
		}
		return file(ctx, path, emit)
	})
}

// isData reports whether a folder is where an index of imr is kept, or the index
// itself.
func isData(path string) bool {
	return isIndex(path) || isIndex(filepath.Join(path, "index"))
}

// isIndex reports whether a folder has those of an index, which are made first.
func isIndex(path string) bool {
	for _, dir := range []string{"generations", "segments"} {
		if info, err := os.Stat(filepath.Join(path, dir)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// noLetter reports whether the name says that a file beside letters is data
// about them: truth files and reports.
func noLetter(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json", ".jsonl":
		return true
	}
	return strings.EqualFold(filepath.Base(path), "thumbs.db")
}

// file sends a file, or the members of an archive.
func file(ctx context.Context, path string, emit func(input) error) error {
	return members(ctx, path, emit, func(fn func(extract.Member) error) error { return extract.WalkFile(path, fn) })
}

// stream sends what comes in as a letter, or the members of the archive that
// it is.
func stream(ctx context.Context, in io.Reader, emit func(input) error) error {
	data, err := io.ReadAll(io.LimitReader(in, extract.MaxFileBytes+1))
	switch {
	case err != nil:
		return fmt.Errorf("ingest standard input: %w", err)
	case len(data) > extract.MaxFileBytes:
		return emit(input{path: stdin, err: fmt.Errorf("more than %d bytes: put it into a file", int64(extract.MaxFileBytes))})
	case extract.IsArchive(stdin, data[:min(len(data), 512)]):
		return members(ctx, stdin, emit, func(fn func(extract.Member) error) error {
			return extract.Walk(stdin, bytes.NewReader(data), int64(len(data)), fn)
		})
	}
	return emit(input{path: stdin, data: data})
}

// members sends what a walk gives: the members of an archive, or a file.
func members(ctx context.Context, path string, emit func(input) error, walk func(func(extract.Member) error) error) error {
	var stop error
	err := walk(func(m extract.Member) error {
		if stop = ctx.Err(); stop != nil {
			return stop
		}
		in := input{path: path, member: m.Name, data: m.Data, err: m.Err}
		if m.Err == nil && m.Name != "" && noLetter(m.Name) {
			in = input{path: path, member: m.Name, skip: true}
		}
		stop = emit(in)
		return stop
	})
	if stop != nil {
		return stop
	}
	if err != nil {
		return emit(input{path: path, err: Cause(err)})
	}
	return nil
}

// Cause drops the operation and path of a file error, for messages that name
// the path already; other errors come back as they are.
func Cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
