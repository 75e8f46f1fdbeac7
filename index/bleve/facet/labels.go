package facet

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
)

// countLabels counts in one segment the items with each tag, and last those
// without any, among what is left without the choice in the facet itself.
func countLabels(s *match.Selection, chosen int, labels *index.Labels) []uint32 {
	base := s.Result
	if chosen >= 0 {
		base = s.Without(chosen)
	}
	tags := labels.Tags()
	counts := make([]uint32, len(tags)+1)
	tagged := roaring.New()
	for i, t := range tags {
		docs := s.Eval(t.Items, nil)
		counts[i] = uint32(docs.AndCardinality(base))
		tagged.Or(docs)
	}
	counts[len(tags)] = uint32(base.GetCardinality() - tagged.AndCardinality(base))
	return counts
}

// labelFacet makes facet i, one of labels, of what the segments counted.
func (s *Counts) labelFacet(i int, chosen *index.FacetFilter, limit int) index.Facet {
	tags := s.Plan.Labels.Tags()
	sum := make([]uint32, len(tags)+1)
	for at := range s.tallies {
		for k, n := range s.tallies[at].facets[i].labels {
			sum[k] += n
		}
	}
	f := s.Fields[i]
	return index.LabelFacet(f, tags, sum[:len(tags)], int(sum[len(tags)]), chosen, limit)
}
