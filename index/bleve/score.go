package bleve

import (
	"imrsearch/index"
)

// BM25F: a word's frequency in each field, weighted and set against the
// field's true length, makes one frequency, which then saturates.
//
//	tf = Σ field weight × occurrences / (1 - b + b × length / mean length)
//	score = Σ idf × weight × tf / (k1 + tf)
//
// The request stands inside the heading: its words count in both.
const (
	bm25K = 1.2
	bm25B = 0.6
)

// fieldWeights are what a word is worth in each field, in tenths.
var fieldWeights = [index.NumTextFields]float64{
	index.RequestText:           30,
	index.HeadingText:           10,
	index.RationaleText:         20,
	index.DiagnosisText:         12,
	index.SummaryText:           6,
	index.ReviewerGuidelineText: 5,
	index.ClaimsGuidelineText:   4,
	index.BodyText:              10,
	index.OtherText:             2,
}

// addedWeight is what a word is worth that the lexicon added, to 1 of what
// was typed.
const addedWeight = 0.7

// A scorer scores documents for the words of a plan, with statistics over
// all shards. It does not change once it is made.
type scorer struct {
	terms []scoredTerm
	mean  [index.NumTextFields]float64 // words, of fields that have any
}

// A scoredTerm is a word of the query.
type scoredTerm struct {
	matcher index.Matcher
	fields  index.TextFields
	idf     float64
	needles [][]needle // by shard, of each word it stands for
}

// newScorer prepares the scorer of a plan, nil when it has no word to score.
func newScorer(plan *index.Plan, g *generation, selections []*selection) *scorer {
	sc := &scorer{}
	weigh(plan, func(s index.Sequence, weight float64) {
		for _, m := range s.Words {
			sc.add(m, s.Fields, weight, g, selections)
		}
	})
	if len(sc.terms) == 0 {
		return nil
	}
	for f := range sc.mean {
		sc.mean[f] = 1
		if n := g.stats.items[f]; n > 0 {
			sc.mean[f] = float64(g.stats.words[f]) / float64(n)
		}
	}
	return sc
}

func (sc *scorer) add(m index.Matcher, fields index.TextFields, weight float64, g *generation, selections []*selection) {
	for i := range sc.terms {
		if sc.terms[i].matcher == m && sc.terms[i].fields == fields {
			return
		}
	}
	t := scoredTerm{matcher: m, fields: fields}
	n := 0
	for _, s := range selections {
		n += int(s.living(s.word(m, fields)).GetCardinality())
		var needles []needle
		for _, code := range s.set(m).codes {
			needles = append(needles, s.shard.words.codes.needle(code))
		}
		t.needles = append(t.needles, needles)
	}
	if n == 0 {
		return
	}
	t.idf = weight * idf(n, g.manifest.Items)
	sc.terms = append(sc.terms, t)
}

// weigh calls f with the sequences that a document is scored by, and their
// weights: what is negated is not.
func weigh(plan *index.Plan, f func(s index.Sequence, weight float64)) {
	var walk func(x index.Expr, weight float64)
	all := func(of []index.Expr, weight float64) {
		for _, x := range of {
			walk(x, weight)
		}
	}
	walk = func(x index.Expr, weight float64) {
		switch x := x.(type) {
		case index.Sequence:
			f(x, weight)
		case index.And:
			all(x.Of, weight)
		case index.Or:
			all(x.Of, weight)
		case index.Synonyms:
			walk(x.Typed, weight)
			all(x.Added, weight*addedWeight)
		case index.Near:
			walk(x.X, weight)
			walk(x.Y, weight)
		case index.AtLeast:
			walk(x.X, weight)
		}
	}
	walk(rootOf(plan), 1)
	all(plan.Plain, 1)
}

// score returns the BM25F score of a document.
func (sc *scorer) score(s *selection, doc uint32) float64 {
	s.open(doc)
	total := 0.0
	for i := range sc.terms {
		t := &sc.terms[i]
		if tf := sc.frequency(s, t); tf > 0 {
			total += t.idf * tf / (bm25K + tf)
		}
	}
	return total
}

// frequency returns the weighted frequency of a term in the open document.
func (sc *scorer) frequency(s *selection, t *scoredTerm) float64 {
	tf := 0.0
	stop := byte(s.shard.words.codes.s)
	needles := t.needles[s.at]
	for f := range index.NumTextFields {
		field := s.record.get(f)
		if field == nil || !t.fields.Has(f) {
			continue
		}
		n := 0
		for i := range needles {
			n += needles[i].count(field.codes, stop)
		}
		if n > 0 {
			tf += fieldWeights[f] / 10 * float64(n) / (1 - bm25B + bm25B*float64(field.words)/sc.mean[f])
		}
	}
	return tf
}
