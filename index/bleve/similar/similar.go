// Package similar answers one question: which items are like another? It
// weighs shared treatments, drugs, parts of the body, diagnoses and rare words.
package similar

import (
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/collect"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/match"
	"imrsearch/index/bleve/segment"
	"imrsearch/index/rank"
	"imrsearch/parser/imr"
)

// Like returns the determination that a request for similar items names.
// Errors: index.ErrNotFound.
func Like(g *segment.Generation, req *index.SimilarRequest) (*index.Determination, error) {
	if req.ID == "" {
		return req.Like, nil
	}
	letter, n, err := imr.SplitID(req.ID)
	if err != nil {
		return nil, &index.RequestError{Param: "id", Msg: err.Error()}
	}
	s, l, ok := g.Find(letter)
	if !ok {
		s, l, ok = g.FindFolded(letter)
	}
	if !ok {
		return nil, fmt.Errorf("item %s: %w", req.ID, index.ErrNotFound)
	}
	doc, err := s.Texts.Document(l)
	if err != nil {
		return nil, err
	}
	if len(doc.Letter.Items) == 0 {
		return nil, &index.RequestError{Param: "id", Msg: "no item was found in the letter " + doc.Letter.ID + ": there is nothing to compare"}
	}
	for _, d := range doc.Determinations() {
		if d.Item.N == n || n < 0 {
			return &d, nil
		}
	}
	return nil, fmt.Errorf("item %s: %w", req.ID, index.ErrNotFound)
}

// A similarity finds items like another.
type similarity struct {
	*match.Search
	counts *facet.Counts
	hits   *collect.TopHits
}

// Run finds what agrees with an item. Of req only the page counts.
func Run(s *match.Search, req *index.Request, filters []index.FacetFilter, like *index.Determination) (*index.Result, error) {
	x := similarity{s, facet.New(s, nil, filters, 0), collect.NewTopHits(s, req, nil)}
	return x.run(like)
}

func (s *similarity) run(like *index.Determination) (*index.Result, error) {
	features := rank.Features(like, s.rare, s.G.Manifest.Items)
	total := 0.0
	for _, f := range features {
		total += f.Weight
	}
	reading := index.Reading{Text: like.Item.ID, Match: index.MatchAll, Expansions: []index.Expansion{}, Ignored: []string{}, Warnings: []index.Note{}}
	result := &index.Result{Query: reading, Generation: s.G.Manifest.Generation, Hits: []index.Hit{}}
	have := make([]agreed, len(s.Selections))
	s.Each(func(sel *match.Selection) {
		have[sel.At] = agreedIn(sel, features)
		sel.Query = akin(sel, have[sel.At], rank.SameTreatment, like)
	})
	if s.Found() < rank.SimilarFew {
		s.Each(func(sel *match.Selection) { sel.Query = akin(sel, have[sel.At], rank.SameKind, like) })
	}
	if !slices.ContainsFunc(features, func(f rank.Feature) bool { return f.Bond >= rank.SameKind }) {
		s.Each(func(sel *match.Selection) { sel.Query = agreeing(sel, have[sel.At], rank.SimilarShare*total, like) })
	}
	s.Each(func(sel *match.Selection) {
		sel.AllWords = sel.Query
		s.counts.Finish(sel)
	})
	result.Total = s.counts.Total()
	hits := s.mostSimilar(have, max(total, 1e-9))
	if err := s.hits.ShowHits(result, hits); err != nil {
		return nil, err
	}
	for i, r := range hits {
		result.Hits[i].Why = have[r.Segment].why(r.Doc)
	}
	result.Partial = s.Deadline.Partial.Load()
	return result, s.Err()
}

// The tiers of similar items: the same treatment of the same part, overturned
// ones first; then the same treatment of another part; then what is of its
// kind.
const (
	sameOverturned uint8 = iota
	sameUpheld
	otherPart
	otherKind
)

// mostSimilar returns the page of a request for similar items.
func (s *similarity) mostSimilar(have []agreed, total float64) []collect.Hit {
	want := index.NoLimit
	if s.hits.Req.Limit >= 0 {
		want = s.hits.Req.Start + s.hits.Req.Limit
	}
	o := &collect.Order{Segments: s.G.Segments}
	lists := make([]*collect.TopK, len(s.Selections))
	s.Each(func(sel *match.Selection) {
		lists[sel.At] = &collect.TopK{Order: o, K: want}
		granted := roaring.Or(sel.Postings("outcome", string(imr.Overturned)), sel.Postings("outcome", string(imr.Modified)))
		scores := agreementScores(sel, have[sel.At], sel.Result)
		treatment, same := have[sel.At].same(sel)
		for it := sel.Result.Iterator(); it.HasNext(); {
			doc := it.Next()
			r := collect.Hit{Segment: int32(sel.At), Doc: doc, Tier: otherKind, Score: float64((*scores)[doc])}
			switch {
			case same.Contains(doc) && granted.Contains(doc):
				r.Tier = sameOverturned
			case same.Contains(doc):
				r.Tier = sameUpheld
			case treatment.Contains(doc):
				r.Tier = otherPart
			}
			lists[sel.At].Offer(r)
		}
		docset.ScorePool.Put(scores)
	})
	hits := collect.Merge(o, lists, want)
	for i := range hits {
		hits[i].Final = hits[i].Score / total
	}
	return hits[min(s.hits.Req.Start, len(hits)):]
}
