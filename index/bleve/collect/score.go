package collect

import (
	"sync/atomic"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
	"imrsearch/index/text"
)

// A scorer scores documents for the concepts of a plan, with statistics over
// all shards. It does not change once it is made.
type scorer struct {
	concepts []match.Concept
	fields   index.TextFields             // of all concepts
	total    float64                      // of the concepts' idf
	mean     [index.NumTextFields]float64 // words, of fields that have any
	whole    []forward.EncodedTerm        // by shard: the words as typed; empty when one stands nowhere
	presents [][][]liveClause             // by shard
	finders  []*occurrenceFinder          // by shard
	work     []workspace                  // by shard
	asked    asked

	typedWords int
	sentences  func() *forward.StandardSentences // of the corpus
}

// newScorer prepares the scorer of a search, nil when it has no word to
// score.
func newScorer(s *match.Search) *scorer {
	typed := text.Words(s.Plan.Reading.Text)
	n := len(s.Selections)
	sc := &scorer{typedWords: len(typed), sentences: s.G.StandardSentences, mean: s.G.Stats.Means(), whole: make([]forward.EncodedTerm, n), presents: make([][][]liveClause, n), finders: make([]*occurrenceFinder, n), work: make([]workspace, n)}
	all := match.ConceptsOf(s.Plan)
	found := make([]atomic.Int64, len(all))
	s.Each(func(sel *match.Selection) {
		sc.whole[sel.At] = sel.NeedleOf(typed)
		for i, alternatives := range all {
			found[i].Add(int64(sel.Live(sel.AnyOf(alternatives)).GetCardinality()))
		}
	})
	for i, alternatives := range all {
		if found := int(found[i].Load()); found > 0 {
			sc.add(alternatives, rank.Idf(found, s.G.Manifest.Items))
		}
	}
	if len(sc.concepts) == 0 {
		return nil
	}
	sc.ask(s)
	return sc
}

func (sc *scorer) add(alternatives []match.Alternative, idf float64) {
	c := match.Concept{Alternatives: alternatives, Idf: idf}
	for _, a := range alternatives {
		c.Fields |= a.Fields
	}
	sc.total += idf
	sc.fields |= c.Fields
	sc.concepts = append(sc.concepts, c)
}

// score returns the BM25F score of a document.
func (sc *scorer) score(s *match.Selection, doc uint32) float64 {
	sp := sc.finder(s) // before the document is opened: it may look at others when it is made
	s.Evaluator.Open(doc, sc.fields)
	work := &sc.work[s.At]
	n, tf := work.tallies(len(sc.concepts))
	for f := range index.NumTextFields {
		field := s.Record.Get(f)
		if field == nil || !sc.fields.Has(f) {
			continue
		}
		clear(n)
		work.words = sp.count(f, field.Codes, n, work.words)
		for i, n := range n {
			if n > 0 {
				tf[i] += sc.weight(f, field, n)
			}
		}
	}
	total := 0.0
	for i, tf := range tf {
		total += sc.concepts[i].Idf * tf / (rank.Bm25K + tf)
	}
	return total
}

// A workspace is memory that scoring in one shard uses again.
type workspace struct {
	words  []seen    // of the field at hand
	counts []float64 // of the concepts in the document at hand
}

// tallies returns two lists of zeros that the workspace keeps.
func (w *workspace) tallies(n int) (a, b []float64) {
	if len(w.counts) < 2*n {
		w.counts = make([]float64, 2*n)
	}
	clear(w.counts)
	return w.counts[:n], w.counts[n : 2*n]
}

// weight sets a frequency against its field and the field's length.
func (sc *scorer) weight(f index.TextField, field *forward.Field, n float64) float64 {
	return rank.FieldFrequency(f, n, float64(field.Words), sc.mean[f])
}
