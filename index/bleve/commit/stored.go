package commit

import (
	"context"
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/segment"
)

// A Reading names the versions of what read letters; see segment.Reading.
type Reading = segment.Reading

// Outdated calls f with every live letter of the serving generation that may
// have been read by something else than the Writer's own Reading, and ends with
// f's first error. A letter that cannot be read from the index is passed over:
// it is for Repair. With the zero Reading there is none.
func (w *Writer) Outdated(ctx context.Context, f func(*index.Document) error) error {
	w.mu.Lock()
	base := w.Base
	held := base != nil && base.Acquire()
	w.mu.Unlock()
	if !held {
		return nil
	}
	defer base.Release()
	for _, s := range base.Segments {
		if !s.Manifest.Outdated(w.opts.Reading) {
			continue
		}
		for l := range uint32(s.Letters.Len()) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if _, deleted := slices.BinarySearch(s.Manifest.Deleted, l); deleted {
				continue
			}
			var d *index.Document
			err := guarded(func() (err error) { d, err = s.Texts.Document(l); return err })
			if err != nil {
				continue
			}
			if err := f(d); err != nil {
				return fmt.Errorf("letter %s: %w", d.Letter.ID, err)
			}
		}
	}
	return nil
}
