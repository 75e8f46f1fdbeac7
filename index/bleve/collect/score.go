package collect

import (
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
)

// A scorer scores the documents of a generation for a query. What it keeps for
// each segment is made by the goroutine that searches the segment.
type scorer struct {
	*rank.Query
	segments  []segmentScorer
	sentences func() *forward.StandardSentences // of the corpus
}

// A segmentScorer is what scoring in one segment takes.
type segmentScorer struct {
	typed                forward.EncodedTerm // the words as they were typed; empty when one stands nowhere
	drug, subclass, body *roaring.Bitmap     // whose facets are what is asked for
	clauses              [][]liveClause      // by concept; nil until they are asked for
	finder               *occurrenceFinder   // nil until it is asked for
	words                []seen              // memory: of the field at hand
	counts               []float64           // memory: of the concepts in the document at hand
}

// newScorer prepares the scorer of a search, nil when it has no word to score.
func newScorer(s *match.Search) *scorer {
	all := rank.ConceptsOf(s.Plan)
	found := make([]atomic.Int64, len(all))
	s.Each(func(sel *match.Selection) {
		for i := range all {
			found[i].Add(int64(sel.Live(sel.AnyOf(all[i].Alternatives)).GetCardinality()))
		}
	})
	for i := range all {
		all[i].Items = int(found[i].Load())
	}
	q := rank.NewQuery(s.Plan, all, s.G.Manifest.Items, s.G.Stats.Means())
	if q == nil {
		return nil
	}
	sc := &scorer{q, make([]segmentScorer, len(s.Selections)), s.G.StandardSentences}
	s.Each(func(sel *match.Selection) {
		sc.segments[sel.At] = segmentScorer{
			typed: sel.NeedleOf(q.Typed),
			drug:  sel.AnyValue("drug", q.Asked.Drugs), subclass: sel.AnyValue("subclass", q.Asked.Subclasses), body: sel.AnyValue("body", q.Asked.BodyParts),
		}
	})
	return sc
}

// score returns the BM25F score of a document.
func (sc *scorer) score(s *match.Selection, doc uint32) float64 {
	sp := sc.finder(s) // before the document is opened: it may look at others when it is made
	s.Evaluator.Open(doc, sc.Fields)
	work := &sc.segments[s.At]
	n, tf := work.tallies(len(sc.Concepts))
	for f := range index.NumTextFields {
		field := s.Record.Get(f)
		if field == nil || !sc.Fields.Has(f) {
			continue
		}
		clear(n)
		work.words = sp.count(f, field.Codes, n, work.words)
		for i, n := range n {
			if n > 0 {
				tf[i] += sc.FieldFrequency(f, n, float64(field.Words))
			}
		}
	}
	return sc.Score(tf)
}

// tallies returns two lists of zeros, in memory that is used again.
func (w *segmentScorer) tallies(n int) (a, b []float64) {
	if len(w.counts) < 2*n {
		w.counts = make([]float64, 2*n)
	}
	clear(w.counts)
	return w.counts[:n], w.counts[n : 2*n]
}
