package commit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/segment"
)

// A Report says what Verify found, in paths below the index directory.
type Report struct {
	Generation int      `json:"generation"`
	Files      int      `json:"files"` // checked
	Bytes      int64    `json:"bytes"`
	Damaged    []Damage `json:"damaged"`
	// Orphans are shards that no generation names: what an interrupted ingest
	// has left for the next one.
	Orphans []string `json:"orphans"`
}

// Damage is a file that is not what the manifest says.
type Damage struct {
	Path string `json:"path"`
	What string `json:"what"`
}

// Verify reads every byte of the serving generation and compares it with the
// manifest. A damaged index is a report, not an error. Errors: those of
// reading the manifest, ctx.Err().
func Verify(ctx context.Context, dir string) (Report, error) {
	var r Report
	n, err := segment.ReadCurrent(dir)
	if err != nil {
		return r, err
	}
	m, err := segment.ReadManifest(dir, n)
	if err != nil {
		return r, err
	}
	r.Generation = n
	for _, s := range m.Shards {
		for _, f := range s.Files {
			if err := ctx.Err(); err != nil {
				return r, err
			}
			r.Files++
			r.Bytes += f.Bytes
			path := filepath.Join("shards", s.ID, filepath.FromSlash(f.Path))
			if what := checkFile(filepath.Join(dir, path), f); what != "" {
				r.Damaged = append(r.Damaged, Damage{path, what})
			}
		}
	}
	r.Orphans, err = orphans(dir)
	return r, err
}

// checkFile says what is wrong with a file, "" when nothing is.
func checkFile(path string, want sectionfile.FileSum) string {
	got, err := sectionfile.SumFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is missing"
	case err != nil:
		return err.Error()
	case got.Bytes != want.Bytes:
		return fmt.Sprintf("has %d bytes, want %d", got.Bytes, want.Bytes)
	case got.SHA256 != want.SHA256:
		return "has another SHA-256 than when it was written"
	}
	return ""
}

func orphans(dir string) ([]string, error) {
	named, err := namedShards(dir)
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, sub := range []string{"shards", "building"} {
		entries, err := os.ReadDir(filepath.Join(dir, sub))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if sub == "building" || !named[e.Name()] {
				out = append(out, filepath.Join(sub, e.Name()))
			}
		}
	}
	return out, nil
}

// Repair makes damaged shards again from the letters stored in them, and
// publishes the result as a new generation. It returns what it could not
// save: letters in blocks of texts that are damaged themselves. The damaged
// shards are set aside in the folder "damaged". Errors: index.ErrLocked, those
// of Verify.
func Repair(ctx context.Context, dir string) (lost []string, err error) {
	report, err := Verify(ctx, dir)
	if err != nil || len(report.Damaged) == 0 {
		return nil, err
	}
	l, err := segment.AcquireLock(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.Release()) }()
	m, err := segment.ReadManifest(dir, report.Generation)
	if err != nil {
		return nil, err
	}
	next := *m
	next.Generation, next.Shards = nextGeneration(dir, m.Generation), nil
	for _, sm := range m.Shards {
		if !slices.ContainsFunc(report.Damaged, func(d Damage) bool { return inShard(d.Path, sm.ID) }) {
			next.Shards = append(next.Shards, sm)
			continue
		}
		made, gone, err := rebuildSegment(ctx, dir, sm)
		if err != nil {
			return lost, fmt.Errorf("repair shard %s: %w", sm.ID, err)
		}
		lost = append(lost, gone...)
		if made != nil {
			next.Shards = append(next.Shards, *made)
		}
	}
	if err := count(dir, &next); err != nil {
		return lost, err
	}
	if err := segment.Publish(dir, &next); err != nil {
		return lost, err
	}
	return lost, setAside(dir, m, &next)
}

func inShard(path, id string) bool {
	rel, err := filepath.Rel(filepath.Join("shards", id), path)
	return err == nil && filepath.IsLocal(rel)
}

// count fills in the totals of a manifest from its shards.
func count(dir string, m *segment.Manifest) error {
	m.Items, m.Letters = 0, 0
	g, err := segment.OpenGeneration(dir, m, nil)
	if err != nil {
		return err
	}
	defer g.Release()
	for _, s := range g.Segments {
		m.Items += int(s.LiveDocs.GetCardinality())
		m.Letters += s.LiveLetters
	}
	return nil
}

// nextGeneration returns the number behind all that exist.
func nextGeneration(dir string, current int) int {
	list, err := segment.GenerationsOf(dir)
	if err == nil && len(list) > 0 {
		current = max(current, list[len(list)-1])
	}
	return current + 1
}

// setAside moves the shards that only the old manifest names out of the way.
func setAside(dir string, old, next *segment.Manifest) error {
	aside := filepath.Join(dir, "damaged")
	if err := os.MkdirAll(aside, 0o755); err != nil {
		return err
	}
	for _, sm := range old.Shards {
		if slices.ContainsFunc(next.Shards, func(n segment.SegmentEntry) bool { return n.ID == sm.ID }) {
			continue
		}
		err := os.Rename(segment.SegmentDir(dir, sm.ID), filepath.Join(aside, sm.ID))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
