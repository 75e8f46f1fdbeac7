package bleve

import (
	"slices"
	"sync/atomic"

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
	presents [][][]present                // by shard
	spotters []*spotter                   // by shard
	work     []workspace                  // by shard
	asked    asked

	typedWords int
}

// newScorer prepares the scorer of a search, nil when it has no word to
// score.
func newScorer(s *search) *scorer {
	typed := text.Words(s.plan.Reading.Text)
	n := len(s.selections)
	sc := &scorer{typedWords: len(typed), mean: s.g.stats.means(), whole: make([]needle, n), presents: make([][][]present, n), spotters: make([]*spotter, n), work: make([]workspace, n)}
	all := conceptsOf(s.plan)
	found := make([]atomic.Int64, len(all))
	s.each(func(sel *selection) {
		sc.whole[sel.at] = sel.needleOf(typed)
		for i, alternatives := range all {
			found[i].Add(int64(sel.living(sel.anyOf(alternatives)).GetCardinality()))
		}
	})
	for i, alternatives := range all {
		if found := int(found[i].Load()); found > 0 {
			sc.add(alternatives, idf(found, s.g.manifest.Items))
		}
	}
	if len(sc.concepts) == 0 {
		return nil
	}
	sc.ask(s)
	return sc
}

// anyOf returns the documents with all words of one of the alternatives. Runs
// with a word that is an alternative by itself add none.
func (s *selection) anyOf(alternatives []alternative) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for _, a := range alternatives {
		switch {
		case len(a.Words) == 1:
			found = append(found, s.word(a.Words[0], a.Fields))
		case !slices.ContainsFunc(alternatives, a.needs):
			found = append(found, s.phrase(a.Sequence).all)
		}
	}
	return union(found)
}

// needs reports whether a is more than b, which is one of its words.
func (a alternative) needs(b alternative) bool {
	return len(b.Words) == 1 && len(a.Words) > 1 && a.Fields == b.Fields && slices.Contains(a.Words, b.Words[0])
}

func (sc *scorer) add(alternatives []alternative, idf float64) {
	c := concept{alternatives: alternatives, idf: idf}
	for _, a := range alternatives {
		c.fields |= a.Fields
	}
	sc.total += idf
	sc.fields |= c.fields
	sc.concepts = append(sc.concepts, c)
}

// score returns the BM25F score of a document.
func (sc *scorer) score(s *selection, doc uint32) float64 {
	sp := sc.spotter(s) // before the document is opened: it may look at others when it is made
	s.evaluator.open(doc, sc.fields)
	work := &sc.work[s.at]
	n, tf := work.tallies(len(sc.concepts))
	for f := range index.NumTextFields {
		field := s.record.get(f)
		if field == nil || !sc.fields.Has(f) {
			continue
		}
		clear(n)
		work.words = sp.count(f, field.codes, n, work.words)
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
func (sc *scorer) weight(f index.TextField, field *fieldRecord, n float64) float64 {
	return fieldFrequency(f, n, float64(field.words), sc.mean[f])
}

// fieldFrequency is what n occurrences in a field of that length are worth.
func fieldFrequency(f index.TextField, n, words, mean float64) float64 {
	return fieldWeights[f] / 10 * n / (1 - bm25B + bm25B*words/mean)
}
