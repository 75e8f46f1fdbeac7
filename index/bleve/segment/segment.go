// Package segment answers one question: what is one immutable segment, with its
// live documents? It opens and builds segments, and the generations that name
// them.
package segment

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/postings"
	"imrsearch/index/bleve/sectionfile"
	"imrsearch/index/bleve/storedfields"
	"imrsearch/index/record"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A Segment is an open segment. It never changes, and is safe for concurrent
// use.
type Segment struct {
	ID       string
	Dir      string
	Items    int
	Postings *postings.Index
	Words    *forward.Words
	Columns  *docvalues.Columns
	Letters  *docvalues.LetterTable
	Texts    *storedfields.Store
	refs     atomic.Int64 // generations that use it

	Evaluators sync.Pool // *evaluator
	putting    sync.Once
	rows       *facetRows // see facetRows
}

// ReadInfo reads segment.json. Errors: index.ErrDamaged, index.ErrVersion.
func ReadInfo(dir string) (*Info, error) {
	b, err := os.ReadFile(filepath.Join(dir, InfoFile))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	var info Info
	if err := json.Unmarshal(b, &info); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", dir, err, index.ErrDamaged)
	}
	if info.Schema != Schema || info.Text != text.Version || info.Letter != record.LetterShape {
		return nil, fmt.Errorf("%s: %w", dir, index.ErrVersion)
	}
	return &info, nil
}

// OpenSegment opens the segment in dir. Errors: index.ErrDamaged.
func OpenSegment(dir string, items, letters int) (s *Segment, err error) {
	s = &Segment{ID: filepath.Base(dir), Dir: dir, Items: items}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("open segment %s: %v: %w", s.ID, r, index.ErrDamaged)
		}
		if err != nil {
			_ = s.close()
			s = nil
		}
	}()
	defer sectionfile.PanicOnFault()()
	if s.Postings, err = postings.Open(filepath.Join(dir, "bleve"), items); err != nil {
		return s, fmt.Errorf("open segment %s: %w", s.ID, err)
	}
	if s.Words, err = forward.OpenWords(filepath.Join(dir, "words"), items, letters); err != nil {
		return s, sectionfile.Damaged(err)
	}
	if s.Columns, err = docvalues.OpenColumns(filepath.Join(dir, "columns"), items); err != nil {
		return s, sectionfile.Damaged(err)
	}
	if s.Letters, err = docvalues.OpenLetterTable(filepath.Join(dir, "letters")); err != nil {
		return s, sectionfile.Damaged(err)
	}
	if s.Texts, err = storedfields.Open(filepath.Join(dir, "texts")); err != nil {
		return s, sectionfile.Damaged(err)
	}
	s.refs.Store(1)
	return s, nil
}

// Release lets a reference go, and the files with the last one.
func (s *Segment) Release() error {
	if s.refs.Add(-1) == 0 {
		return s.close()
	}
	return nil
}

func (s *Segment) close() error {
	var errs []error
	if s.Postings != nil {
		errs = append(errs, s.Postings.Close())
	}
	if s.Words != nil {
		errs = append(errs, s.Words.Close())
	}
	if s.Columns != nil {
		errs = append(errs, s.Columns.File.Close())
	}
	if s.Letters != nil {
		errs = append(errs, s.Letters.File.Close())
	}
	if s.Texts != nil {
		errs = append(errs, s.Texts.File.Close())
	}
	return errors.Join(errs...)
}

// Item returns letter and number of a document's item. Items of a letter are
// numbered from 1 in the order of their documents; what stands for a letter
// without items is 0, as its column "items" says.
func (s *Segment) Item(doc uint32) (letter uint32, n int) {
	letter = s.Letters.Of[doc]
	if s.Columns.Numbers["items"].One[doc] == 0 {
		return letter, 0
	}
	return letter, int(doc-s.Letters.First[letter]) + 1
}

// ItemID returns the id of a document's item.
func (s *Segment) ItemID(doc uint32) string {
	letter, n := s.Item(doc)
	return imr.ItemID(s.Letters.IDs.At(int(letter)), n)
}
