package bleve

import (
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// rare returns in how many items a word stands, 0 when in one alone or in
// more than a twentieth.
func (s *search) rare(word string) int {
	n := 0
	for _, sel := range s.selections {
		if i, ok := sel.shard.words.word(word); ok {
			n += int(sel.shard.words.df[i])
		}
	}
	if n < 2 || n > max(s.g.manifest.Items/20, 4) {
		return 0
	}
	return n
}

// Agreed is what agrees in a shard: the features of an item, and the
// documents that have each.
type agreed struct {
	features []feature
	docs     []*roaring.Bitmap
}

func (s *selection) agreed(features []feature) agreed {
	a := agreed{features, make([]*roaring.Bitmap, len(features))}
	for i, f := range features {
		a.docs[i] = nothing
		if !s.deadline.stop() {
			a.docs[i] = s.eval(f.expr, nil)
		}
	}
	return a
}

var scorePool = sync.Pool{New: func() any { return new([]float32) }}

// borrowScores returns n scores, all 0. Give them back with returnScores.
func borrowScores(n int) *[]float32 {
	p := scorePool.Get().(*[]float32)
	if cap(*p) < n {
		*p = make([]float32, n)
	}
	*p = (*p)[:n]
	clear(*p)
	return p
}

func returnScores(p *[]float32) { scorePool.Put(p) }

// scores returns the weight of what agrees by document, for those within.
// Give them back with returnScores.
func (s *selection) scores(a agreed, within *roaring.Bitmap) *[]float32 {
	p := borrowScores(s.shard.items)
	scores := *p
	var buf [1024]uint32
	for i, docs := range a.docs {
		weight := float32(a.features[i].weight)
		for it := s.both(within, docs).ManyIterator(); ; {
			n := it.NextMany(buf[:])
			if n == 0 {
				break
			}
			for _, doc := range buf[:n] {
				scores[doc] += weight
			}
		}
	}
	return p
}

// akin returns the living documents of other letters that share a bond with
// an item: one of its features of that bond or a closer one.
func (s *selection) akin(a agreed, b bond, like *index.Determination) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for i, f := range a.features {
		if f.bond >= b {
			found = append(found, a.docs[i])
		}
	}
	return s.others(union(found), like)
}

// agreeing returns the living documents of other letters of a score at least.
func (s *selection) agreeing(a agreed, least float64, like *index.Determination) *roaring.Bitmap {
	scores := s.scores(a, s.shard.alive)
	defer returnScores(scores)
	dense := make([]uint64, (s.shard.items+63)/64)
	for doc, score := range *scores {
		if score > 0 && float64(score) >= least {
			dense[doc/64] |= 1 << (doc % 64)
		}
	}
	return s.others(roaring.FromDense(dense, false), like)
}

// others leaves out the dead and the items of the letter itself.
func (s *selection) others(b *roaring.Bitmap, like *index.Determination) *roaring.Bitmap {
	return except(s.living(b), s.byID(index.ByID{Letter: like.Letter.ID, N: -1}))
}

// found counts what all shards have found.
func (s *search) found() int {
	n := 0
	for _, sel := range s.selections {
		n += int(sel.query.GetCardinality())
	}
	return n
}

// maxSaid is how many values of one kind are said to agree.
const maxSaid = 8

// why says what agrees in a document, the most telling first.
func (a *agreed) why(doc uint32) []string {
	values := map[string][]string{}
	var labels []string
	for i, f := range a.features {
		if !a.docs[i].Contains(doc) {
			continue
		}
		if values[f.label] == nil {
			labels = append(labels, f.label)
		}
		if !slices.Contains(values[f.label], f.value) && len(values[f.label]) < maxSaid {
			values[f.label] = append(values[f.label], f.value)
		}
	}
	var out []string
	for _, l := range labels {
		out = append(out, l+": "+strings.Join(values[l], ", "))
	}
	return out
}
