// Package decides answers one question: what stands in the overturned
// rationales that a search selects and not in the upheld ones? It reads the
// forward index and the columns; what is counted, and how sides are compared,
// is in index/contrast.
package decides

import (
	"hash/fnv"
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/fold"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/contrast"
	"imrsearch/parser/imr"
)

// backgroundItems is how many items the prior is counted over.
const backgroundItems = 6_000

// Run answers a request over the items that a search selects. Errors: those of
// the search.
func Run(s *match.Search, filters []index.FacetFilter, req *index.DecidesRequest) (*index.Decides, error) {
	s.Begin()
	if err := s.ExpandPatterns(); err != nil {
		return nil, err
	}
	s.SelectItems(index.MatchAll, func(sel *match.Selection) { sel.Choose(filters) })
	if err := s.Err(); err != nil {
		return nil, err
	}
	out := &index.Decides{Query: s.Plan.Reading, Least: req.Least, Requested: s.Plan.Requested != nil, Generation: s.G.Manifest.Generation}
	if out.Least == 0 {
		out.Least = index.DefaultLeastLetters
	}
	limit := req.Limit
	if limit == 0 {
		limit = index.DefaultContrasts
	}
	found := newReader(s)
	for _, sel := range s.Selections {
		sides := found.sidesOf(sel, sel.Result)
		out.Overturned.Items += int(sides[contrast.Overturned].GetCardinality())
		out.Upheld.Items += int(sides[contrast.Upheld].GetCardinality())
		out.Other += int(sel.Result.GetCardinality())
		found.docs[sel.At] = sides
	}
	out.Other -= out.Overturned.Items + out.Upheld.Items
	out.Sampled = found.sample(index.MaxDecidesItems)
	out.Folded = found.fold()
	counted := found.count()
	out.Overturned.Letters, out.Upheld.Letters = counted.Letters[contrast.Overturned], counted.Letters[contrast.Upheld]
	share := background(s)
	out.Lists = index.ListsOf(counted, share, out.Least, limit)
	out.Query.Settle(s.Plan.Plain, s.Stands)
	out.Partial = s.Deadline.Partial.Load()
	return out, s.Err()
}

type backgroundKey struct{}

// background returns the shares of features among the letters of the corpus, or
// of a sample of it. They are counted once for each generation, unless time
// is up before.
func background(s *match.Search) func(contrast.Feature) float64 {
	if have, ok := s.G.Derived.Load(backgroundKey{}); ok {
		return have.(*contrast.Counter).Share
	}
	all := newReader(s)
	for _, sel := range s.Selections {
		all.docs[sel.At] = all.sidesOf(sel, sel.Segment.LiveDocs)
	}
	all.sample(backgroundItems)
	all.fold()
	c := all.count()
	c.Keep(2)
	if !s.Deadline.Partial.Load() {
		s.G.Derived.Store(backgroundKey{}, c)
	}
	return c.Share
}

// A reader counts what documents say.
type reader struct {
	*match.Search
	docs [][2]*roaring.Bitmap // of both sides, by segment
}

func newReader(s *match.Search) *reader {
	return &reader{s, make([][2]*roaring.Bitmap, len(s.Selections))}
}

func (r *reader) sidesOf(sel *match.Selection, docs *roaring.Bitmap) [2]*roaring.Bitmap {
	return [2]*roaring.Bitmap{
		contrast.Overturned: roaring.And(docs, sel.Postings("outcome", string(imr.Overturned))),
		contrast.Upheld:     roaring.And(docs, sel.Postings("outcome", string(imr.Upheld))),
	}
}

// sample leaves, of more than most documents, those of letters whose ids have
// small hashes, about most of them.
func (r *reader) sample(most int) bool {
	n := uint64(0)
	for _, sides := range r.docs {
		for _, docs := range sides {
			n += docs.GetCardinality()
		}
	}
	if n <= uint64(most) {
		return false
	}
	below := uint64(float64(most) / float64(n) * math.MaxUint64)
	r.Each(func(sel *match.Selection) {
		for side, docs := range r.docs[sel.At] {
			kept := roaring.New()
			for it := docs.Iterator(); it.HasNext(); {
				doc := it.Next()
				if hashOf(sel.Segment, doc) < below {
					kept.Add(doc)
				}
			}
			r.docs[sel.At][side] = kept
		}
	})
	return true
}

func hashOf(s *segment.LiveSegment, doc uint32) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(s.Letters.IDs.Raw(int(s.Letters.Of[doc])))
	x := h.Sum64()
	x = (x ^ x>>32) * 0x9e3779b97f4a7c15
	return x ^ x>>29
}

// fold leaves of documents that say the same the first by id, and returns how
// many it left out.
func (r *reader) fold() int {
	all := make([]*roaring.Bitmap, len(r.docs))
	for i, sides := range r.docs {
		all[i] = docset.Or(sides[0], sides[1])
	}
	n := 0
	for i, later := range fold.GroupsOf(r.G).Later(r.G, all) {
		n += int(later.GetCardinality())
		for side := range r.docs[i] {
			r.docs[i][side] = roaring.AndNot(r.docs[i][side], later)
		}
	}
	return n
}

// count counts the letters of the documents by what they say.
func (r *reader) count() *contrast.Counter {
	counters := make([]contrast.Counter, len(r.docs))
	r.Each(func(sel *match.Selection) {
		w := &segmentReader{Selection: sel, counter: &counters[sel.At], sentences: r.G.StandardSentences(), words: map[uint32]contrast.Word{}}
		w.read(r.docs[sel.At])
	})
	sum := &contrast.Counter{}
	for i := range counters {
		sum.Merge(&counters[i])
	}
	return sum
}
