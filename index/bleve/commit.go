package bleve

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"imrsearch/index/text"
)

// Commit finishes the shards and makes them the next generation. With
// nothing added the number of the serving one is returned.
func (w *Writer) Commit(ctx context.Context) (int, error) {
	w.adding.Lock()
	defer w.adding.Unlock()
	if w.closed {
		return 0, fmt.Errorf("commit: the writer is closed")
	}
	if err := w.endSession(); err != nil {
		w.reset()
		return 0, fmt.Errorf("commit: %w", err)
	}
	defer w.reset()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if len(w.finished) == 0 && w.base != nil {
		return w.base.manifest.Generation, nil
	}
	m, err := w.nextManifest(ctx)
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	if err := publish(w.dir, m); err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	next, err := openGeneration(w.dir, m, w.base)
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	w.closeShards()
	w.base = next
	w.prune()
	return m.Generation, nil
}

// nextManifest describes the serving generation's shards and the finished
// ones, with all letters dead that a later one supersedes.
func (w *Writer) nextManifest(ctx context.Context) (*manifest, error) {
	m := &manifest{Schema: Schema, Text: text.Version, Letter: letterShape, Built: time.Now().UTC().Truncate(time.Second), Sequence: w.sequence}
	var shards []*shard
	if w.base != nil {
		m.Generation = w.base.manifest.Generation
		m.Superseded = maps.Clone(w.base.manifest.Superseded)
		for _, s := range w.base.shards {
			sm := s.manifest
			sm.Dead = slices.Clone(sm.Dead)
			m.Shards = append(m.Shards, sm)
			shards = append(shards, s.shard)
		}
	}
	m.Generation = nextGeneration(w.dir, m.Generation)
	for _, s := range w.finished {
		info, err := readShardInfo(s.dir)
		if err != nil {
			return nil, err
		}
		m.Shards = append(m.Shards, shardManifest{ID: s.id, Items: info.Items, Letters: info.Letters, Files: info.Files})
		shards = append(shards, s)
	}
	w.bury(m, shards)
	shards, err := w.compact(ctx, m, shards)
	if err != nil {
		return nil, err
	}
	for i := range m.Shards {
		sm, s := &m.Shards[i], shards[i]
		m.Items += sm.Items
		m.Letters += sm.Letters - len(sm.Dead)
		for _, letter := range sm.Dead {
			from, to := s.letters.docs(letter)
			m.Items -= int(to - from)
		}
	}
	return m, nil
}

// bury marks as dead, for every letter that was replaced, all but its newest
// version.
func (w *Writer) bury(m *manifest, shards []*shard) {
	for id := range w.replaced {
		newest, at, letter := uint64(0), -1, uint32(0)
		for i, s := range shards {
			for _, l := range s.letters.find(id) {
				switch {
				case slices.Contains(m.Shards[i].Dead, l):
				case at >= 0 && s.letters.sequence[l] < newest:
					m.Shards[i].Dead = append(m.Shards[i].Dead, l)
				default:
					if at >= 0 {
						m.Shards[at].Dead = append(m.Shards[at].Dead, letter)
					}
					newest, at, letter = s.letters.sequence[l], i, l
				}
			}
		}
	}
	for i := range m.Shards {
		slices.Sort(m.Shards[i].Dead)
	}
}
