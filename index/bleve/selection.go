package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// A selection is what a search finds in one shard.
type selection struct {
	*evaluator
	at       int             // place of the shard in the generation
	query    *roaring.Bitmap // alive, matching the query
	allWords *roaring.Bitmap // of query, those with all plain words; query itself unless relaxed
	chosen   []choice        // in facets, in the order of the filters
	result   *roaring.Bitmap // query and all that was chosen
}

// selectStrict finds the items that match x.
func (s *selection) selectStrict(x index.Expr) {
	s.query = s.living(s.eval(x, nil))
	s.allWords = s.query
}

// allOf is what an item must match that has all plain words.
func allOf(plan *index.Plan) index.Expr {
	return reduced(index.And{Of: append([]index.Expr{rootOf(plan)}, plan.Plain...)})
}

func rootOf(plan *index.Plan) index.Expr {
	if plan.Root == nil {
		return index.All{}
	}
	return plan.Root
}

// living leaves the dead out.
func (s *selection) living(b *roaring.Bitmap) *roaring.Bitmap {
	if s.shard.alive == s.shard.all {
		return b
	}
	if b == s.shard.all {
		return s.shard.alive
	}
	return roaring.AndNot(b, s.shard.dead)
}

// A choice is the documents with what is chosen in a facet.
type choice struct {
	values []*roaring.Bitmap // with each value
	docs   *roaring.Bitmap   // with any
}

// choose narrows the query by the filters.
func (s *selection) choose(filters []index.FacetFilter) {
	s.result = s.query
	s.chosen = make([]choice, len(filters))
	for i, f := range filters {
		c := &s.chosen[i]
		for _, v := range f.Values {
			c.values = append(c.values, s.filtered(f.Field, v))
		}
		c.docs = union(slices.Clone(c.values))
		s.result = s.both(s.result, c.docs)
	}
}

// both returns the living documents of a that b has, too.
func (s *selection) both(a, b *roaring.Bitmap) *roaring.Bitmap {
	if a == s.shard.alive {
		return s.living(b)
	}
	return roaring.And(a, b)
}

// filtered returns the documents with one value of a facet.
func (s *selection) filtered(f *index.Field, v index.FilterValue) *roaring.Bitmap {
	if f.Kind != index.KindKeyword {
		return s.numbers(index.Range{Field: f.Name, From: v.From, To: v.To})
	}
	return s.values(index.Values{Field: f.Name, Exact: []string{v.Folded}})
}

// without returns what the result would be without one of the choices.
func (s *selection) without(chosen int) *roaring.Bitmap {
	b := s.query
	for i, c := range s.chosen {
		if i != chosen {
			b = s.both(b, c.docs)
		}
	}
	return b
}

// tierOf returns the documents of the result with all plain words, or those
// without.
func (s *selection) tierOf(tier uint8) *roaring.Bitmap {
	switch {
	case s.allWords != s.query && tier == 0:
		return roaring.And(s.result, s.allWords)
	case s.allWords != s.query:
		return roaring.AndNot(s.result, s.allWords)
	case tier == 0:
		return s.result
	}
	return nothing
}
