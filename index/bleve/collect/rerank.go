package collect

import (
	"bytes"
	"slices"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
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
	askedTreatment  = 0.90
	askedBody       = 0.40
	askedSide       = 0.10
	askedBodyAlone  = 0.40
	sameLeaf        = 0.50
	inRequest       = 0.40
	exact           = 0.30
	asTyped         = 2.00
	runProof        = 6
	nameInPassing   = 0.1
	proximityWeight = 0.12
	inOrder         = 0.20
	standardShare   = 0.35
)

// orderFields are where closeness and order of words are looked at.
var orderFields = [...]index.TextField{index.RequestText, index.RationaleText, index.DiagnosisText, index.HeadingText, index.SummaryText}

// reranked returns the first hits of those that were found, k where it is not
// negative: the first of them, which are re-ranked, in their final order, in
// which tiers stay and ties go by BM25F and then by id, and those behind them
// by BM25F.
func (s *TopHits) reranked(o *Order, sc *scorer, found []*TopK, k int) []Hit {
	hits := found[0].heap
	if len(found) > 1 || len(hits) > RerankFirst {
		hits = Merge(o, found, k)
	}
	first := hits[:min(len(hits), RerankFirst)]
	s.rerank(sc, first)
	(&Order{Shards: o.Shards, reranked: true}).arrange(first)
	return hits
}

// rerank works out the final scores of hits.
func (s *TopHits) rerank(sc *scorer, hits []Hit) {
	of := make([][]int, len(s.Selections))
	for i := range hits {
		of[hits[i].Shard] = append(of[hits[i].Shard], i)
	}
	s.Each(func(sel *match.Selection) {
		r := reranking{scorer: sc, selection: sel, stop: byte(sel.Segment.Words.Codes.S)}
		for i, k := range of[sel.At] {
			if i%match.PrefetchDocs == 0 {
				for _, k := range of[sel.At][i:min(i+match.PrefetchDocs, len(of[sel.At]))] {
					sel.Prefetch(hits[k].Doc, sc.spottedFields())
				}
			}
			p := r.parts(hits[k].Doc)
			hits[k].Final, hits[k].reranked = p.sum(), true
		}
	})
}

// A place is where a concept stands in a field: words from the field's
// beginning, and how many it takes.
type place struct{ at, words int32 }

// A reranking looks at one document at a time.
type reranking struct {
	*scorer
	selection *match.Selection
	stop      byte
	found     [index.NumTextFields][]occurrence
	places    [][]place // of each concept in the field at hand
	standard  []float64 // of each concept, in standard sentences
	sentence  []uint32  // memory for the words of one
	gains     []float64 // of each concept, as BM25F has it
}

// parts are what a final score is made of: BM25F's share of the best possible
// score, and what re-ranking adds.
type parts struct{ words, request, asked, typed, together, inOrder float64 }

func (p *parts) sum() float64 {
	return p.words + p.request + p.asked + p.typed + p.together + p.inOrder
}

// parts returns the parts of a document's score.
func (r *reranking) parts(doc uint32) parts {
	r.open(doc)
	p := parts{words: r.frequencies() / r.total, asked: r.asked(doc), typed: r.typed()}
	share, coverage := r.request()
	p.request = inRequest * share * share * (0.5 + 0.5*coverage)
	closest, ordered := r.together()
	p.together, p.inOrder = proximityWeight*closest, inOrder*ordered
	return p
}

// open finds where the concepts stand in a document.
func (r *reranking) open(doc uint32) {
	s, sp, fields := r.selection, r.finder(r.selection), r.scorer.spottedFields()
	s.Evaluator.Open(doc, fields)
	work := &r.work[s.At]
	for f := range index.NumTextFields {
		r.found[f] = r.found[f][:0]
		if field := s.Record.Get(f); field != nil && fields.Has(f) {
			work.words = sp.see(field.Codes, work.words[:0])
			r.found[f] = sp.spots(f, field.Codes, work.words, r.found[f])
		}
	}
}

// frequencies is BM25F once more, standard sentences counting less.
func (r *reranking) frequencies() float64 {
	n, tf := r.work[r.selection.At].tallies(len(r.concepts))
	for f := range index.NumTextFields {
		if len(r.found[f]) == 0 {
			continue
		}
		field := r.selection.Record.Get(f)
		clear(n)
		for i := range r.found[f] {
			if p := &r.found[f][i]; p.meant {
				n[p.concept] += p.weight
			}
		}
		if f == index.RationaleText {
			r.discount(field, n)
		}
		for i, n := range n {
			if n > 0 {
				tf[i] += r.weight(f, field, n)
			}
		}
	}
	total := 0.0
	r.gains = r.gains[:0]
	for i, tf := range tf {
		r.gains = append(r.gains, r.concepts[i].Idf*tf/(rank.Bm25K+tf))
		total += r.gains[i]
	}
	return total
}

// discount takes from counts what standard sentences of the rationale do not
// count.
func (r *reranking) discount(field *forward.Field, counts []float64) {
	if len(r.standard) < len(counts) {
		r.standard = make([]float64, len(counts))
	}
	clear(r.standard)
	r.countStandard(r.found[index.RationaleText], field, r.standard)
	for i := range counts {
		counts[i] -= (1 - standardShare) * r.standard[i]
	}
}

// request returns the share of the query's weight that stands in the
// request, and the share of the request's words that it makes.
func (r *reranking) request() (share, coverage float64) {
	field := r.selection.Record.Get(index.RequestText)
	if field == nil {
		return 0, 0
	}
	words := int32(0)
	for i := range r.concepts {
		first := slices.IndexFunc(r.found[index.RequestText], func(p occurrence) bool { return int(p.concept) == i && p.meant })
		if first >= 0 {
			share += r.concepts[i].Idf
			words += r.found[index.RequestText][first].words
		}
	}
	return share / r.total, min(float64(words)/float64(max(field.Words, 1)), 1)
}

// typed returns what is due when the words that were typed stand so: as the
// whole request, or in some field.
func (r *reranking) typed() float64 {
	whole := r.whole[r.selection.At]
	if whole.Code == nil {
		return 0
	}
	if field := r.selection.Record.Get(index.RequestText); field != nil && bytes.Equal(field.Codes, whole.Code) {
		return exact + r.run()
	}
	for _, f := range orderFields {
		if field := r.selection.Record.Get(f); len(r.found[f]) == 0 || whole.Find(field.Codes, 0, r.stop) < 0 {
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
		if len(r.found[f]) < 2 {
			continue
		}
		all := r.gather(f)
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

// gather sorts the places in a field by concept, and reports whether all
// stand there.
func (r *reranking) gather(f index.TextField) (all bool) {
	for len(r.places) < len(r.concepts) {
		r.places = append(r.places, nil)
	}
	for i := range r.places {
		r.places[i] = r.places[i][:0]
	}
	for i := range r.found[f] {
		if p := &r.found[f][i]; p.meant {
			r.places[p.concept] = append(r.places[p.concept], p.place)
		}
	}
	return !slices.ContainsFunc(r.places, func(places []place) bool { return len(places) == 0 })
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
