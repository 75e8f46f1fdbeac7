package forward

import (
	"encoding/binary"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
)

// Shingles are postings of two or three neighbouring words that are all common,
// for each default text: of every pair that stands anywhere, so that a pair
// that is missing proves a phrase empty, and of the triples that are common
// themselves. They make a phrase of common words a look-up.
//
// What the words alone tell need not be stored: a pair stands in a part of
// the documents that have both words in the text, its base; a triple in a
// part of those with its two pairs, and nearly always in all of them. The
// list of a shingle is the shortest of four forms:
//
//	listAll      nothing: the base it is
//	listThese    the documents, as distances (varints)
//	listOthers   those of the base that are not meant, as distances
//	listBits     the documents, a bit for each there is
//
// Of texts that the items of a letter share, documents are letters.
const (
	listAll = iota
	listThese
	listOthers
	listBits

	listForm = 0x7f // of a list's first byte
	// ShingleCrosses says that a pair stands somewhere with the end of a sentence
	// between its words.
	ShingleCrosses = 0x80
)

// Shingles of a segment, as they lie in the mapped file.
type Shingles struct {
	common []uint32 // codes, ascending; a word's place here is its row
	keys   []uint64 // ascending
	off    []uint64
	lists  []byte
}

// maxShingleWords bounds the rows, so that a key holds three of them.
const maxShingleWords = 1024

func shinglesOf(f *sectionfile.File) Shingles {
	return Shingles{sectionfile.Numbers[uint32](f, "shingles.common"), sectionfile.Numbers[uint64](f, "shingles.keys"), sectionfile.Numbers[uint64](f, "shingles.off"), f.Get("shingles.lists")}
}

// ShingleKey is the key of a shingle of a field: a pair has two rows, a triple
// three.
func ShingleKey(f index.TextField, rows ...int32) uint64 {
	key := uint64(f)
	for i := range 3 {
		key <<= 11
		if i < len(rows) {
			key |= uint64(rows[i] + 1)
		}
	}
	return key
}

// Rows returns the rows of a shingle of words given as codes; not ok unless all
// are common.
func (r *Shingles) Rows(codes []uint32) (rows []int32, ok bool) {
	for _, c := range codes {
		i, ok := slices.BinarySearch(r.common, c)
		if !ok {
			return nil, false
		}
		rows = append(rows, int32(i))
	}
	return rows, true
}

// List returns the list of a shingle.
func (r *Shingles) List(key uint64) (list []byte, ok bool) {
	i, ok := slices.BinarySearch(r.keys, key)
	if !ok {
		return nil, false
	}
	return r.lists[r.off[i]:r.off[i+1]], true
}

// eachDistance calls f with the numbers whose distances are given: from the
// one after the number before.
func eachDistance(b []byte, f func(uint32)) {
	for at := uint32(0); len(b) > 0; at++ {
		x, n := uint64(b[0]), 1
		if x >= 0x80 {
			if x, n = binary.Uvarint(b); n <= 0 {
				return
			}
		}
		b = b[n:]
		at += uint32(x)
		f(at)
	}
}

// ListDocs returns the documents of a list among so many. Where docsOf is
// given, the list is of letters, and docsOf tells their documents. base returns
// the documents with all words of the shingle.
func ListDocs(list []byte, documents int, docsOf func(letter uint32) (from, to uint32), base func() *roaring.Bitmap) *roaring.Bitmap {
	gather := func(each func([]byte, func(uint32))) *roaring.Bitmap {
		set := make([]uint64, documents/64+1)
		add := func(doc uint32) { set[doc/64] |= 1 << (doc % 64) }
		if docsOf != nil {
			add = func(letter uint32) {
				for doc, to := docsOf(letter); doc < to; doc++ {
					set[doc/64] |= 1 << (doc % 64)
				}
			}
		}
		each(list[1:], add)
		return roaring.FromDense(set, false)
	}
	switch list[0] & listForm {
	case listAll:
		return base()
	case listThese:
		return gather(eachDistance)
	case listOthers:
		return roaring.AndNot(base(), gather(eachDistance))
	}
	return gather(docset.EachOfBits)
}
