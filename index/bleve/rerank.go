package bleve

import (
	"bytes"
	"cmp"
	"slices"

	"imrsearch/index"
)

// What re-ranking adds to BM25F's share of the best possible score (0 to 1):
//
//	askedTreatment × the share of what names the treatment asked for that
//	               stands in the request; 1 for the drug itself, whatever
//	               its name, sameLeaf for another treatment of its kind
//	askedBody      × that share × the part of the body, by its name in the
//	               request or by what the request's words imply
//	askedSide      × that share × the side
//	askedBodyAlone × the part of the body, where no treatment is asked for
//	inRequest      × (share of the query's weight that stands in the request)²
//	               × how much of the request it is (half of it counts anyway)
//	exact          when the request is the query and nothing else
//	asTyped        × how many words were typed, squared, to runProof of them,
//	               when they stand so in some field: six words in a row are
//	               near proof that this is the item; nameInPassing of it
//	               where they are fewer, all of them name a treatment or a
//	               part, and they stand elsewhere than in the request
//	close_         × how close together the words stand, where one field has all
//	inOrder        × the share of neighbouring words that stand so in some field
//
// Occurrences in standard sentences of the rationale, which stand in many
// letters, count standardShare of an occurrence in a sentence about the case.
const (
	askedTreatment = 0.90
	askedBody      = 0.40
	askedSide      = 0.10
	askedBodyAlone = 0.40
	sameLeaf       = 0.50
	inRequest      = 0.40
	exact          = 0.30
	asTyped        = 2.00
	runProof       = 6
	nameInPassing  = 0.1
	close_         = 0.12
	inOrder        = 0.20
	standardShare  = 0.35
)

// orderFields are where closeness and order of words are looked at.
var orderFields = [...]index.TextField{index.RequestText, index.RationaleText, index.DiagnosisText, index.HeadingText, index.SummaryText}

// rerank puts the first hits in their final order: tiers stay, ties go by
// BM25F and then by id.
func (s *search) rerank(o *order, sc *scorer, hits []ranked) {
	for i := range hits {
		hits[i].final = sc.final(s.selections[hits[i].shard], hits[i].doc)
	}
	slices.SortStableFunc(hits, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(b.final, a.final), o.compare(&a, &b))
	})
}

// A place is where a concept stands in a field: words from the field's
// beginning, and how many it takes.
type place struct{ at, words int32 }

// final returns the score that re-ranking goes by.
func (sc *scorer) final(s *selection, doc uint32) float64 {
	sc.open(s, doc)
	r := reranking{scorer: sc, selection: s, stop: byte(s.shard.words.codes.s)}
	score := r.frequencies() / sc.total
	share, coverage := r.request()
	score += inRequest * share * share * (0.5 + 0.5*coverage)
	score += r.asked(doc)
	score += r.typed()
	closest, ordered := r.together()
	return score + close_*closest + inOrder*ordered
}

// A reranking looks at one document.
type reranking struct {
	*scorer
	selection *selection
	stop      byte
	places    [][]place // of each concept in the field at hand
}

// frequencies is BM25F once more, standard sentences counting less.
func (r *reranking) frequencies() float64 {
	total := 0.0
	for i := range r.concepts {
		c := &r.concepts[i]
		tf := r.frequency(r.selection, i)
		if tf == 0 {
			continue
		}
		if field := r.selection.record.get(index.RationaleText); field != nil && c.fields.Has(index.RationaleText) {
			if n := r.selection.present[i].standard(field, r.stop); n > 0 {
				tf -= (1 - standardShare) * r.weight(index.RationaleText, field, n)
			}
		}
		total += c.idf * tf / (bm25K + tf)
	}
	return total
}

// request returns the share of the query's weight that stands in the
// request, and the share of the request's words that it makes.
func (r *reranking) request() (share, coverage float64) {
	field := r.selection.record.get(index.RequestText)
	if field == nil {
		return 0, 0
	}
	words := int32(0)
	for i := range r.concepts {
		c := &r.concepts[i]
		if !c.fields.Has(index.RequestText) {
			continue
		}
		if found := r.selection.present[i].places(field, r.stop, nil); len(found) > 0 {
			share += c.idf
			words += found[0].words
		}
	}
	return share / r.total, min(float64(words)/float64(max(field.words, 1)), 1)
}

// typed returns what is due when the words that were typed stand so: as the
// whole request, or in some field.
func (r *reranking) typed() float64 {
	whole := r.whole[r.selection.at]
	if whole.code == nil {
		return 0
	}
	if field := r.selection.record.get(index.RequestText); field != nil && bytes.Equal(field.codes, whole.code) {
		return exact + r.run()
	}
	for _, f := range orderFields {
		if field := r.selection.record.get(f); field == nil || whole.find(field.codes, 0, r.stop) < 0 {
			continue
		}
		if f != index.RequestText && r.scorer.asked.named && r.typedWords < runProof {
			return r.run() * nameInPassing
		}
		return r.run()
	}
	return 0
}

// run is what the words as typed are worth where they stand so.
func (r *reranking) run() float64 {
	share := float64(min(r.typedWords, runProof)) / runProof
	return asTyped * share * share
}

// together returns how close together all concepts stand in the field where
// they are closest (1 adjacent, 0 in no field all), and the share of
// neighbouring concepts that stand next to each other and in order.
func (r *reranking) together() (closest, ordered float64) {
	n := len(r.concepts)
	if n < 2 {
		return 0, 0
	}
	next := make([]bool, n-1)
	for _, f := range orderFields {
		field := r.selection.record.get(f)
		if field == nil {
			continue
		}
		r.places = r.places[:0]
		all := true
		for i := range r.concepts {
			c := &r.concepts[i]
			var found []place
			if c.fields.Has(f) {
				found = r.selection.present[i].places(field, r.stop, nil)
			}
			all = all && len(found) > 0
			r.places = append(r.places, found)
		}
		for i := range next {
			next[i] = next[i] || follows(r.places[i], r.places[i+1])
		}
		if all {
			closest = max(closest, closeness(r.places))
		}
	}
	for _, ok := range next {
		if ok {
			ordered += 1 / float64(n-1)
		}
	}
	return closest, ordered
}

// follows reports whether one of b stands right behind one of a, or with one
// word between.
func follows(a, b []place) bool {
	j := 0
	for _, x := range a {
		end := x.at + x.words
		for j < len(b) && b[j].at < end {
			j++
		}
		if j < len(b) && b[j].at <= end+1 {
			return true
		}
	}
	return false
}

// closeness returns the words of the concepts over the words of the shortest
// stretch with all of them.
func closeness(places [][]place) float64 {
	at := make([]int, len(places))
	best := 0.0
	for {
		first, low, high, words := 0, int32(1<<30), int32(0), int32(0)
		for i, k := range at {
			p := places[i][k]
			words += p.words
			if p.at < low {
				low, first = p.at, i
			}
			high = max(high, p.at+p.words)
		}
		best = max(best, min(float64(words)/float64(high-low), 1))
		if at[first]++; at[first] == len(places[first]) {
			return best
		}
	}
}
