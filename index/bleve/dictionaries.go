package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Dictionaries look terms up in a shard's segment. zapx's are not safe for
// concurrent use: each search has its own.
type dictionaries struct {
	segment  segment.Segment
	open     map[string]segment.TermDictionary
	iterator segment.PostingsIterator // the last one, whose room the next one takes
	term     []byte
}

func (s *shard) dictionaries() *dictionaries {
	return &dictionaries{segment: s.segment, open: map[string]segment.TermDictionary{}}
}

// nothing is the empty bitmap. It must not be changed.
var nothing = roaring.New()

// postings returns the documents with a term in a field of bleve's index. The
// bitmap lies in the mapped file and must not be changed.
func (d *dictionaries) postings(field, term string) (*roaring.Bitmap, error) {
	dict, ok := d.open[field]
	if !ok {
		var err error
		if dict, err = d.segment.Dictionary(field); err != nil {
			return nil, damaged(err)
		}
		d.open[field] = dict
	}
	d.term = append(d.term[:0], term...)
	list, err := dict.PostingsList(d.term, nil, nil)
	if err != nil {
		return nil, damaged(err)
	}
	d.iterator = list.Iterator(false, false, false, d.iterator)
	it, ok := d.iterator.(segment.OptimizablePostingsIterator)
	if !ok {
		return nothing, nil
	}
	if b := it.ActualBitmap(); b != nil {
		return b, nil
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return nothing, nil
}
