package commit

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"imrsearch/index/bleve/segment"
	"imrsearch/index/record"
	"imrsearch/index/text"
)

// Commit finishes the segments and publishes them as the next generation,
// whose number it returns. With nothing added and nothing taken over it is the
// number of the serving one. After an error the serving generation is as it
// was; finished segments stay pending, and Commit can be called again.
func (w *Writer) Commit(ctx context.Context) (generation int, err error) {
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
	err = guarded(func() error { generation, err = w.publish(ctx); return err })
	return generation, err
}

// publish publishes what is finished.
func (w *Writer) publish(ctx context.Context) (int, error) {
	if len(w.finished) == 0 && w.Base != nil {
		return w.Base.Manifest.Generation, nil
	}
	m, err := w.nextManifest(ctx)
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	if err := segment.Publish(w.dir, m, w.opts.hook); err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	next, err := segment.OpenGeneration(w.dir, m, w.Base)
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	w.closeSegments()
	w.Base, w.replaced = next, map[string]bool{}
	w.prune()
	return m.Generation, nil
}

// nextManifest describes the serving generation's segments and the finished
// ones, with every letter deleted that a later one supersedes.
func (w *Writer) nextManifest(ctx context.Context) (*segment.Manifest, error) {
	m := &segment.Manifest{Schema: segment.Schema, Text: text.Version, Letter: record.LetterShape, Built: time.Now().UTC().Truncate(time.Second), Sequence: w.sequence}
	var segments []*segment.Segment
	if w.Base != nil {
		m.Generation = w.Base.Manifest.Generation
		m.Superseded = maps.Clone(w.Base.Manifest.Superseded)
		for _, s := range w.Base.Segments {
			entry := s.Manifest
			entry.Deleted = slices.Clone(entry.Deleted)
			m.Segments = append(m.Segments, entry)
			segments = append(segments, s.Segment)
		}
	}
	m.Generation = nextGeneration(w.dir, m.Generation)
	for _, s := range w.finished {
		info, err := segment.ReadInfo(s.Dir)
		if err != nil {
			return nil, err
		}
		m.Segments = append(m.Segments, segment.SegmentEntry{ID: s.ID, Items: info.Items, Letters: info.Letters, Files: info.Files, Readings: info.Readings})
		segments = append(segments, s)
	}
	markDeleted(m, segments, w.replaced)
	segments, err := w.merge(ctx, m, segments)
	if err != nil {
		return nil, err
	}
	m.Items, m.Letters = 0, 0
	for i, entry := range m.Segments {
		items, letters := live(segments[i], entry.Deleted)
		m.Items, m.Letters = m.Items+items, m.Letters+letters
	}
	return m, nil
}

// live counts the items and letters of a segment that are not deleted.
func live(s *segment.Segment, deleted []uint32) (items, letters int) {
	items, letters = s.Items, s.Letters.Len()-len(deleted)
	for _, letter := range deleted {
		from, to := s.Letters.Docs(letter)
		items -= int(to - from)
	}
	return items, letters
}

// nextGeneration returns the number behind all that exist.
func nextGeneration(dir string, current int) int {
	list, err := segment.GenerationsOf(dir)
	if err == nil && len(list) > 0 {
		current = max(current, list[len(list)-1])
	}
	return current + 1
}

// markDeleted deletes all but the newest version of every replaced letter: it
// adds their ordinals to the entries of m, which describe the segments. Its
// work grows with the letters replaced, and with the ordinals deleted before.
func markDeleted(m *segment.Manifest, segments []*segment.Segment, replaced map[string]bool) {
	if len(replaced) == 0 {
		return
	}
	deleted := make([]map[uint32]bool, len(segments))
	for i := range m.Segments {
		deleted[i] = make(map[uint32]bool, len(m.Segments[i].Deleted))
		for _, l := range m.Segments[i].Deleted {
			deleted[i][l] = true
		}
	}
	for id := range replaced {
		newest, at, letter := uint64(0), -1, uint32(0)
		for i, s := range segments {
			for _, l := range s.Letters.Find(id) {
				switch {
				case deleted[i][l]:
				case at >= 0 && s.Letters.Sequence[l] < newest:
					deleted[i][l] = true
				default:
					if at >= 0 {
						deleted[at][letter] = true
					}
					newest, at, letter = s.Letters.Sequence[l], i, l
				}
			}
		}
	}
	for i := range m.Segments {
		m.Segments[i].Deleted = slices.Sorted(maps.Keys(deleted[i]))
	}
}
