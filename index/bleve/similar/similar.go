// Package similar answers one question: which items ask for the same as
// another? It divides them into groups by what package rank calls the same
// request, and puts first in each what agrees most. All of it is sets of
// documents: no letter is opened but those of the page.
package similar

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/collect"
	"imrsearch/index/bleve/docset"
	"imrsearch/index/bleve/facet"
	"imrsearch/index/bleve/fold"
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
	return doc.ItemToCompare(req.ID, n)
}

// A similarity finds items like another.
type similarity struct {
	*match.Search
	req     *index.SimilarRequest
	filters []index.FacetFilter
	like    *index.Determination
	facts   rank.Likeness
	have    []agreed // by segment
	sizes   [len(index.GroupKinds)]int
}

// Run finds what is like an item, in groups.
func Run(s *match.Search, req *index.SimilarRequest, filters []index.FacetFilter, like *index.Determination) (*index.SimilarResult, error) {
	x := similarity{Search: s, req: req, filters: filters, like: like, have: make([]agreed, len(s.Selections))}
	x.facts = rank.Like(like, x.rare, s.G.Manifest.Items)
	return x.run()
}

func (s *similarity) run() (*index.SimilarResult, error) {
	reading := index.Reading{Text: s.like.Item.ID, Match: index.MatchAll, Expansions: []index.Expansion{}, Ignored: []string{}, Warnings: []index.Note{}}
	result := &index.SimilarResult{Of: s.facts.Of()}
	result.Result = index.Result{Query: reading, Generation: s.G.Manifest.Generation, Hits: []index.Hit{}}
	s.divide()
	var totals [len(index.GroupKinds)]index.Total
	for i := range index.GroupKinds {
		totals[i] = s.count(func(a *agreed) **roaring.Bitmap { return &a.groups[i] })
	}
	result.Total = s.count(func(a *agreed) **roaring.Bitmap { return &a.all })
	s.fold(&totals, &result.Total)
	hits, n, err := index.PageOfGroups(s.req, s.sizes, func(group, most int) ([]collect.Hit, error) { return s.list(group, most), nil })
	if err != nil {
		return nil, err
	}
	shown := collect.NewTopHits(s.Search, &index.Request{Limit: s.req.Limit, Determinations: true}, nil)
	if err := shown.ShowHits(&result.Result, hits); err != nil {
		return nil, err
	}
	for i, r := range hits {
		have := s.have[r.Segment].docs
		rank.Explain(&result.Hits[i], s.like, s.facts.Features, func(k int) bool { return have[k].Contains(r.Doc) })
	}
	result.Gather(totals, n)
	result.Partial = s.Deadline.Partial.Load()
	return result, s.Err()
}

// divide finds the documents of each group: what has the treatment, and, where
// that is little, what is of its kind.
func (s *similarity) divide() {
	s.Each(func(sel *match.Selection) {
		s.have[sel.At] = agreedIn(sel, s.facts.Features)
		sel.Query = s.matching(sel, s.facts.Treatment)
	})
	for _, kind := range s.facts.Kinds {
		if s.Found() >= kind.Below {
			break
		}
		s.Each(func(sel *match.Selection) {
			sel.Query = roaring.Or(sel.Query, s.matching(sel, kind.Expr))
		})
	}
	s.Each(func(sel *match.Selection) {
		a := &s.have[sel.At]
		a.all = sel.Query
		same := s.matching(sel, s.facts.Same)
		granted := roaring.Or(sel.Postings("outcome", string(imr.Overturned)), sel.Postings("outcome", string(imr.Modified)))
		a.groups = [...]*roaring.Bitmap{roaring.And(same, granted), roaring.And(same, sel.Postings("outcome", string(imr.Upheld))), nil}
		a.groups[2] = docset.AndNot(docset.AndNot(a.all, a.groups[0]), a.groups[1])
	})
}

// matching returns the live documents of other letters that x matches, none for
// nil.
func (s *similarity) matching(sel *match.Selection, x index.Expr) *roaring.Bitmap {
	if x == nil || sel.Deadline.Stop() {
		return docset.Empty
	}
	return others(sel, sel.Eval(x, nil), s.like)
}

// count narrows a set of each segment by the filters, and counts it.
func (s *similarity) count(set func(*agreed) **roaring.Bitmap) index.Total {
	counts := facet.New(s.Search, &index.Request{}, s.filters)
	s.Each(func(sel *match.Selection) {
		docs := set(&s.have[sel.At])
		sel.Query, sel.AllWords = *docs, *docs
		counts.Finish(sel)
		*docs = sel.Result
	})
	return counts.Total()
}

// size returns how many hits the list of a group has, most at most unless
// below 0.
func (s *similarity) size(group, most int) int {
	if most >= 0 {
		return min(s.sizes[group], most)
	}
	return s.sizes[group]
}

// fold counts what different things the groups say, where that is asked for,
// and notes how long their lists are.
func (s *similarity) fold(totals *[len(index.GroupKinds)]index.Total, all *index.Total) {
	sum := 0
	for g := range totals {
		s.sizes[g] = totals[g].Items
		if !s.req.Fold {
			continue
		}
		docs := make([]*roaring.Bitmap, len(s.have))
		for i := range s.have {
			docs[i] = s.have[i].groups[g]
		}
		n := fold.GroupsOf(s.G).Count(docs)
		totals[g].Groups, s.sizes[g] = &n, n
		sum += n
	}
	if s.req.Fold {
		all.Groups = &sum
	}
}

// list returns the first hits of a group, alike ones folded where that is asked
// for.
func (s *similarity) list(group, most int) []collect.Hit {
	if !s.req.Fold || most == 0 {
		return s.best(group, most)
	}
	alike := fold.GroupsOf(s.G)
	in := func(d fold.Doc) bool { return s.have[d.Segment].groups[group].Contains(d.Doc) }
	want := s.size(group, most)
	for n := want; ; n *= 2 {
		whole := s.best(group, n)
		hits := collect.Folded(alike, whole, in)
		if len(hits) >= want || len(whole) < n {
			return hits[:min(want, len(hits))]
		}
	}
}

// best returns the first hits of a group.
func (s *similarity) best(group, most int) []collect.Hit {
	o := &collect.Order{Segments: s.G.Segments}
	lists := make([]*collect.TopK, len(s.Selections))
	s.Each(func(sel *match.Selection) {
		lists[sel.At] = &collect.TopK{Order: o, K: most}
		docs := s.have[sel.At].groups[group]
		scores := agreementScores(sel, s.have[sel.At], docs)
		for it := docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			lists[sel.At].Offer(collect.Hit{Segment: int32(sel.At), Doc: doc, Score: float64((*scores)[doc])})
		}
		docset.ScorePool.Put(scores)
	})
	hits := collect.Merge(o, lists, most)
	for i := range hits {
		hits[i].Final = hits[i].Score / max(s.facts.Weight(), 1e-9)
	}
	return hits
}
