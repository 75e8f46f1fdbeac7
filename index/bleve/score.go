package bleve

import (
	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/text"
)

// BM25F: a concept's frequency in each field, weighted and set against the
// field's true length, makes one frequency, which then saturates.
//
//	tf = Σ field weight × occurrences / (1 - b + b × length / mean length)
//	score = Σ idf × tf / (k1 + tf)
//
// The request stands inside the heading: its words count in both.
const (
	bm25K = 2.0
	bm25B = 0.5
)

// fieldWeights are what a word is worth in each field, in tenths: request
// and rationale before diagnoses before summary before guidelines.
var fieldWeights = [index.NumTextFields]float64{
	index.RequestText:           50,
	index.HeadingText:           15,
	index.RationaleText:         15,
	index.DiagnosisText:         12,
	index.SummaryText:           6,
	index.ReviewerGuidelineText: 4,
	index.ClaimsGuidelineText:   3,
	index.BodyText:              10,
	index.OtherText:             2,
}

// A scorer scores documents for the concepts of a plan, with statistics over
// all shards. It does not change once it is made.
type scorer struct {
	concepts []concept
	fields   index.TextFields             // of all concepts
	total    float64                      // of the concepts' idf
	mean     [index.NumTextFields]float64 // words, of fields that have any
	whole    []needle                     // by shard: the words as typed; empty when one stands nowhere
	spotters []*spotter                   // by shard
	asked    asked

	typedWords int
}

// newScorer prepares the scorer of a plan, nil when it has no word to score.
func newScorer(plan *index.Plan, g *generation, selections []*selection) *scorer {
	sc := &scorer{}
	typed := text.Words(plan.Reading.Text)
	sc.typedWords = len(typed)
	for _, s := range selections {
		sc.whole = append(sc.whole, s.needleOf(typed))
	}
	for _, alternatives := range conceptsOf(plan) {
		sc.add(alternatives, g, selections)
	}
	if len(sc.concepts) == 0 {
		return nil
	}
	sc.mean = g.stats.means()
	sc.ask(selections)
	sc.spotters = make([]*spotter, len(selections))
	return sc
}

func (sc *scorer) add(alternatives []alternative, g *generation, selections []*selection) {
	c := concept{alternatives: alternatives}
	n := 0
	for _, s := range selections {
		found := nothing
		for _, a := range alternatives {
			c.fields |= a.Fields
			found = union([]*roaring.Bitmap{found, s.candidates(a.Sequence)})
		}
		n += int(s.living(found).GetCardinality())
	}
	if n == 0 {
		return
	}
	c.idf = idf(n, g.manifest.Items)
	sc.total += c.idf
	sc.fields |= c.fields
	sc.concepts = append(sc.concepts, c)
}

// score returns the BM25F score of a document.
func (sc *scorer) score(s *selection, doc uint32) float64 {
	s.evaluator.open(doc, sc.fields)
	sp := sc.spotter(s)
	n, tf := s.tallies(len(sc.concepts))
	for f := range index.NumTextFields {
		field := s.record.get(f)
		if field == nil || !sc.fields.Has(f) {
			continue
		}
		clear(n)
		s.words = sp.count(f, field.codes, n, s.words)
		for i, n := range n {
			if n > 0 {
				tf[i] += sc.weight(f, field, n)
			}
		}
	}
	total := 0.0
	for i, tf := range tf {
		total += sc.concepts[i].idf * tf / (bm25K + tf)
	}
	return total
}

// tallies returns two lists of zeros that the selection keeps.
func (s *selection) tallies(n int) (a, b []float64) {
	if len(s.counts) < 2*n {
		s.counts = make([]float64, 2*n)
	}
	clear(s.counts)
	return s.counts[:n], s.counts[n : 2*n]
}

// weight sets a frequency against its field and the field's length.
func (sc *scorer) weight(f index.TextField, field *fieldRecord, n float64) float64 {
	return fieldFrequency(f, n, float64(field.words), sc.mean[f])
}

// fieldFrequency is what n occurrences in a field of that length are worth.
func fieldFrequency(f index.TextField, n, words, mean float64) float64 {
	return fieldWeights[f] / 10 * n / (1 - bm25B + bm25B*words/mean)
}
