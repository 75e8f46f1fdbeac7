package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// A summer sums up the frequencies of a concept in all documents of the shard,
// alternative by alternative.
type summer struct {
	*bounder
	alternatives []alternative
	docs         []*roaring.Bitmap // of each
	cost         int               // documents in all
}

// newSummer returns nil for a concept that is looked up anyway, or whose
// documents are not known.
func (b *conceptBound) newSummer(s *bounder, alternatives []alternative) *summer {
	if b.rungs != nil || slices.ContainsFunc(b.alternatives, func(a alternativeBound) bool { return a.words[0].outside }) {
		return nil
	}
	out := &summer{bounder: s, alternatives: alternatives, docs: make([]*roaring.Bitmap, len(alternatives))}
	for i, a := range alternatives {
		out.docs[i] = s.standsAtMost(a.Sequence)
		out.cost += int(out.docs[i].GetCardinality())
	}
	return out
}

func (b *conceptBound) sumUp() {
	s := b.summer
	b.summer = nil
	b.sums = s.mem.sums.take(s.shard.items)
	for _, f := range s.families(s.alternatives) {
		b.addUp(f, s.docs)
	}
}

// A family is alternatives that begin with the same word, of which at most
// so many can stand at one place: together they stand no more often than that
// word does so many times. Single words are families of their own.
type family struct {
	members []int
	atOnce  int
}

func (s *bounder) families(alternatives []alternative) []family {
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
		in := s.set(b[i])
		if a[i] != b[i] && !slices.ContainsFunc(s.set(a[i]).codes, in.has) {
			return false
		}
	}
	return true
}

// addUp adds the frequencies of a family.
func (b *conceptBound) addUp(f family, docs []*roaring.Bitmap) {
	first := &b.alternatives[f.members[0]]
	if len(first.words) == 1 && first.words[0].rest == nil {
		for _, l := range first.words[0].ladders {
			l.addAll(first.weight*b.grown[first.scope], b.sums)
		}
		return
	}
	all := make([]*roaring.Bitmap, len(f.members))
	heaviest := float32(0)
	for i, k := range f.members {
		all[i] = docs[k]
		heaviest = max(heaviest, b.alternatives[k].weight)
	}
	var buf [boundedDocs]uint32
	var most, sum, one [boundedDocs]float32
	for it := union(all).ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return
		}
		clear(sum[:n])
		for _, k := range f.members {
			a := &b.alternatives[k]
			a.tf(buf[:n], one[:n])
			for i := range n {
				sum[i] += one[i] * a.weight
			}
		}
		first.words[0].tf(buf[:n], most[:n])
		for i, doc := range buf[:n] {
			b.sums[doc] += min(sum[i], most[i]*heaviest*float32(f.atOnce)) * b.grown[first.scope]
		}
	}
}
