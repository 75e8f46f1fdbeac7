package rank

import (
	"slices"

	"imrsearch/index"
)

// Rerank hits, the first by BM25F, are ordered by Parts.Sum; behind them the
// order is BM25F's, and a score is Score / Total.
const Rerank = 200

// What re-ranking adds to BM25F's share of the best possible score (0 to 1),
// beside what is due to what is asked for (see askedTreatment).
const (
	// requestWeight is due to what stands in the request: the square of its
	// share of the query's weight, half of it whatever else the request says,
	// half by the share of the request that the words are.
	requestWeight = 0.40
	// wholeRequest is added when the request is the query and nothing else.
	wholeRequest = 0.30
	// typedWeight is due to words that stand as they were typed, by the square
	// of their number over typedProof: so many words in a row are near proof
	// that this is the item.
	typedWeight = 2.00
	typedProof  = 6
	// nameInPassing is the share of that where the words are fewer, all of
	// them name a treatment or a part of the body, and they stand elsewhere
	// than in the request.
	nameInPassing = 0.1
	// togetherWeight is due to concepts that all stand in one field, by how
	// close together.
	togetherWeight = 0.12
	// inOrderWeight is due to neighbouring concepts that follow each other in
	// some field, by their share.
	inOrderWeight = 0.20
	// coveredWeight is due to the share of the query's weight that stands in any
	// field, so that rare facts are not drowned by frequent ones.
	coveredWeight = 0.50
	// requestedWeight is due to items that request the treatment that is named.
	requestedWeight = 0.50
	// meantWeight is due to what was understood from words and is true.
	meantWeight = 0.50
	// standardShare is what an occurrence in a standard sentence of the
	// rationale counts, to 1 in a sentence about the case.
	standardShare = 0.35
)

// Parts are what the score of a re-ranked hit is made of: BM25F's share of
// the best possible score, and what re-ranking adds. Each is 0 or more.
type Parts struct{ Words, Covered, Request, Asked, Meant, Typed, Together, InOrder float64 }

// Sum is the score.
func (p *Parts) Sum() float64 {
	return p.Words + p.Covered + p.Request + p.Asked + p.Meant + p.Typed + p.Together + p.InOrder
}

// A Ranker weighs documents, one at a time, for a query: it keeps the memory
// that this takes. It must not be used concurrently.
type Ranker struct {
	*Query
	tf, counts, standard []float64 // by concept
	places               [][]Place // by concept, in the field at hand
	next                 []bool    // concept i+1 follows concept i
}

// NewRanker makes a Ranker of a query.
func NewRanker(q *Query) *Ranker {
	n := len(q.Concepts)
	return &Ranker{Query: q, tf: make([]float64, n), counts: make([]float64, n), standard: make([]float64, n), places: make([][]Place, n), next: make([]bool, n-1)}
}

// Weigh returns the parts of a document's score.
func (r *Ranker) Weigh(doc *Document) Parts {
	r.frequencies(doc)
	closest, ordered := r.together(doc)
	asked := r.asked(doc)
	if doc.Requested {
		asked += requestedWeight
	}
	return Parts{
		Words: r.Score(r.tf) / r.Total, Covered: coveredWeight * r.covered(), Request: r.request(doc), Asked: asked, Meant: meantWeight * doc.Meant, Typed: r.typed(doc.Typed),
		Together: togetherWeight * closest, InOrder: inOrderWeight * ordered,
	}
}

// frequencies sets tf to the frequency of each concept, as BM25F has it but
// that standard sentences count less.
func (r *Ranker) frequencies(doc *Document) {
	clear(r.tf)
	for f := range doc.Fields {
		field := &doc.Fields[f]
		if len(field.Occurrences) == 0 {
			continue
		}
		clear(r.counts)
		clear(r.standard)
		for i := range field.Occurrences {
			o := &field.Occurrences[i]
			if !o.Meant {
				continue
			}
			r.counts[o.Concept] += o.Weight
			if o.Standard {
				r.standard[o.Concept] += o.Weight
			}
		}
		for i, n := range r.counts {
			if n -= (1 - standardShare) * r.standard[i]; n > 0 {
				r.tf[i] += r.FieldFrequency(index.TextField(f), n, float64(field.Words))
			}
		}
	}
}

// covered returns the share of the query's weight that stands in any field.
func (r *Ranker) covered() float64 {
	have := 0.0
	for i, tf := range r.tf {
		if tf > 0 {
			have += r.Concepts[i].Idf
		}
	}
	return have / r.Total
}

// request returns what is due to what stands in the request.
func (r *Ranker) request(doc *Document) float64 {
	field := &doc.Fields[index.RequestText]
	have, words := 0.0, int32(0)
	for i := range r.Concepts {
		first := slices.IndexFunc(field.Occurrences, func(o Occurrence) bool { return int(o.Concept) == i && o.Meant })
		if first >= 0 {
			have += r.Concepts[i].Idf
			words += field.Occurrences[first].Words
		}
	}
	share, coverage := have/r.Total, min(float64(words)/float64(max(field.Words, 1)), 1)
	return requestWeight * share * share * (0.5 + 0.5*coverage)
}

// typed returns what is due to words that stand as they were typed.
func (r *Ranker) typed(where Typed) float64 {
	share := float64(min(len(r.Query.Typed), typedProof)) / typedProof
	due := typedWeight * share * share
	switch {
	case where == TypedNowhere:
		return 0
	case where == TypedIsRequest:
		return wholeRequest + due
	case where == TypedInText && r.Asked.named && len(r.Query.Typed) < typedProof:
		return due * nameInPassing
	}
	return due
}

// together returns how close together all concepts stand in the field where
// they are closest (1 adjacent, 0 where no field has all), and the share of
// neighbouring concepts that follow each other in some field.
func (r *Ranker) together(doc *Document) (closest, ordered float64) {
	if len(r.Concepts) < 2 {
		return 0, 0
	}
	clear(r.next)
	for _, f := range OrderFields {
		found := doc.Fields[f].Occurrences
		if len(found) < 2 {
			continue
		}
		all := r.gather(found)
		for i := range r.next {
			r.next[i] = r.next[i] || follows(r.places[i], r.places[i+1])
		}
		if all {
			closest = max(closest, closeness(r.places))
		}
	}
	for _, ok := range r.next {
		if ok {
			ordered += 1 / float64(len(r.next))
		}
	}
	return closest, ordered
}

// gather sets places to those of a field, and reports whether all concepts
// have any.
func (r *Ranker) gather(found []Occurrence) (all bool) {
	for i := range r.places {
		r.places[i] = r.places[i][:0]
	}
	for i := range found {
		if o := &found[i]; o.Meant {
			r.places[o.Concept] = append(r.places[o.Concept], o.Place)
		}
	}
	return !slices.ContainsFunc(r.places, func(places []Place) bool { return len(places) == 0 })
}

// follows reports whether one of b stands right behind one of a, or with one
// word between. Both are in order.
func follows(a, b []Place) bool {
	j := 0
	for _, x := range a {
		end := x.At + x.Words
		for j < len(b) && b[j].At < end {
			j++
		}
		if j < len(b) && b[j].At <= end+1 {
			return true
		}
	}
	return false
}

// closeness returns the words of the concepts over the words of the shortest
// stretch with all of them, at most 1. No list is empty.
func closeness(places [][]Place) float64 {
	at := make([]int, len(places))
	best := 0.0
	for {
		first, low, high, words := 0, int32(1<<30), int32(0), int32(0)
		for i, k := range at {
			p := places[i][k]
			words += p.Words
			if p.At < low {
				low, first = p.At, i
			}
			high = max(high, p.At+p.Words)
		}
		best = max(best, min(float64(words)/float64(high-low), 1))
		if at[first]++; at[first] == len(places[first]) {
			return best
		}
	}
}
