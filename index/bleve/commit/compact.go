package commit

import (
	"context"
	"path/filepath"

	"imrsearch/index/bleve/segment"
)

// When shards are merged: more than maxSmall small ones (an eighth of a full
// shard) would make every search slower, and so would the dead, when more than
// a tenth of a shard's letters are superseded.
const (
	MaxSmall   = 8
	smallShare = 8
	DeadShare  = 10
)

// compact merges shards of the coming generation where there are too many
// small ones, and makes those anew that hold too many dead. Letters keep
// their place in the sequence.
func (w *Writer) compact(ctx context.Context, m *segment.Manifest, shards []*segment.Segment) ([]*segment.Segment, error) {
	for _, group := range w.mergeGroups(m) {
		made, err := w.mergeShards(ctx, m, shards, group)
		if ctx.Err() != nil {
			return shards, ctx.Err()
		}
		if err != nil {
			continue // a damaged one is Repair's affair: they serve as they are
		}
		for _, i := range group {
			m.Supersede(shards[i], m.Shards[i].Dead)
			m.Shards[i].ID = "" // dropped below
		}
		if made != nil {
			s, err := segment.OpenSegment(segment.SegmentDir(w.dir, made.ID), made.Items, made.Letters)
			if err != nil {
				return shards, err
			}
			w.merged = append(w.merged, s)
			m.Shards = append(m.Shards, *made)
			shards = append(shards, s)
		}
	}
	var kept []segment.SegmentEntry
	var open []*segment.Segment
	for i, sm := range m.Shards {
		if sm.ID != "" {
			kept = append(kept, sm)
			open = append(open, shards[i])
		}
	}
	m.Shards = kept
	return open, nil
}

// mergeGroups returns which shards to merge into one each.
func (w *Writer) mergeGroups(m *segment.Manifest) [][]int {
	var small []int
	var groups [][]int
	for i, s := range m.Shards {
		switch {
		case s.Items < w.opts.ShardItems/smallShare:
			small = append(small, i)
		case len(s.Dead)*DeadShare > s.Letters:
			groups = append(groups, []int{i})
		}
	}
	if len(small) > MaxSmall {
		groups = append(groups, small)
	}
	return groups
}

// mergeShards builds one shard of the living letters of several; none when
// all are dead.
func (w *Writer) mergeShards(ctx context.Context, m *segment.Manifest, shards []*segment.Segment, group []int) (*segment.SegmentEntry, error) {
	b, err := segment.NewBuilder(filepath.Join(segment.BuildingDir(w.dir), w.newID()))
	if err != nil {
		return nil, err
	}
	for _, i := range group {
		if err = b.AddLive(ctx, shards[i], m.Shards[i].Dead); err != nil {
			break
		}
	}
	if err != nil || b.Items == 0 {
		b.Discard()
		return nil, err
	}
	made, err := placeShard(w.dir, b)
	if err != nil {
		b.Discard()
	}
	return made, err
}
