package commit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/record"
	"imrsearch/index/text"
)

// recoverLost makes an index whose CURRENT or whose manifest is lost one that
// serves again, and says what it found; nil when both can be read. A CURRENT
// that names no generation is set to the newest one that there is. In place of
// a manifest that cannot be read a new one is written, of all segments on disk:
// the newest version of each letter is live. Of a segment that is not whole the
// letters are lost, as the result says. Errors: index.ErrNoIndex,
// index.ErrVersion.
func recoverLost(ctx context.Context, dir string, hook segment.Hook) (done Repaired, err error) {
	current, err := segment.ReadCurrent(dir)
	if err != nil {
		if !errors.Is(err, index.ErrDamaged) {
			return done, err
		}
		list, listErr := segment.GenerationsOf(dir)
		if listErr != nil || len(list) == 0 {
			return done, errors.Join(err, listErr)
		}
		current = list[len(list)-1]
		done.Damaged = append(done.Damaged, Damage{filepath.Base(segment.CurrentPath(dir)), "names no generation"})
		if err := segment.SetCurrent(dir, current); err != nil {
			return done, err
		}
	}
	if _, err = segment.ReadManifest(dir, current); err == nil || !errors.Is(err, index.ErrDamaged) {
		return done, err
	}
	done.Damaged = append(done.Damaged, Damage{manifestBelow(dir, current), "cannot be read"})
	m := &segment.Manifest{
		Generation: nextGeneration(dir, current), Schema: segment.Schema, Text: text.Version,
		Letter: record.LetterShape, Built: time.Now().UTC().Truncate(time.Second),
	}
	entries, err := os.ReadDir(segment.SegmentsDir(dir))
	if err != nil {
		return done, err
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		folder := segment.SegmentDir(dir, e.Name())
		info, err := segment.ReadInfo(folder)
		if err == nil {
			err = segment.CheckFiles(folder, info.Files)
		}
		if err != nil {
			done.Lost = append(done.Lost, fmt.Sprintf("the letters of segment %s", e.Name()))
			continue
		}
		m.Segments = append(m.Segments, segment.SegmentEntry{ID: e.Name(), Items: info.Items, Letters: info.Letters, Files: info.Files, Readings: info.Readings})
	}
	m.Superseded = supersededBefore(dir, current)
	if err := count(dir, m); err != nil {
		return done, err
	}
	if err := segment.Publish(dir, m, hook); err != nil {
		return done, err
	}
	if err := os.MkdirAll(damagedDir(dir), 0o700); err != nil {
		return done, err
	}
	err = os.Rename(segment.ManifestPath(dir, current), filepath.Join(damagedDir(dir), filepath.Base(segment.ManifestPath(dir, current))))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return done, err
}

// supersededBefore returns the superseded letters that the newest readable
// manifest before a generation knows.
func supersededBefore(dir string, generation int) map[string]string {
	list, _ := segment.GenerationsOf(dir)
	for _, n := range slices.Backward(list) {
		if n >= generation {
			continue
		}
		if m, err := segment.ReadManifest(dir, n); err == nil {
			return m.Superseded
		}
	}
	return nil
}
