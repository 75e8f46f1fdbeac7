package collect

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
)

// A family is alternatives that begin with the same word, of which at most
// so many can stand at one place: together they stand no more often than that
// word does so many times. Single words are families of their own.
type family struct {
	members  []int
	atOnce   int
	heaviest float32 // of the members' weights
}

func (s *bounder) families(alternatives []liveClause) []family {
	var out []family
	for i, a := range alternatives {
		k := slices.IndexFunc(out, func(f family) bool {
			b := alternatives[f.members[0]]
			return len(a.Words) > 1 && len(b.Words) > 1 && a.Words[0] == b.Words[0] && a.Fields == b.Fields
		})
		if k < 0 {
			out = append(out, family{members: []int{i}})
		} else {
			out[k].members = append(out[k].members, i)
		}
	}
	for i := range out {
		for _, a := range out[i].members {
			out[i].heaviest = max(out[i].heaviest, float32(alternatives[a].Weight))
			n := 0
			for _, b := range out[i].members {
				if s.together(alternatives[a].Words, alternatives[b].Words) {
					n++
				}
			}
			out[i].atOnce = max(out[i].atOnce, n)
		}
	}
	return out
}

// together reports whether two runs of words can begin at one place.
func (s *bounder) together(a, b []index.Matcher) bool {
	for i := range min(len(a), len(b)) {
		in := s.Set(b[i])
		if a[i] != b[i] && !slices.ContainsFunc(s.Set(a[i]).Codes, in.Has) {
			return false
		}
	}
	return true
}

// boundedDocs documents at most are looked up together.
const boundedDocs = 512

// A frequencies is the frequencies of a concept's words in some documents at most,
// each word's looked up when it is first asked for.
type frequencies struct {
	*conceptBound
	docs []uint32
	tf   [][]float32 // by word
}

func (b *conceptBound) lookUpIn(docs []uint32) frequencies {
	clear(b.known)
	return frequencies{b, docs, b.known}
}

// of returns the frequencies of a word.
func (l *frequencies) of(word int) []float32 {
	if l.tf[word] == nil {
		l.tf[word] = l.room[word*boundedDocs:][:len(l.docs)]
		l.words[word].tf(l.docs, l.tf[word])
	}
	return l.tf[word]
}

// addFamily adds to sums the frequencies of a family.
func (l *frequencies) addFamily(f *family, sums []float32) {
	first := &l.alternatives[f.members[0]]
	growth := l.growth[first.scope]
	if len(f.members) == 1 && len(first.words) == 1 {
		for i, tf := range l.of(first.words[0]) {
			sums[i] += tf * first.weight * growth
		}
		return
	}
	var sum, least [boundedDocs]float32
	for _, k := range f.members {
		a := &l.alternatives[k]
		copy(least[:], l.of(a.words[0]))
		for _, word := range a.words[1:] {
			for i, tf := range l.of(word) {
				least[i] = min(least[i], tf)
			}
		}
		for i, doc := range l.docs {
			if a.only == nil || a.only[doc/64]>>(doc%64)&1 == 1 {
				sum[i] += least[i] * a.weight
			}
		}
	}
	for i, tf := range l.of(first.words[0]) {
		sums[i] += min(sum[i], tf*f.heaviest*float32(f.atOnce)) * growth
	}
}

// A summer sums up the frequencies of a concept in all documents of the segment,
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
		for _, l := range word.lists {
			l.AddAll(first.weight*b.growth[first.scope], b.sums)
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
