package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
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
func (sc *scorer) ask(s *search) {
	var words []string
	var of []int
	for i := range sc.concepts {
		for _, m := range sc.concepts[i].alternatives[0].Words {
			if m.Kind == index.Inflected || m.Kind == index.Exact {
				words, of = append(words, m.Text), append(of, i)
			}
		}
	}
	found := index.Ask(words)
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
	sc.asked.shards = make([]askedFacets, len(s.selections))
	s.each(func(sel *selection) {
		sc.asked.shards[sel.at] = askedFacets{
			drug: sel.anyValue("drug", found.Drugs), leaf: sel.anyValue("subclass", found.Subclasses), body: sel.anyValue("body", found.BodyParts),
		}
	})
}

// anyValue returns the documents with one of the values in a facet.
func (s *selection) anyValue(field string, values []string) *roaring.Bitmap {
	if len(values) == 0 {
		return nothing
	}
	return s.values(index.Values{Field: field, Exact: values})
}

// asked returns what is due to a document for having been asked for.
func (r *reranking) asked(doc uint32) float64 {
	facets := &r.scorer.asked.shards[r.selection.at]
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
		all += r.concepts[i].idf
		if slices.ContainsFunc(r.found[index.RequestText], func(p spot) bool { return int(p.concept) == i }) {
			have += r.concepts[i].idf
		}
	}
	return have / all
}
