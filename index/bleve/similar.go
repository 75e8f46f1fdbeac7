package bleve

import (
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A similar item has the treatment by its name, or the drug; where fewer than
// similarFew items have, those with a treatment of the same kind count too. Of
// an item whose treatment nothing is known of, similarShare of all that could
// agree must agree, by weight.
const (
	similarFew   = 5
	similarShare = 0.25
)

// likeOf returns the determination that a request for similar items names.
// Errors: index.ErrNotFound.
func likeOf(g *generation, req *index.SimilarRequest) (*index.Determination, error) {
	if req.ID == "" {
		return req.Like, nil
	}
	letter, n, err := imr.SplitID(req.ID)
	if err != nil {
		return nil, &index.RequestError{Param: "id", Msg: err.Error()}
	}
	s, l, ok := g.find(letter)
	if !ok {
		s, l, ok = g.findFolded(letter)
	}
	if !ok {
		return nil, fmt.Errorf("item %s: %w", req.ID, index.ErrNotFound)
	}
	doc, err := s.texts.document(l)
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
	*search
	counts *counting
	hits   *topHits
}

// similar finds what agrees with an item. Of req only the page counts.
func similar(s *search, req *index.Request, filters []index.FacetFilter, like *index.Determination) (*index.Result, error) {
	x := similarity{s, newCounting(s, nil, filters, 0), newTopHits(s, req, nil)}
	return x.run(like)
}

func (s *similarity) run(like *index.Determination) (*index.Result, error) {
	features := featuresOf(like, s.rare, s.g.manifest.Items)
	total := 0.0
	for _, f := range features {
		total += f.weight
	}
	reading := index.Reading{Text: like.Item.ID, Match: index.MatchAll, Expansions: []index.Expansion{}, Ignored: []string{}, Warnings: []index.Note{}}
	result := &index.Result{Query: reading, Generation: s.g.manifest.Generation, Hits: []index.Hit{}}
	have := make([]agreed, len(s.selections))
	s.each(func(sel *selection) {
		have[sel.at] = agreedIn(sel, features)
		sel.query = akin(sel, have[sel.at], sameTreatment, like)
	})
	if s.found() < similarFew {
		s.each(func(sel *selection) { sel.query = akin(sel, have[sel.at], sameKind, like) })
	}
	if !slices.ContainsFunc(features, func(f feature) bool { return f.bond >= sameKind }) {
		s.each(func(sel *selection) { sel.query = agreeing(sel, have[sel.at], similarShare*total, like) })
	}
	s.each(func(sel *selection) {
		sel.allWords = sel.query
		s.counts.finish(sel)
	})
	result.Total = s.counts.total()
	hits := s.mostSimilar(have, max(total, 1e-9))
	if err := s.hits.show(result, hits); err != nil {
		return nil, err
	}
	for i, r := range hits {
		result.Hits[i].Why = have[r.shard].why(r.doc)
	}
	result.Partial = s.deadline.partial.Load()
	return result, s.err()
}

// mostSimilar returns the page of a request for similar items.
func (s *similarity) mostSimilar(have []agreed, total float64) []ranked {
	want := index.NoLimit
	if s.hits.req.Limit >= 0 {
		want = s.hits.req.Start + s.hits.req.Limit
	}
	o := &order{shards: s.g.shards}
	lists := make([]*best, len(s.selections))
	s.each(func(sel *selection) {
		lists[sel.at] = &best{order: o, k: want}
		granted := roaring.Or(sel.postings("outcome", string(imr.Overturned)), sel.postings("outcome", string(imr.Modified)))
		scores := agreementScores(sel, have[sel.at], sel.result)
		for it := sel.result.Iterator(); it.HasNext(); {
			doc := it.Next()
			r := ranked{shard: int32(sel.at), doc: doc, tier: 1, score: float64((*scores)[doc])}
			if granted.Contains(doc) {
				r.tier = 0
			}
			lists[sel.at].offer(r)
		}
		scoreLoans.give(scores)
	})
	hits := merge(o, lists, want)
	for i := range hits {
		hits[i].final = hits[i].score / total
	}
	return hits[min(s.hits.req.Start, len(hits)):]
}
