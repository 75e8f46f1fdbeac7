package segment

import (
	"fmt"
	"os"
	"path/filepath"

	"imrsearch/index"
	"imrsearch/index/bleve/sectionfile"
)

// A Base names the commit that a segment was built to follow: the number of
// its generation and the SHA-256 of its manifest. The zero Base stands for an
// index without a commit.
type Base struct {
	Generation int    `json:"generation"`
	Manifest   string `json:"manifest"`
}

// Base returns what segments built on this manifest are bound to; the zero
// Base when m is nil.
func (m *Manifest) Base() Base {
	if m == nil {
		return Base{}
	}
	return Base{m.Generation, m.sum}
}

// A Reading names the versions of what read letters: the parser and the
// lexicon. The zero Reading is unknown.
type Reading struct {
	Parser  string `json:"parser,omitempty"`
	Lexicon string `json:"lexicon,omitempty"`
}

// A Hook is called before each step that makes something durable, with the
// name of the step. An error stops the step. A nil Hook does nothing. Tests
// use it to fail, or to look at the index, at every such point.
type Hook func(step string) error

// At calls the hook.
func (h Hook) At(step string) error {
	if h == nil {
		return nil
	}
	return h(step)
}

// CheckFiles reads every byte of a segment's files. Errors: index.ErrDamaged
// for the first file that is not what its sum says.
func CheckFiles(dir string, files []sectionfile.FileSum) error {
	for _, want := range files {
		got, err := sectionfile.SumFile(filepath.Join(dir, filepath.FromSlash(want.Path)))
		if err != nil {
			return fmt.Errorf("%w: %w", err, index.ErrDamaged)
		}
		if got.Bytes != want.Bytes || got.SHA256 != want.SHA256 {
			return fmt.Errorf("%s: %s is not as it was written: %w", dir, want.Path, index.ErrDamaged)
		}
	}
	return nil
}

// Place makes a finished segment durable under its final name, outside of the
// folder for what is being built, and describes it. It is served only once a
// manifest names it.
func (b *Builder) Place(dir string, hook Hook) (*SegmentEntry, error) {
	id := filepath.Base(b.Dir)
	if err := hook.At("place segment"); err != nil {
		return nil, err
	}
	if err := os.Rename(b.Dir, SegmentDir(dir, id)); err != nil {
		return nil, err
	}
	if err := hook.At("sync segments"); err != nil {
		return nil, err
	}
	if err := sectionfile.SyncDir(SegmentsDir(dir)); err != nil {
		return nil, err
	}
	info, err := ReadInfo(SegmentDir(dir, id))
	if err != nil {
		return nil, err
	}
	return &SegmentEntry{ID: id, Items: info.Items, Letters: info.Letters, Files: info.Files, Readings: info.Readings}, nil
}
