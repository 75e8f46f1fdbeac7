package collect

import (
	"bytes"

	"imrsearch/index"
	"imrsearch/index/bleve/forward"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
)

// reranked returns the first hits of those that were found, k where it is not
// negative: the first of them, which are re-ranked, in their final order, in
// which tiers stay and ties go by BM25F and then by id, and those behind them
// by BM25F.
func (s *TopHits) reranked(o *Order, sc *scorer, found []*TopK, k int) []Hit {
	hits := found[0].heap
	if len(found) > 1 || len(hits) > rank.Rerank {
		hits = Merge(o, found, k)
	}
	first := hits[:min(len(hits), rank.Rerank)]
	s.rerank(sc, first)
	(&Order{Segments: o.Segments, reranked: true}).arrange(first)
	return hits
}

// rerank works out the final scores of hits.
func (s *TopHits) rerank(sc *scorer, hits []Hit) {
	of := make([][]int, len(s.Selections))
	for i := range hits {
		of[hits[i].Segment] = append(of[hits[i].Segment], i)
	}
	s.Each(func(sel *match.Selection) {
		r := newReranker(sc, sel)
		for i, k := range of[sel.At] {
			if i%match.PrefetchDocs == 0 {
				for _, k := range of[sel.At][i:min(i+match.PrefetchDocs, len(of[sel.At]))] {
					sel.Prefetch(hits[k].Doc, sc.Looked())
				}
			}
			p := r.Weigh(r.describe(hits[k].Doc))
			hits[k].Final, hits[k].reranked = p.Sum(), true
		}
	})
}

// explain says what a hit's score is made of. Of hits behind those that are
// re-ranked nothing but their words speaks for them.
func (s *TopHits) explain(r *Hit) []index.Gain {
	if s.scorer == nil {
		return nil
	}
	if !r.reranked {
		return rank.Gains([]index.Gain{{For: index.ForWords, Score: r.Final}})
	}
	at := newReranker(s.scorer, s.Selections[r.Segment])
	return at.Explain(at.describe(r.Doc))
}

// A reranker weighs documents of a segment, one at a time.
type reranker struct {
	*rank.Ranker
	scorer    *scorer
	selection *match.Selection
	doc       rank.Document // the one at hand
	standard  standardFinder
}

func newReranker(sc *scorer, sel *match.Selection) *reranker {
	return &reranker{
		Ranker: rank.NewRanker(sc.Query), scorer: sc, selection: sel,
		standard: standardFinder{sentences: sc.sentences, words: sel.Segment.Words},
	}
}

// describe fills in what ranking asks of a document, from its forward record
// and its facets. It is good until the next call.
func (r *reranker) describe(doc uint32) *rank.Document {
	s, work, d := r.selection, &r.scorer.segments[r.selection.At], &r.doc
	sp, fields := r.scorer.finder(s), r.Looked()
	s.Evaluator.Open(doc, fields)
	for f := range index.NumTextFields {
		d.Fields[f] = rank.Field{Occurrences: d.Fields[f].Occurrences[:0]}
		field := s.Record.Get(f)
		if field == nil || !fields.Has(f) {
			continue
		}
		work.words = sp.see(field.Codes, work.words[:0])
		d.Fields[f] = rank.Field{Words: int(field.Words), Occurrences: sp.occurrences(f, field, work.words, &r.standard, d.Fields[f].Occurrences)}
	}
	d.Drug, d.Subclass, d.BodyPart = work.drug.Contains(doc), work.subclass.Contains(doc), work.body.Contains(doc)
	d.Requested = s.Requested != nil && s.Requested.Contains(doc)
	d.Meant = s.Meant(doc)
	d.Typed = r.typed(work.typed)
	return d
}

// typed says where the words stand as they were typed in the document at hand.
func (r *reranker) typed(words forward.EncodedTerm) rank.Typed {
	if words.Code == nil {
		return rank.TypedNowhere
	}
	record := &r.selection.Record
	if field := record.Get(index.RequestText); field != nil && bytes.Equal(field.Codes, words.Code) {
		return rank.TypedIsRequest
	}
	stop := byte(r.selection.Segment.Words.Codes.S)
	for _, f := range rank.OrderFields {
		switch {
		case len(r.doc.Fields[f].Occurrences) == 0 || words.Find(record.Get(f).Codes, 0, stop) < 0:
		case f == index.RequestText:
			return rank.TypedInRequest
		default:
			return rank.TypedInText
		}
	}
	return rank.TypedNowhere
}
