package commit

import (
	"context"
	"path/filepath"
	"slices"

	"imrsearch/index/bleve/segment"
)

// When segments are merged: more than MaxSmall small ones (below an eighth of
// a full one) would make every search slower, and so would deleted letters,
// when they are more than a tenth of a segment's.
const (
	MaxSmall     = 8
	smallShare   = 8
	DeletedShare = 10
)

// merge merges segments of the coming generation where there are too many
// small ones, and rebuilds those with too many deleted letters. Letters keep
// their place in the sequence. A segment that cannot be read is left as it is,
// for Repair.
func (w *Writer) merge(ctx context.Context, m *segment.Manifest, segments []*segment.Segment) ([]*segment.Segment, error) {
	gone := map[int]bool{}
	for _, group := range w.mergeGroups(m) {
		made, err := w.mergeSegments(ctx, m, segments, group)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			continue
		}
		for _, i := range group {
			gone[i] = true
		}
		if made != nil {
			s, err := segment.OpenSegment(segment.SegmentDir(w.dir, made.ID), made.Items, made.Letters)
			if err != nil {
				return nil, err
			}
			w.merged = append(w.merged, s)
			m.Segments = append(m.Segments, *made)
			segments = append(segments, s)
		}
	}
	var entries []segment.SegmentEntry
	var kept []*segment.Segment
	for i, entry := range m.Segments {
		if !gone[i] {
			entries, kept = append(entries, entry), append(kept, segments[i])
		}
	}
	for i := range gone {
		m.Supersede(segments[i], m.Segments[i].Deleted, func(sum string) bool {
			return slices.ContainsFunc(kept, func(s *segment.Segment) bool { return len(s.Letters.FindSum(sum)) > 0 })
		})
	}
	m.Segments = entries
	return kept, nil
}

// mergeGroups returns which segments to merge into one each, by their places
// in the manifest.
func (w *Writer) mergeGroups(m *segment.Manifest) [][]int {
	var small []int
	var groups [][]int
	for i, s := range m.Segments {
		switch {
		case s.Items < w.opts.SegmentItems/smallShare:
			small = append(small, i)
		case len(s.Deleted)*DeletedShare > s.Letters:
			groups = append(groups, []int{i})
		}
	}
	if len(small) > MaxSmall {
		groups = append(groups, small)
	}
	return groups
}

// mergeSegments builds one segment of the live letters of several; nil when
// all are deleted.
func (w *Writer) mergeSegments(ctx context.Context, m *segment.Manifest, segments []*segment.Segment, group []int) (*segment.SegmentEntry, error) {
	b, err := segment.NewBuilder(filepath.Join(segment.BuildingDir(w.dir), w.newID()))
	if err != nil {
		return nil, err
	}
	for _, i := range group {
		b.Readings = joinReadings(b.Readings, m.Segments[i].Readings)
		err = guarded(func() error { return b.AddLive(ctx, segments[i], m.Segments[i].Deleted) })
		if err != nil {
			break
		}
	}
	if err != nil || b.Items == 0 {
		b.Discard()
		return nil, err
	}
	return finish(w.dir, b, w.opts.hook)
}

func joinReadings(a, b []segment.Reading) []segment.Reading {
	for _, r := range b {
		if !slices.Contains(a, r) {
			a = append(a, r)
		}
	}
	return a
}

// finish writes what a builder holds and moves it to its place; on an error
// nothing of it stays in building/.
func finish(dir string, b *segment.Builder, hook segment.Hook) (*segment.SegmentEntry, error) {
	err := hook.At("finish segment")
	if err == nil {
		err = b.Finish()
	}
	if err != nil {
		b.Discard()
		return nil, err
	}
	made, err := b.Place(dir, hook)
	if err != nil {
		b.Discard()
	}
	return made, err
}
