package main

import (
	"io/fs"
	"path/filepath"
	"strings"
)

// bytesByKind adds up the files of an index by what they are for: the first
// name below a segment, else the first name below the index.
func bytesByKind(dir string) (map[string]int64, error) {
	sizes := map[string]int64{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		sizes[kindOf(filepath.ToSlash(rel))] += info.Size()
		sizes["all"] += info.Size()
		return nil
	})
	return sizes, err
}

func kindOf(rel string) string {
	parts := strings.Split(rel, "/")
	if parts[0] == "segments" && len(parts) > 2 {
		return parts[2]
	}
	return parts[0]
}
