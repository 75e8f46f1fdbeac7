package commit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/segment"
)

// GC removes all but the last keep generations (at least the serving one),
// and the files that no generation left names. Servers that have a removed
// generation open go on with it. Errors: index.ErrLocked, index.ErrNoIndex.
func GC(dir string, keep int) error {
	current, err := segment.ReadCurrent(dir)
	if err != nil {
		return err
	}
	l, err := segment.AcquireLock(dir)
	if err != nil {
		return err
	}
	list, err := segment.GenerationsOf(dir)
	if err == nil {
		for i, n := range list {
			if n != current && i < len(list)-max(keep, 1) {
				err = errors.Join(err, os.Remove(segment.ManifestPath(dir, n)))
			}
		}
		err = errors.Join(err, removeUnnamed(dir, current))
	}
	return errors.Join(err, l.Release())
}

// prune removes, after a commit, generations that no cursor can ask for any
// more, and what only they named. Nothing depends on its success.
func (w *Writer) prune() {
	for _, dir := range w.taken {
		_ = os.RemoveAll(dir)
	}
	w.taken = nil
	list, err := segment.GenerationsOf(w.dir)
	if err != nil {
		return
	}
	current := w.Base.Manifest.Generation
	for i, n := range list {
		if n >= current {
			break
		}
		// A generation was replaced when the next was written.
		next, err := os.Stat(segment.ManifestPath(w.dir, list[i+1]))
		if err == nil && time.Since(next.ModTime()) > segment.DefaultKeepOpen {
			_ = os.Remove(segment.ManifestPath(w.dir, n))
		}
	}
	_ = removeUnnamed(w.dir, current)
}

// namedShards returns the shards that any generation names.
func namedShards(dir string) (map[string]bool, error) {
	list, err := segment.GenerationsOf(dir)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, n := range list {
		m, err := segment.ReadManifest(dir, n)
		if errors.Is(err, index.ErrVersion) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, s := range m.Shards {
			named[s.ID] = true
		}
	}
	return named, nil
}

// removeUnnamed removes the shards that no generation names, unless they
// hold letters newer than the serving generation: those are an interrupted
// writer's, to be taken over.
func removeUnnamed(dir string, current int) error {
	named, err := namedShards(dir)
	if err != nil {
		return err
	}
	m, err := segment.ReadManifest(dir, current)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(segment.SegmentsDir(dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if named[e.Name()] || newerThan(filepath.Join(segment.SegmentsDir(dir), e.Name()), m.Sequence) {
			continue
		}
		if err := os.RemoveAll(segment.SegmentDir(dir, e.Name())); err != nil {
			return fmt.Errorf("remove shard: %w", err)
		}
	}
	return nil
}

// newerThan reports whether a shard holds a letter behind that place of the
// sequence.
func newerThan(dir string, sequence uint64) bool {
	info, err := segment.ReadInfo(dir)
	if err != nil {
		return false
	}
	c, err := docvalues.OpenLetterTable(filepath.Join(dir, "letters"))
	if err != nil || c.Len() != info.Letters {
		return false
	}
	defer c.File.Close()
	for _, n := range c.Sequence {
		if n > sequence {
			return true
		}
	}
	return false
}
