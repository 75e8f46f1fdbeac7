package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/bleve/storedfields"
)

// recoverCase takes over the shards that an interrupted writer has finished: those
// that hold letters newer than any of the serving generation. Whatever else
// no generation names is left to GC.
func (w *Writer) recoverCase() error {
	named, err := namedShards(w.dir)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(segment.SegmentsDir(w.dir))
	if err != nil {
		return err
	}
	published := w.sequence
	for _, e := range entries {
		dir := segment.SegmentDir(w.dir, e.Name())
		info, err := segment.ReadInfo(dir)
		if named[e.Name()] || err != nil {
			continue
		}
		s, err := segment.OpenSegment(dir, info.Items, info.Letters)
		if err != nil {
			continue
		}
		newest := uint64(0)
		for _, n := range s.Letters.Sequence {
			newest = max(newest, n)
		}
		if newest <= published {
			_ = s.Release()
			continue
		}
		for i := range s.Letters.Len() {
			if id := s.Letters.IDs.At(i); w.holds(id) || len(s.Letters.Find(id)) > 1 {
				w.replaced[id] = true
			}
		}
		w.sequence = max(w.sequence, newest)
		w.finished = append(w.finished, s)
	}
	return nil
}

func (w *Writer) holds(id string) bool {
	_, ok := w.has(id)
	return ok
}

// recoverBuilding takes over the letters of shards that an interrupted writer
// had begun, as far as their texts were written.
func (w *Writer) recoverBuilding() error {
	entries, err := os.ReadDir(segment.BuildingDir(w.dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		dir := filepath.Join(segment.BuildingDir(w.dir), e.Name())
		if err := w.recoverTexts(filepath.Join(dir, "texts")); err != nil {
			return fmt.Errorf("take over %s: %w", dir, err)
		}
		w.taken = append(w.taken, dir)
	}
	return nil
}

// recoverTexts takes over the letters of a texts file that was never finished,
// up to the first that was not written whole or is of another version: that
// and what follows is read again from its files.
func (w *Writer) recoverTexts(path string) error {
	t, err := storedfields.Scan(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer t.File.Close()
	for i := range t.Len() {
		d, err := t.Document(uint32(i))
		if err != nil {
			return nil
		}
		if err := w.takeOver(d); err != nil {
			return err
		}
	}
	return nil
}

// takeOver adds a letter, unless its bytes are in the index.
func (w *Writer) takeOver(d *index.Document) error {
	if sum, ok := w.Has(d.Letter.ID); ok && sum == d.Letter.Source.SHA256 {
		return nil
	}
	q, err := w.enqueue(d)
	if err != nil {
		return err
	}
	w.queue <- q
	return nil
}
