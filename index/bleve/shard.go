package bleve

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"imrsearch/index"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A shard is an open shard. It never changes, and is safe for concurrent
// use.
type shard struct {
	id      string
	dir     string
	items   int
	segment segment.Segment
	words   *words
	columns *columns
	letters *catalogue
	texts   *texts
	refs    atomic.Int64 // generations that use it

	evaluators sync.Pool // *evaluator
	putting    sync.Once
	rows       *facetRows // see facetRows
}

// readShardInfo reads shard.json. Errors: index.ErrDamaged, index.ErrVersion.
func readShardInfo(dir string) (*shardInfo, error) {
	b, err := os.ReadFile(filepath.Join(dir, shardInfoFile))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	var info shardInfo
	if err := json.Unmarshal(b, &info); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", dir, err, index.ErrDamaged)
	}
	if info.Schema != Schema || info.Text != text.Version || info.Letter != letterShape {
		return nil, fmt.Errorf("%s: %w", dir, index.ErrVersion)
	}
	return &info, nil
}

// openShard opens the shard in dir. Errors: index.ErrDamaged.
func openShard(dir string, items, letters int) (s *shard, err error) {
	s = &shard{id: filepath.Base(dir), dir: dir, items: items}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("open shard %s: %v: %w", s.id, r, index.ErrDamaged)
		}
		if err != nil {
			_ = s.close()
			s = nil
		}
	}()
	var plugin zap.ZapPlugin
	if s.segment, err = plugin.Open(filepath.Join(dir, "bleve", filepath.FromSlash(segmentFile))); err != nil {
		return s, fmt.Errorf("open shard %s: %w: %w", s.id, err, index.ErrDamaged)
	}
	if s.segment.Count() != uint64(items) {
		return s, fmt.Errorf("open shard %s: %d documents, want %d: %w", s.id, s.segment.Count(), items, index.ErrDamaged)
	}
	if s.words, err = openWords(filepath.Join(dir, "words"), items, letters); err != nil {
		return s, damaged(err)
	}
	if s.columns, err = openColumns(filepath.Join(dir, "columns"), items); err != nil {
		return s, damaged(err)
	}
	if s.letters, err = openCatalogue(filepath.Join(dir, "letters")); err != nil {
		return s, damaged(err)
	}
	if s.texts, err = openTexts(filepath.Join(dir, "texts")); err != nil {
		return s, damaged(err)
	}
	s.refs.Store(1)
	return s, nil
}

// damaged marks an error of opening a file that the manifest names.
func damaged(err error) error {
	if errors.Is(err, index.ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w: %w", err, index.ErrDamaged)
}

// release lets a reference go, and the files with the last one.
func (s *shard) release() error {
	if s.refs.Add(-1) == 0 {
		return s.close()
	}
	return nil
}

func (s *shard) close() error {
	var errs []error
	if s.segment != nil {
		errs = append(errs, s.segment.Close())
	}
	if s.words != nil {
		errs = append(errs, s.words.close())
	}
	if s.columns != nil {
		errs = append(errs, s.columns.file.close())
	}
	if s.letters != nil {
		errs = append(errs, s.letters.file.close())
	}
	if s.texts != nil {
		errs = append(errs, s.texts.file.close())
	}
	return errors.Join(errs...)
}

// item returns letter and number of a document's item. Items of a letter are
// numbered from 1 in the order of their documents; what stands for a letter
// without items is 0, as its column "items" says.
func (s *shard) item(doc uint32) (letter uint32, n int) {
	letter = s.letters.of[doc]
	if s.columns.numbers["items"].one[doc] == 0 {
		return letter, 0
	}
	return letter, int(doc-s.letters.first[letter]) + 1
}

// itemID returns the id of a document's item.
func (s *shard) itemID(doc uint32) string {
	letter, n := s.item(doc)
	return imr.ItemID(s.letters.ids.at(int(letter)), n)
}
