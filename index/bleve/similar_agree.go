package bleve

import (
	"slices"
	"strings"

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

// agreement returns for every document of the shard the weight of what
// agrees.
func (s *selection) agreement(features []feature) []float32 {
	scores := make([]float32, s.shard.items)
	var buf [1024]uint32
	for _, f := range features {
		for it := s.eval(f.expr, nil).ManyIterator(); ; {
			n := it.NextMany(buf[:])
			if n == 0 || s.deadline.stop() {
				break
			}
			for _, doc := range buf[:n] {
				scores[doc] += float32(f.weight)
			}
		}
	}
	return scores
}

// akin returns the living documents of other letters that share a bond with
// an item: one of its features of that bond or a closer one.
func (s *selection) akin(features []feature, b bond, like *index.Determination) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for _, f := range features {
		if f.bond >= b {
			found = append(found, s.eval(f.expr, nil))
		}
	}
	return s.others(union(found), like)
}

// agreeing returns the living documents of other letters of a score at least.
func (s *selection) agreeing(scores []float32, least float64, like *index.Determination) *roaring.Bitmap {
	found := roaring.New()
	for doc, score := range scores {
		if score > 0 && float64(score) >= least {
			found.Add(uint32(doc))
		}
	}
	return s.others(found, like)
}

// others leaves out the dead and the items of the letter itself.
func (s *selection) others(b *roaring.Bitmap, like *index.Determination) *roaring.Bitmap {
	return roaring.AndNot(s.living(b), s.byID(index.ByID{Letter: like.Letter.ID, N: -1}))
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
func (s *selection) why(features []feature, doc uint32) []string {
	values := map[string][]string{}
	var labels []string
	for _, f := range features {
		if !s.eval(f.expr, nil).Contains(doc) {
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
