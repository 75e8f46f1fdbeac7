package forward

import (
	"encoding/binary"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/sectionfile"
)

// Runs are postings of two or three neighbouring words that are all common,
// for each default text: of every pair that stands anywhere, so that a pair
// that is missing proves a phrase empty, and of the triples that are common
// themselves. They make a phrase of common words a look-up.
//
// What the words alone tell need not be stored: a pair stands in a part of
// the documents that have both words in the text, its base; a triple in a
// part of those with its two pairs, and nearly always in all of them. The
// list of a run is the shortest of four forms:
//
//	runAll      nothing: the base it is
//	runThese    the documents, as distances (varints)
//	runOthers   those of the base that are not meant, as distances
//	runBits     the documents, a bit for each there is
//
// Of texts that the items of a letter share, documents are letters.
const (
	runAll = iota
	runThese
	runOthers
	runBits

	runForm = 0x7f // of a list's first byte
	// RunCrosses says that a pair stands somewhere with the end of a sentence
	// between its words.
	RunCrosses = 0x80
)

// Shingles of a shard, as they lie in the mapped file.
type Shingles struct {
	common []uint32 // codes, ascending; a word's place here is its row
	keys   []uint64 // ascending
	off    []uint64
	lists  []byte
}

// maxRunWords bounds the rows, so that a key holds three of them.
const maxRunWords = 1024

func runsOf(f *sectionfile.File) Shingles {
	return Shingles{sectionfile.Numbers[uint32](f, "runs.common"), sectionfile.Numbers[uint64](f, "runs.keys"), sectionfile.Numbers[uint64](f, "runs.off"), f.Get("runs.lists")}
}

// RunKey is the key of a run of a field; pairs have one row less.
func RunKey(f index.TextField, rows ...int32) uint64 {
	key := uint64(f)
	for i := range 3 {
		key <<= 11
		if i < len(rows) {
			key |= uint64(rows[i] + 1)
		}
	}
	return key
}

// Rows returns the rows of a run of words given as codes; not ok unless all
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

// List returns the list of a run.
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
// the documents with all words of the run.
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
	switch list[0] & runForm {
	case runAll:
		return base()
	case runThese:
		return gather(eachDistance)
	case runOthers:
		return roaring.AndNot(base(), gather(eachDistance))
	}
	return gather(docset.EachOfBits)
}
