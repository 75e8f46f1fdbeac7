// Package sectionfiletest writes section files for tests.
package sectionfiletest

import (
	"path/filepath"
	"testing"

	"imrsearch/index/bleve/sectionfile"
)

func Written(t *testing.T, write func(*sectionfile.Writer)) *sectionfile.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sections")
	out, err := sectionfile.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	write(out)
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := sectionfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}
