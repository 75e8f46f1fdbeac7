package commit

import (
	"errors"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
)

// open opens the serving generation, clears what an interrupted process left
// half done, and takes over the pending segments.
func (w *Writer) open() error {
	current, err := segment.ReadCurrent(w.dir)
	if err != nil && !errors.Is(err, index.ErrNoIndex) {
		return err
	}
	var m *segment.Manifest
	if err == nil {
		if m, err = segment.ReadManifest(w.dir, current); err != nil {
			return err
		}
		if w.Base, err = segment.OpenGeneration(w.dir, m, nil); err != nil {
			return err
		}
		w.sequence = m.Sequence
	}
	if err := errors.Join(empty(segment.BuildingDir(w.dir)), dropUnpublished(w.dir, current)); err != nil {
		return err
	}
	return eachUnnamed(w.dir, current, func(id string) error {
		if s := openPending(segment.SegmentDir(w.dir, id), m); s != nil {
			w.takeOver(s)
		}
		return nil
	})
}

// openPending opens a segment if it is pending and whole, else it returns nil:
// its letters will be read again from their files.
func openPending(dir string, m *segment.Manifest) *segment.Segment {
	info, err := segment.ReadInfo(dir)
	if err != nil || !pending(info, m) || segment.CheckFiles(dir, info.Files) != nil {
		return nil
	}
	s, err := segment.OpenSegment(dir, info.Items, info.Letters)
	if err != nil {
		return nil
	}
	return s
}

// takeOver adds a pending segment to those that the next Commit publishes.
func (w *Writer) takeOver(s *segment.Segment) {
	for i := range s.Letters.Len() {
		id := s.Letters.IDs.At(i)
		if _, known := w.find(id); known || len(s.Letters.Find(id)) > 1 {
			w.replaced[id] = true
		}
		w.sequence = max(w.sequence, s.Letters.Sequence[i])
	}
	w.finished = append(w.finished, s)
	w.recovered += s.Letters.Len()
}

// Recovered returns how many letters of an interrupted run were taken over and
// wait for Commit.
func (w *Writer) Recovered() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.recovered
}
