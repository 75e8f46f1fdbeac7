package collect

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/resolve"
)

// An asked is what a query asks for, in the terms of a scorer: which concepts
// name treatments, parts of the body and sides, and which documents have the
// same by their facets.
type asked struct {
	treatments [][]int // concepts that name each
	body, side []int
	whole      bool // a class is named and nothing of it
	named      bool // every concept is one of these
	shards     []askedFacets
}

// An askedFacets holds the documents of a shard whose facets are what is
// asked for.
type askedFacets struct{ drug, leaf, body *roaring.Bitmap }

// ask finds what the scorer's concepts ask for.
func (sc *scorer) ask(s *match.Search) {
	var words []string
	var of []int
	for i := range sc.concepts {
		for _, m := range sc.concepts[i].Alternatives[0].Words {
			if m.Kind == index.Inflected || m.Kind == index.Exact {
				words, of = append(words, m.Text), append(of, i)
			}
		}
	}
	found := resolve.Ask(words)
	concepts := func(words []int) []int {
		var out []int
		for _, w := range words {
			if !slices.Contains(out, of[w]) {
				out = append(out, of[w])
			}
		}
		return out
	}
	for _, run := range found.Treatments {
		sc.asked.treatments = append(sc.asked.treatments, concepts(run))
	}
	sc.asked.body, sc.asked.side, sc.asked.whole = concepts(found.Body), concepts(found.Side), found.Whole
	covered := map[int]bool{}
	for _, i := range slices.Concat(append(sc.asked.treatments, sc.asked.body, sc.asked.side)...) {
		covered[i] = true
	}
	sc.asked.named = len(covered) == len(sc.concepts)
	sc.asked.shards = make([]askedFacets, len(s.Selections))
	s.Each(func(sel *match.Selection) {
		sc.asked.shards[sel.At] = askedFacets{
			drug: sel.AnyValue("drug", found.Drugs), leaf: sel.AnyValue("subclass", found.Subclasses), body: sel.AnyValue("body", found.BodyParts),
		}
	})
}

// asked returns what is due to a document for having been asked for.
func (r *reranking) asked(doc uint32) float64 {
	facets := &r.scorer.asked.shards[r.selection.At]
	body := r.share(r.scorer.asked.body)
	if facets.body.Contains(doc) {
		body = 1
	}
	if len(r.scorer.asked.treatments) == 0 {
		return askedBodyAlone * body
	}
	best, sum := 0.0, 0.0
	for _, run := range r.scorer.asked.treatments {
		share := r.share(run)
		best, sum = max(best, share), sum+share
	}
	treatment := (best + sum/float64(len(r.scorer.asked.treatments))) / 2
	switch {
	case facets.drug.Contains(doc), r.scorer.asked.whole && facets.leaf.Contains(doc):
		treatment = 1
	case facets.leaf.Contains(doc):
		treatment = max(treatment, sameLeaf)
	}
	return treatment * (askedTreatment + askedBody*body + askedSide*r.share(r.scorer.asked.side))
}

// share returns the share of some concepts' weight that stands in the
// request.
func (r *reranking) share(concepts []int) float64 {
	if len(concepts) == 0 {
		return 0
	}
	have, all := 0.0, 0.0
	for _, i := range concepts {
		all += r.concepts[i].Idf
		if slices.ContainsFunc(r.found[index.RequestText], func(p occurrence) bool { return int(p.concept) == i }) {
			have += r.concepts[i].Idf
		}
	}
	return have / all
}
