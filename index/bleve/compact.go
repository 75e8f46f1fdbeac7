package bleve

import (
	"context"
	"path/filepath"
)

// When shards are merged: more than maxSmall small ones (an eighth of a full
// shard) would make every search slower, and so would the dead, when more than
// a tenth of a shard's letters are superseded.
const (
	maxSmall   = 8
	smallShare = 8
	deadShare  = 10
)

// compact merges shards of the coming generation where there are too many
// small ones, and makes those anew that hold too many dead. Letters keep
// their place in the sequence.
func (w *Writer) compact(ctx context.Context, m *manifest, shards []*shard) ([]*shard, error) {
	for _, group := range w.mergeGroups(m) {
		made, err := w.mergeShards(ctx, m, shards, group)
		if ctx.Err() != nil {
			return shards, ctx.Err()
		}
		if err != nil {
			continue // a damaged one is Repair's affair: they serve as they are
		}
		for _, i := range group {
			m.supersede(shards[i], m.Shards[i].Dead)
			m.Shards[i].ID = "" // dropped below
		}
		if made != nil {
			s, err := openShard(shardDir(w.dir, made.ID), made.Items, made.Letters)
			if err != nil {
				return shards, err
			}
			w.merged = append(w.merged, s)
			m.Shards = append(m.Shards, *made)
			shards = append(shards, s)
		}
	}
	var kept []shardManifest
	var open []*shard
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
func (w *Writer) mergeGroups(m *manifest) [][]int {
	var small []int
	var groups [][]int
	for i, s := range m.Shards {
		switch {
		case s.Items < w.opts.ShardItems/smallShare:
			small = append(small, i)
		case len(s.Dead)*deadShare > s.Letters:
			groups = append(groups, []int{i})
		}
	}
	if len(small) > maxSmall {
		groups = append(groups, small)
	}
	return groups
}

// mergeShards builds one shard of the living letters of several; none when
// all are dead.
func (w *Writer) mergeShards(ctx context.Context, m *manifest, shards []*shard, group []int) (*shardManifest, error) {
	b, err := newShardBuilder(filepath.Join(buildingDir(w.dir), w.newID()))
	if err != nil {
		return nil, err
	}
	for _, i := range group {
		if err = b.addLiving(ctx, shards[i], m.Shards[i].Dead); err != nil {
			break
		}
	}
	if err != nil || b.items == 0 {
		b.discard()
		return nil, err
	}
	made, err := placeShard(w.dir, b)
	if err != nil {
		b.discard()
	}
	return made, err
}

// addLiving adds the letters of a shard that are not dead.
func (b *shardBuilder) addLiving(ctx context.Context, s *shard, dead []uint32) error {
	buried := map[uint32]bool{}
	for _, l := range dead {
		buried[l] = true
	}
	for l := range uint32(s.letters.len()) {
		if buried[l] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		d, err := s.texts.document(l)
		if err != nil {
			return err
		}
		if err := b.add(d, s.letters.sequence[l]); err != nil {
			return err
		}
	}
	return nil
}
