// Package rank answers one question: what makes a hit good? It holds the
// weights and formulas that order hits, over frequencies and lengths of texts.
// It knows no engine, so that every engine orders alike.
package rank

import (
	"math"

	"imrsearch/index"
)

// Idf is the weight of what n of all items have.
func Idf(n, all int) float64 {
	return math.Log(1 + (float64(all)-float64(n)+0.5)/(float64(n)+0.5))
}

// BM25F: a concept's frequency in each field, weighted and set against the
// field's true length, makes one frequency, which then saturates.
//
//	tf = Σ field weight × occurrences / (1 - b + b × length / mean length)
//	score = Σ idf × tf / (k1 + tf)
//
// The request stands inside the heading: its words count in both.
const (
	Bm25K = 2.0
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

// FieldFrequency is what n occurrences in a field of that length are worth.
func FieldFrequency(f index.TextField, n, words, mean float64) float64 {
	return fieldWeights[f] / 10 * n / (1 - bm25B + bm25B*words/mean)
}
