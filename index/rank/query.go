package rank

import (
	"imrsearch/index"
	"imrsearch/index/text"
)

// A Query is what hits are scored for. It does not change once it is made, and
// may be used concurrently.
type Query struct {
	Concepts []Concept
	Fields   index.TextFields             // those in which any concept counts
	Total    float64                      // sum of the concepts' idf: the score that no hit reaches
	Mean     [index.NumTextFields]float64 // words of a field, of those that are not empty
	Typed    []string                     // the query's words as they were typed
	Asked    Asked
}

// Counted are the alternatives of a concept, and how many items have any of
// them; 0 for a concept that is not scored.
type Counted struct {
	Alternatives []Alternative
	Context      bool // as in index.Plain
	Items        int
}

// contextWeight is what a concept weighs that is said about the case ("after
// shoulder surgery"), to 1 of what is asked for.
const contextWeight = 0.5

// NewQuery prepares to score for a plan, given how many of all items have each
// of its concepts (ConceptsOf) and the mean lengths of fields. It returns nil
// where there is nothing to score by.
func NewQuery(plan *index.Plan, concepts []Counted, all int, mean [index.NumTextFields]float64) *Query {
	q := &Query{Mean: mean, Typed: text.Words(plan.Reading.Text)}
	for _, c := range concepts {
		if c.Items == 0 {
			continue
		}
		idf := Idf(c.Items, all)
		if c.Context {
			idf *= contextWeight
		}
		q.Concepts = append(q.Concepts, Concept{c.Alternatives, idf, c.Context})
		q.Total += idf
		for _, a := range c.Alternatives {
			q.Fields |= a.Fields
		}
	}
	if len(q.Concepts) == 0 {
		return nil
	}
	q.Asked = askedBy(q.Concepts)
	return q
}

// Looked returns the fields of which Weigh needs the occurrences: the request
// counts whatever fields are asked for.
func (q *Query) Looked() index.TextFields { return q.Fields | index.RequestText.Set() }

// FieldFrequency is FieldFrequency with the query's mean lengths.
func (q *Query) FieldFrequency(f index.TextField, n, words float64) float64 {
	return FieldFrequency(f, n, words, q.Mean[f])
}

// Score is the BM25F score of an item by the frequency of each concept, from 0
// to Total.
func (q *Query) Score(tf []float64) float64 {
	total := 0.0
	for i, tf := range tf {
		total += Saturated(q.Concepts[i].Idf, tf)
	}
	return total
}
