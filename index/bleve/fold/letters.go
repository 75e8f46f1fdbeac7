package fold

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/segment"
)

// Letters are the groups of items that are of one letter. The zero value has no
// generation and is of no use.
type Letters struct{ G *segment.Generation }

// Group returns the group of a document; none is 0.
func (l Letters) Group(d Doc) uint64 {
	return uint64(d.Segment)<<32 | uint64(l.G.Segments[d.Segment].Letters.Of[d.Doc]) + 1
}

// Members returns the documents of a group, deleted ones too.
func (l Letters) Members(group uint64) []Doc {
	at, letter := int32(group>>32), uint32(group)-1
	from, to := l.G.Segments[at].Letters.Docs(letter)
	out := make([]Doc, 0, to-from)
	for doc := from; doc < to; doc++ {
		out = append(out, Doc{at, doc})
	}
	return out
}

// Count returns how many letters the documents of a result, by segment, are of.
func (l Letters) Count(result []*roaring.Bitmap) int {
	n := 0
	for at, docs := range result {
		of, last := l.G.Segments[at].Letters.Of, int64(-1)
		for it := docs.Iterator(); it.HasNext(); { // the documents of a letter stand side by side
			if letter := int64(of[it.Next()]); letter != last {
				n, last = n+1, letter
			}
		}
	}
	return n
}
