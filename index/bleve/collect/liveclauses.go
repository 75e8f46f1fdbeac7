package collect

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
	"imrsearch/index/rank"
)

// A present is an alternative of a concept that may stand in documents that a
// search found in a shard.
type liveClause struct {
	rank.Alternative
	docs *roaring.Bitmap // outside which it does not stand; nil for single words
}

// liveClauses returns the alternatives of each concept that may stand in what was
// found in a shard, which are found when they are first asked for: most that
// the lexicon adds stand nowhere.
func (sc *scorer) liveClauses(s *match.Selection) [][]liveClause {
	if sc.segments[s.At].clauses == nil {
		all := make([][]liveClause, len(sc.Concepts))
		for i := range sc.Concepts {
			for _, a := range sc.Concepts[i].Alternatives {
				if p, ok := liveClauseIn(s, a, len(sc.Concepts) > 1); ok {
					all[i] = append(all[i], p)
				}
			}
		}
		sc.segments[s.At].clauses = all
	}
	return sc.segments[s.At].clauses
}

// liveClauseIn returns an alternative as present; not ok where it does not stand.
// It is looked for beforehand if that is asked for: where other concepts leave
// few documents with its words, that is less than to score those in which it
// may stand.
func liveClauseIn(s *match.Selection, a rank.Alternative, look bool) (p liveClause, ok bool) {
	if slices.ContainsFunc(a.Words, func(m index.Matcher) bool { return len(s.Set(m).Codes) == 0 }) {
		return liveClause{}, false
	}
	if len(a.Words) == 1 {
		return liveClause{Alternative: a}, true
	}
	if look && s.Unchecked(s.Phrase(a.Sequence), s.Result).GetCardinality() <= uint64(s.Segment.Items)/match.LookShare {
		s.Sequence(a.Sequence, s.Result)
	}
	docs := s.CountedAtMost(a.Sequence)
	return liveClause{a, docs}, docs.Intersects(s.Result)
}

// spotted returns the alternatives of the concepts that are looked for in a
// shard. Those that are not meant in all fields that are looked at may stand
// in others.
func (sc *scorer) spotted(s *match.Selection) [][]rank.Alternative {
	out, fields := make([][]rank.Alternative, len(sc.Concepts)), sc.Looked()
	for i, here := range sc.liveClauses(s) {
		for _, a := range sc.Concepts[i].Alternatives {
			everywhere := fields&^a.Fields == 0
			if !everywhere || slices.ContainsFunc(here, func(p liveClause) bool { return rank.SameSequence(p.Sequence, a.Sequence) }) {
				out[i] = append(out[i], a)
			}
		}
	}
	return out
}
