package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
)

// GC removes all but the last keep generations (at least the serving one),
// manifests that were never published, every segment that no generation left
// names, unless it is pending, and what is left in the folders "building" and
// "damaged". Servers that have a removed generation open go on with it.
// Errors: index.ErrLocked, index.ErrNoIndex.
func GC(dir string, keep int) error {
	if _, err := segment.ReadCurrent(dir); err != nil {
		return err
	}
	l, err := segment.AcquireLock(dir)
	if err != nil {
		return err
	}
	return errors.Join(collect(dir, keep), l.Release())
}

// collect does what GC does, under the lock.
func collect(dir string, keep int) error {
	current, err := segment.ReadCurrent(dir)
	if err != nil {
		return err
	}
	list, err := published(dir, current)
	if err != nil {
		return err
	}
	err = dropUnpublished(dir, current)
	for i, n := range list {
		if n != current && i < len(list)-max(keep, 1) {
			err = errors.Join(err, os.Remove(segment.ManifestPath(dir, n)))
		}
	}
	return errors.Join(err,
		removeUnnamed(dir, current),
		empty(segment.BuildingDir(dir)),
		os.RemoveAll(damagedDir(dir)))
}

// damagedDir is where Repair puts the segments that it replaced.
func damagedDir(dir string) string { return filepath.Join(dir, "damaged") }

// empty removes what is in a folder, which may be missing.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
	return err
}

// published lists the generations up to the serving one, oldest first.
func published(dir string, current int) ([]int, error) {
	list, err := segment.GenerationsOf(dir)
	for i, n := range list {
		if n > current {
			return list[:i], err
		}
	}
	return list, err
}

// dropUnpublished removes manifests behind the serving one: a commit that did
// not reach CURRENT wrote them.
func dropUnpublished(dir string, current int) error {
	list, err := segment.GenerationsOf(dir)
	for _, n := range list {
		if n > current {
			err = errors.Join(err, os.Remove(segment.ManifestPath(dir, n)))
		}
	}
	return err
}

// prune removes, after a commit, generations that no cursor can ask for any
// more, and what only they named. Nothing depends on its success.
func (w *Writer) prune() {
	if w.opts.hook.At("prune") != nil {
		return
	}
	current := w.Base.Manifest.Generation
	list, err := published(w.dir, current)
	if err != nil {
		return
	}
	for i, n := range list {
		if n == current {
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

// namedSegments returns the segments that generations up to the serving one
// name.
func namedSegments(dir string, current int) (map[string]bool, error) {
	list, err := published(dir, current)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, n := range list {
		m, err := segment.ReadManifest(dir, n)
		if errors.Is(err, index.ErrVersion) || n != current && errors.Is(err, index.ErrDamaged) {
			continue // no cursor can ask for it
		}
		if err != nil {
			return nil, err
		}
		for _, s := range m.Segments {
			named[s.ID] = true
		}
	}
	return named, nil
}

// removeUnnamed removes the segments that no generation names, except pending
// ones.
func removeUnnamed(dir string, current int) error {
	m, err := segment.ReadManifest(dir, current)
	if err != nil {
		return err
	}
	return eachUnnamed(dir, current, func(id string) error {
		if info, err := segment.ReadInfo(segment.SegmentDir(dir, id)); err == nil && pending(info, m) {
			return nil
		}
		if err := os.RemoveAll(segment.SegmentDir(dir, id)); err != nil {
			return fmt.Errorf("remove segment: %w", err)
		}
		return nil
	})
}

// eachUnnamed calls f with the id of every segment that no generation names,
// in the order of their names.
func eachUnnamed(dir string, current int, f func(id string) error) error {
	named, err := namedSegments(dir, current)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(segment.SegmentsDir(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !named[e.Name()] {
			if err := f(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// pending reports whether a segment that no manifest names was built to follow
// the commit of m, nil for an index without one.
func pending(info *segment.Info, m *segment.Manifest) bool {
	return info.Base != nil && *info.Base == m.Base()
}
