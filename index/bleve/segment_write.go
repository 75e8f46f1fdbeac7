package bleve

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// segmentBatch documents make a segment; the segments of a shard are merged
// into one at the end. More cost memory (about 20 kB a document), fewer cost
// merging.
const segmentBatch = 4096

// segmentFile is where bleve's own builder puts the one segment of an index.
const segmentFile = "store/000000000002.zap"

// A segmentWriter builds the bleve index of a shard. It drives zapx's own
// segment writer rather than bleve's builder, which numbers documents in
// the order of a map: here they keep the order in which they came.
type segmentWriter struct {
	dir   string // scratch
	docs  []bleveindex.Document
	paths []string
}

func (w *segmentWriter) add(d *segmentDoc) error {
	w.docs = append(w.docs, d)
	if len(w.docs) == segmentBatch {
		return w.flush()
	}
	return nil
}

func (w *segmentWriter) flush() error {
	if len(w.docs) == 0 {
		return nil
	}
	var plugin zap.ZapPlugin
	s, _, err := plugin.New(w.docs)
	if err != nil {
		return fmt.Errorf("build segment: %w", err)
	}
	path := filepath.Join(w.dir, fmt.Sprintf("%04d.zap", len(w.paths)))
	if err := s.(segment.UnpersistedSegment).Persist(path); err != nil {
		return fmt.Errorf("write segment: %w", err)
	}
	w.paths = append(w.paths, path)
	clear(w.docs)
	w.docs = w.docs[:0]
	return s.Close()
}

// finish merges the segments and makes dir a bleve index of them.
func (w *segmentWriter) finish(dir string) error {
	if err := w.flush(); err != nil {
		return err
	}
	if err := makeShell(dir, w.dir); err != nil {
		return err
	}
	target := filepath.Join(dir, filepath.FromSlash(segmentFile))
	if err := os.Remove(target); err != nil {
		return fmt.Errorf("bleve's builder left no %s: %w", segmentFile, err)
	}
	if len(w.paths) == 1 {
		return os.Rename(w.paths[0], target)
	}
	return mergeSegments(w.paths, target)
}

func mergeSegments(paths []string, target string) (err error) {
	var plugin zap.ZapPlugin
	var open []segment.Segment
	defer func() {
		for _, s := range open {
			if e := s.Close(); err == nil {
				err = e
			}
		}
	}()
	for _, p := range paths {
		s, err := plugin.Open(p)
		if err != nil {
			return fmt.Errorf("open segment: %w", err)
		}
		open = append(open, s)
	}
	if _, _, err := plugin.Merge(open, make([]*roaring.Bitmap, len(open)), target, nil, nil); err != nil {
		return fmt.Errorf("merge segments: %w", err)
	}
	for _, p := range paths {
		if err := os.Remove(p); err != nil {
			return err
		}
	}
	return nil
}

// makeShell makes a bleve index of one empty document, whose segment is then
// replaced: bleve names its segment by file alone.
func makeShell(dir, scratch string) error {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = keyword.Name
	m.DefaultField = defaultField
	b, err := bleve.NewBuilder(dir, m, map[string]any{"buildPathPrefix": scratch})
	if err != nil {
		return fmt.Errorf("make bleve index: %w", err)
	}
	if err := b.Index("empty", map[string]any{}); err != nil {
		return fmt.Errorf("make bleve index: %w", err)
	}
	if err := b.Close(); err != nil {
		return fmt.Errorf("make bleve index: %w", err)
	}
	return nil
}
