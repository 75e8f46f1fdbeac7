package postings

import (
	"fmt"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
)

// An Index is an open index of postings: the segment that bleve itself could
// open. It is safe for concurrent use.
type Index struct{ segment segment.Segment }

// Open opens the index of postings in dir, which must have so many documents.
// Errors: index.ErrDamaged.
func Open(dir string, documents int) (*Index, error) {
	var plugin zap.ZapPlugin
	s, err := plugin.Open(filepath.Join(dir, filepath.FromSlash(fileName)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, index.ErrDamaged)
	}
	if s.Count() != uint64(documents) {
		n := s.Count()
		_ = s.Close()
		return nil, fmt.Errorf("%d documents, want %d: %w", n, documents, index.ErrDamaged)
	}
	return &Index{s}, nil
}

// Close unmaps the index.
func (x *Index) Close() error { return x.segment.Close() }

// ID returns the id of a document.
func (x *Index) ID(doc uint32) (string, error) {
	id, err := x.segment.DocID(uint64(doc))
	return string(id), err
}

// Dictionaries returns dictionaries for one search.
func (x *Index) Dictionaries() *Dictionaries {
	return &Dictionaries{segment: x.segment, open: map[string]segment.TermDictionary{}}
}

// Dictionaries look terms up in an index. They are not safe for concurrent
// use, as zapx's are not: each search has its own.
type Dictionaries struct {
	segment  segment.Segment
	open     map[string]segment.TermDictionary
	iterator segment.PostingsIterator // the last one, whose room the next one takes
	term     []byte
}

// Postings returns the documents with a term in a field of bleve's index. The
// bitmap lies in the mapped file and must not be changed.
func (d *Dictionaries) Postings(field, term string) (*roaring.Bitmap, error) {
	dict, ok := d.open[field]
	if !ok {
		var err error
		if dict, err = d.segment.Dictionary(field); err != nil {
			return nil, sectionfile.Damaged(err)
		}
		d.open[field] = dict
	}
	d.term = append(d.term[:0], term...)
	list, err := dict.PostingsList(d.term, nil, nil)
	if err != nil {
		return nil, sectionfile.Damaged(err)
	}
	d.iterator = list.Iterator(false, false, false, d.iterator)
	it, ok := d.iterator.(segment.OptimizablePostingsIterator)
	if !ok {
		return docset.Empty, nil
	}
	if b := it.ActualBitmap(); b != nil {
		return b, nil
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return docset.Empty, nil
}
