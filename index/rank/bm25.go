// Package rank answers one question: what makes a hit good? It holds the
// features by which hits and similar items are ordered, with their weights,
// over words, frequencies and lengths of texts. It knows no engine: an engine
// fills in a Document for each hit, and every engine orders alike.
//
// Hits are ordered twice. First all that match by BM25F (Idf, FieldFrequency,
// Saturated). Then the first of them, Rerank in number, by Ranker.Weigh,
// which adds to BM25F what stands in the request, how close together and in
// what order the words stand.
package rank

import (
	"math"

	"imrsearch/index"
)

// Idf is the inverse document frequency of what n of all items have, as BM25
// has it: never negative.
func Idf(n, all int) float64 {
	return math.Log(1 + (float64(all)-float64(n)+0.5)/(float64(n)+0.5))
}

// BM25F: a concept's frequency in each field, weighted and set against the
// field's length, makes one frequency, which then saturates.
//
//	tf = Σ field weight × occurrences / (1 - b + b × length / mean length)
//	score = Σ idf × tf / (k + tf)
//
// The request stands inside the heading: its words count in both.
const (
	// saturation is k of BM25: the frequency that gives half of the idf.
	saturation = 2.0
	// lengthShare is b of BM25: how far the length of a field counts, from 0
	// (not at all) to 1 (frequencies per word).
	lengthShare = 0.5
)

// fieldWeights say what an occurrence counts in each field, in tenths: request
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

// FieldFrequency is what n occurrences in a field of some words are worth,
// where such fields have mean words on average (more than 0).
func FieldFrequency(f index.TextField, n, words, mean float64) float64 {
	return fieldWeights[f] / 10 * n / (1 - lengthShare + lengthShare*words/mean)
}

// Saturated is what a concept adds to a score: from 0 where its frequency is
// 0, to nearly idf.
func Saturated[F float32 | float64](idf, tf F) F { return idf * tf / (saturation + tf) }
