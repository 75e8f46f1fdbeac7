package main

import (
	"io/fs"
	"os"
	"path/filepath"
)

// linkIndex makes to an index of the same files as from. Segments never
// change, so that links do; what a writer replaces is copied.
func linkIndex(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case kindOf(filepath.ToSlash(rel)) == "LOCK" || rel == figuresFile:
			return nil
		case os.Link(path, target) == nil:
			return nil
		}
		return copyFile(path, target)
	})
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}
