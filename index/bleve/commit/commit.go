// Package commit answers one question: how does a new generation come about?
// It adds letters, merges segments, publishes, recovers what an interrupted run
// left, verifies, repairs and collects garbage. It does not search.
package commit

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/storedfields"
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
	if len(w.finished) == 0 && w.Base != nil {
		return w.Base.Manifest.Generation, nil
	}
	m, err := w.nextManifest(ctx)
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	if err := segment.Publish(w.dir, m); err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	next, err := segment.OpenGeneration(w.dir, m, w.Base)
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	w.closeShards()
	w.Base = next
	w.prune()
	return m.Generation, nil
}

// nextManifest describes the serving generation's shards and the finished
// ones, with all letters dead that a later one supersedes.
func (w *Writer) nextManifest(ctx context.Context) (*segment.Manifest, error) {
	m := &segment.Manifest{Schema: segment.Schema, Text: text.Version, Letter: storedfields.LetterShape, Built: time.Now().UTC().Truncate(time.Second), Sequence: w.sequence}
	var shards []*segment.Segment
	if w.Base != nil {
		m.Generation = w.Base.Manifest.Generation
		m.Superseded = maps.Clone(w.Base.Manifest.Superseded)
		for _, s := range w.Base.Segments {
			sm := s.Manifest
			sm.Dead = slices.Clone(sm.Dead)
			m.Shards = append(m.Shards, sm)
			shards = append(shards, s.Segment)
		}
	}
	m.Generation = nextGeneration(w.dir, m.Generation)
	for _, s := range w.finished {
		info, err := segment.ReadInfo(s.Dir)
		if err != nil {
			return nil, err
		}
		m.Shards = append(m.Shards, segment.SegmentEntry{ID: s.ID, Items: info.Items, Letters: info.Letters, Files: info.Files})
		shards = append(shards, s)
	}
	w.markDeleted(m, shards)
	shards, err := w.compact(ctx, m, shards)
	if err != nil {
		return nil, err
	}
	for i := range m.Shards {
		sm, s := &m.Shards[i], shards[i]
		m.Items += sm.Items
		m.Letters += sm.Letters - len(sm.Dead)
		for _, letter := range sm.Dead {
			from, to := s.Letters.Docs(letter)
			m.Items -= int(to - from)
		}
	}
	return m, nil
}

// markDeleted marks as dead, for every letter that was replaced, all but its newest
// version.
func (w *Writer) markDeleted(m *segment.Manifest, shards []*segment.Segment) {
	for id := range w.replaced {
		newest, at, letter := uint64(0), -1, uint32(0)
		for i, s := range shards {
			for _, l := range s.Letters.Find(id) {
				switch {
				case slices.Contains(m.Shards[i].Dead, l):
				case at >= 0 && s.Letters.Sequence[l] < newest:
					m.Shards[i].Dead = append(m.Shards[i].Dead, l)
				default:
					if at >= 0 {
						m.Shards[at].Dead = append(m.Shards[at].Dead, letter)
					}
					newest, at, letter = s.Letters.Sequence[l], i, l
				}
			}
		}
	}
	for i := range m.Shards {
		slices.Sort(m.Shards[i].Dead)
	}
}
