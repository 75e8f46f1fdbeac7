package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"imrsearch/index"
	"imrsearch/index/ingest"
	"imrsearch/parser/extract"
)

// Stdin is how standard input is written as an argument.
const Stdin = "-"

// Letters reads the letters of a file, of standard input, or of an archive.
func (a *App) Letters(ctx context.Context, pool *extract.Pool, path string, each func(*index.Document) error) error {
	var failures []error
	err := a.Inputs(path, func(m extract.Member) error {
		docs, err := []*index.Document(nil), m.Err
		if err == nil {
			docs, err = ingest.Letters(ctx, pool, path, m.Name, m.Data)
		}
		if err == nil {
			for _, doc := range docs {
				if err := each(doc); err != nil {
					return err
				}
			}
			return nil
		}
		failures = append(failures, fmt.Errorf("%s: %w", InputName(path, m.Name), err))
		return ctx.Err()
	})
	return errors.Join(append(failures, err)...)
}

// InputName names a file, or the member of an archive.
func InputName(path, member string) string {
	if member == "" {
		return path
	}
	return path + ": " + member
}

// Inputs calls fn for a file, for the members of an archive, or for what
// standard input has.
func (a *App) Inputs(path string, fn func(extract.Member) error) error {
	if path == Stdin {
		return extract.WalkStream(path, a.Stdin, fn)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: name the letters in it, or use imr parse --check or imr ingest", path)
	}
	return extract.WalkFile(path, fn)
}
