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
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/storedfields"
)

// A Repaired says what Repair found and did.
type Repaired struct {
	Damaged []Damage
	// Lost names what could not be saved: letters in damaged blocks of stored
	// texts, with the files that they came from where these are known.
	Lost []string
}

// Repair brings back a CURRENT or a manifest that is lost, verifies the index,
// and rebuilds damaged segments from the letters
// stored in them, counts again what the manifest counts, and publishes the
// result as a new generation. It holds the lock from before it looks, so no
// commit can come in between. The damaged segments are set aside in the folder
// "damaged". After an error the serving generation is as it was. Errors:
// index.ErrLocked, those of Verify.
func Repair(ctx context.Context, dir string) (Repaired, error) { return repair(ctx, dir, nil) }

func repair(ctx context.Context, dir string, hook segment.Hook) (done Repaired, err error) {
	err = guarded(func() error { done, err = repairLocked(ctx, dir, hook); return err })
	return done, err
}

// repairLocked takes the lock and does what Repair does.
func repairLocked(ctx context.Context, dir string, hook segment.Hook) (done Repaired, err error) {
	if _, err := segment.ReadCurrent(dir); errors.Is(err, index.ErrNoIndex) {
		return done, err
	}
	l, err := segment.AcquireLock(dir)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, l.Release()) }()
	if done, err = recoverLost(ctx, dir, hook); err != nil {
		return done, err
	}
	report, err := Verify(ctx, dir)
	if err != nil || len(report.Damaged) == 0 {
		return done, err
	}
	done.Damaged = append(done.Damaged, report.Damaged...)
	m, err := segment.ReadManifest(dir, report.Generation)
	if err != nil {
		return done, err
	}
	next := *m
	next.Generation, next.Segments = nextGeneration(dir, report.Generation), nil
	for _, entry := range m.Segments {
		made := &entry
		if slices.ContainsFunc(report.Damaged, func(d Damage) bool { return within(d.Path, segmentPath(dir, entry.ID)) }) {
			var lost []string
			if made, lost, err = rebuild(ctx, dir, entry, hook); err != nil {
				return done, fmt.Errorf("repair segment %s: %w", entry.ID, err)
			}
			done.Lost = append(done.Lost, lost...)
		}
		if made != nil {
			next.Segments = append(next.Segments, *made)
		}
	}
	if err := count(dir, &next); err != nil {
		return done, err
	}
	if err := segment.Publish(dir, &next, hook); err != nil {
		return done, err
	}
	return done, setAside(dir, m, &next)
}

func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// count fills in what a manifest counts: from its segments, whose files are
// whole. Of a letter that would live twice, the newest version does.
func count(dir string, m *segment.Manifest) error {
	var segments []*segment.Segment
	defer func() {
		for _, s := range segments {
			_ = s.Release()
		}
	}()
	seen, double := map[string]bool{}, map[string]bool{}
	for i := range m.Segments {
		entry := &m.Segments[i]
		info, err := segment.ReadInfo(segment.SegmentDir(dir, entry.ID))
		if err != nil {
			return err
		}
		s, err := segment.OpenSegment(segment.SegmentDir(dir, entry.ID), info.Items, info.Letters)
		if err != nil {
			return err
		}
		segments = append(segments, s)
		entry.Items, entry.Letters = info.Items, info.Letters
		slices.Sort(entry.Deleted)
		entry.Deleted = slices.DeleteFunc(slices.Compact(entry.Deleted), func(l uint32) bool { return int(l) >= info.Letters })
		for l := range uint32(s.Letters.Len()) {
			m.Sequence = max(m.Sequence, s.Letters.Sequence[l])
			if _, deleted := slices.BinarySearch(entry.Deleted, l); !deleted {
				id := s.Letters.IDs.At(int(l))
				if seen[id] {
					double[id] = true
				}
				seen[id] = true
			}
		}
	}
	markDeleted(m, segments, double)
	m.Items, m.Letters = 0, 0
	for i, s := range segments {
		items, letters := live(s, m.Segments[i].Deleted)
		m.Items, m.Letters = m.Items+items, m.Letters+letters
	}
	return nil
}

// setAside moves the segments that only the old manifest names out of the way.
func setAside(dir string, old, next *segment.Manifest) error {
	if err := os.MkdirAll(damagedDir(dir), 0o700); err != nil {
		return err
	}
	for _, entry := range old.Segments {
		if slices.ContainsFunc(next.Segments, func(n segment.SegmentEntry) bool { return n.ID == entry.ID }) {
			continue
		}
		err := os.Rename(segment.SegmentDir(dir, entry.ID), filepath.Join(damagedDir(dir), entry.ID))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// rebuild builds a segment again from its stored texts. Letters that cannot be
// read are lost: their ids, and the files that they came from, are returned
// where the letter table still knows them. Without any letter left there is no
// segment.
func rebuild(ctx context.Context, dir string, entry segment.SegmentEntry, hook segment.Hook) (made *segment.SegmentEntry, lost []string, err error) {
	old := segment.SegmentDir(dir, entry.ID)
	deleted := map[int]bool{}
	for _, l := range entry.Deleted {
		deleted[int(l)] = true
	}
	table, _ := docvalues.OpenLetterTable(filepath.Join(old, "letters"))
	switch {
	case table == nil:
	case table.Len() != entry.Letters:
		_ = table.File.Close()
		table = nil
	default:
		defer table.File.Close()
	}
	b, err := segment.NewBuilder(filepath.Join(segment.BuildingDir(dir), newSegmentID("r")))
	if err != nil {
		return nil, nil, err
	}
	b.Readings = entry.Readings
	var stillDeleted []uint32
	err = eachStored(filepath.Join(old, "texts"), entry.Letters, func(i int, d *index.Document) error {
		if d == nil && deleted[i] {
			return ctx.Err() // a later version is elsewhere
		}
		if d == nil {
			lost = append(lost, nameOf(table, entry.ID, i))
			return ctx.Err()
		}
		sequence := uint64(0)
		if table != nil {
			sequence = table.Sequence[i]
		}
		if deleted[i] {
			stillDeleted = append(stillDeleted, uint32(len(b.Letters)))
		}
		return errors.Join(b.Add(d, sequence), ctx.Err())
	})
	if err != nil || b.Items == 0 {
		b.Discard()
		return nil, lost, err
	}
	if made, err = finish(dir, b, hook); made != nil {
		made.Deleted = stillDeleted
	}
	return made, lost, err
}

func nameOf(table *docvalues.LetterTable, segment string, i int) string {
	switch {
	case table != nil && table.Paths.At(i) != "":
		return fmt.Sprintf("%s: ingest %s again", table.IDs.At(i), table.Paths.At(i))
	case table != nil:
		return table.IDs.At(i)
	}
	return fmt.Sprintf("letter %d of segment %s", i, segment)
}

// eachStored calls f with every letter of a file of stored texts, nil for those
// that cannot be read.
func eachStored(path string, letters int, f func(i int, d *index.Document) error) error {
	t, err := storedfields.Open(path)
	if err != nil {
		if t, err = storedfields.Scan(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if t != nil {
		defer t.File.Close()
	}
	for i := range letters {
		var d *index.Document
		if t != nil {
			d, _ = t.Document(uint32(i))
		}
		if err := f(i, d); err != nil {
			return err
		}
	}
	return nil
}

// newSegmentID names a segment: by time, so that names sort as they were made.
func newSegmentID(suffix string) string {
	return fmt.Sprintf("%012x%s", time.Now().UnixNano()>>16, suffix)
}
