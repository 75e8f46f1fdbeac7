package match

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
)

// A Selection is what a search finds in one shard.
type Selection struct {
	*Evaluator
	At       int             // place of the shard in the generation
	Query    *roaring.Bitmap // alive, matching the query
	AllWords *roaring.Bitmap // of query, those with all plain words; query itself unless relaxed
	Chosen   []choice        // in facets, in the order of the filters
	// Requested has the live documents that ask for the treatment which the
	// query names; nil where it names none.
	Requested *roaring.Bitmap
	meant     []*roaring.Bitmap // with each thing that was understood from words
	first     *roaring.Bitmap   // what comes first by relevance; nil where all is alike
	Result    *roaring.Bitmap   // query and all that was chosen
}

// selectStrict finds the items that match x.
func (s *Selection) selectStrict(x index.Expr) {
	s.Query = s.Live(s.Eval(x, nil))
	s.AllWords = s.Query
}

// request finds the documents that ask for the treatment which a plan names.
func (s *Selection) request(plan *index.Plan) {
	if plan.Requested != nil && s.Requested == nil {
		s.Requested = s.Live(s.Eval(reduced(index.And{Of: []index.Expr{rootOf(plan), plan.Requested}}), nil))
	}
}

// mean finds what comes first where outcomes and people are meant by words: the
// documents of which all of it is true and, where a treatment is named, that
// ask for it.
func (s *Selection) mean(search *Search) {
	if !search.MeantFirst {
		return
	}
	first := s.Requested
	for _, p := range search.Plan.Plain {
		if p.Meaning == "" {
			continue
		}
		docs := s.Eval(p.X, nil)
		s.meant = append(s.meant, docs)
		if first != nil {
			docs = roaring.And(first, docs)
		}
		first = docs
	}
	if len(s.meant) > 0 {
		s.first = first
	}
}

// Meant returns the share of what was understood from words that is true of a
// document, 0 where nothing was.
func (s *Selection) Meant(doc uint32) float64 {
	n := 0
	for _, docs := range s.meant {
		if docs.Contains(doc) {
			n++
		}
	}
	return float64(n) / float64(max(len(s.meant), 1))
}

// allOf is what an item must match that has all plain words.
func allOf(plan *index.Plan) index.Expr {
	return reduced(index.And{Of: append([]index.Expr{rootOf(plan)}, index.Exprs(plan.Plain)...)})
}

func rootOf(plan *index.Plan) index.Expr {
	if plan.Root == nil {
		return index.All{}
	}
	return plan.Root
}

// Live leaves the dead out.
func (s *Selection) Live(b *roaring.Bitmap) *roaring.Bitmap {
	if s.Segment.LiveDocs == s.Segment.All {
		return b
	}
	if b == s.Segment.All {
		return s.Segment.LiveDocs
	}
	return roaring.AndNot(b, s.Segment.Deleted)
}

// A choice is the documents with what is chosen in a facet.
type choice struct {
	Values []*roaring.Bitmap // with each value
	docs   *roaring.Bitmap   // with any
}

// Choose narrows the query by the filters.
func (s *Selection) Choose(filters []index.FacetFilter) {
	s.Result = s.Query
	s.Chosen = make([]choice, len(filters))
	for i, f := range filters {
		c := &s.Chosen[i]
		for _, v := range f.Values {
			c.Values = append(c.Values, s.filtered(f.Field, v))
		}
		c.docs = docset.Union(slices.Clone(c.Values))
		s.Result = s.Both(s.Result, c.docs)
	}
}

// Both returns the living documents of a that b has, too.
func (s *Selection) Both(a, b *roaring.Bitmap) *roaring.Bitmap {
	if a == s.Segment.LiveDocs {
		return s.Live(b)
	}
	return roaring.And(a, b)
}

// filtered returns the documents with one value of a facet.
func (s *Selection) filtered(f *index.Field, v index.FilterValue) *roaring.Bitmap {
	if f.Kind != index.KindKeyword {
		return s.numbers(index.Range{Field: f.Name, From: v.From, To: v.To})
	}
	return s.values(index.Values{Field: f.Name, Exact: []string{v.Folded}})
}

// Tiers returns how many tiers the result has.
func (s *Selection) Tiers() uint8 {
	if s.first != nil {
		return 2
	}
	return 1
}

// Filtered returns the documents of a set that all filters leave.
func (s *Selection) Filtered(b *roaring.Bitmap) *roaring.Bitmap {
	for _, c := range s.Chosen {
		b = s.Both(b, c.docs)
	}
	return b
}

// Without returns what the result would be without one of the choices.
func (s *Selection) Without(chosen int) *roaring.Bitmap {
	b := s.Query
	for i, c := range s.Chosen {
		if i != chosen {
			b = s.Both(b, c.docs)
		}
	}
	return b
}

// TierOf returns the documents of the result that come first, or the others.
func (s *Selection) TierOf(tier uint8) *roaring.Bitmap {
	switch {
	case s.first != nil && tier == 0:
		return roaring.And(s.Result, s.first)
	case s.first != nil:
		return roaring.AndNot(s.Result, s.first)
	case tier == 0:
		return s.Result
	}
	return docset.Empty
}
