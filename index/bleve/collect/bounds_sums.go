package collect

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docset"
)

// A summer sums up the frequencies of a concept in all documents of the shard,
// alternative by alternative.
type summer struct {
	*bounder
	alternatives []liveClause
	cost         int // documents in all, roughly
}

func (b *conceptBound) sumUp() {
	s := b.summer
	b.summer = nil
	b.sums = s.mem.sums.Take(s.Segment.Items)
	for _, f := range b.families {
		b.addUp(&f, s)
	}
}

// addUp adds the frequencies of a family.
func (b *conceptBound) addUp(f *family, s *summer) {
	first := &b.alternatives[f.members[0]]
	if word := &b.words[first.words[0]]; len(first.words) == 1 && word.rest == nil {
		for _, l := range word.ladders {
			l.AddAll(first.weight*b.grown[first.scope], b.sums)
		}
		return
	}
	all := make([]*roaring.Bitmap, len(f.members))
	for i, k := range f.members {
		all[i] = s.docsOf(&s.alternatives[k])
	}
	var buf [boundedDocs]uint32
	var sums [boundedDocs]float32
	for it := docset.Union(all).ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return
		}
		clear(sums[:n])
		tf := b.lookUpIn(buf[:n])
		tf.addFamily(f, sums[:n])
		for i, doc := range buf[:n] {
			b.sums[doc] += sums[i]
		}
	}
}

// docsOf returns documents outside which an alternative does not stand.
func (s *summer) docsOf(a *liveClause) *roaring.Bitmap {
	if a.docs == nil {
		return s.Candidates(a.Sequence)
	}
	return a.docs
}
