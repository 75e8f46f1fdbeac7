package collect

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/match"
)

// A present is an alternative of a concept that may stand in documents that a
// search found in a shard.
type liveClause struct {
	match.Alternative
	docs *roaring.Bitmap // outside which it does not stand; nil for single words
}

// liveClauses returns the alternatives of each concept that may stand in what was
// found in a shard, which are found when they are first asked for: most that
// the lexicon adds stand nowhere.
func (sc *scorer) liveClauses(s *match.Selection) [][]liveClause {
	if sc.presents[s.At] == nil {
		all := make([][]liveClause, len(sc.concepts))
		for i := range sc.concepts {
			for _, a := range sc.concepts[i].Alternatives {
				if p, ok := liveClauseIn(s, a, len(sc.concepts) > 1); ok {
					all[i] = append(all[i], p)
				}
			}
		}
		sc.presents[s.At] = all
	}
	return sc.presents[s.At]
}

// liveClauseIn returns an alternative as present; not ok where it does not stand.
// It is looked for beforehand if that is asked for: where other concepts leave
// few documents with its words, that is less than to score those in which it
// may stand.
func liveClauseIn(s *match.Selection, a match.Alternative, look bool) (p liveClause, ok bool) {
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

// spottedFields returns the fields that are looked at: re-ranking goes by the
// request, whatever fields are asked for.
func (sc *scorer) spottedFields() index.TextFields {
	return sc.fields | index.RequestText.Set()
}

// spotted returns the alternatives of the concepts that are looked for in a
// shard. Those that are not meant in all fields that are looked at may stand
// in others.
func (sc *scorer) spotted(s *match.Selection) [][]match.Alternative {
	out, fields := make([][]match.Alternative, len(sc.concepts)), sc.spottedFields()
	for i, here := range sc.liveClauses(s) {
		for _, a := range sc.concepts[i].Alternatives {
			everywhere := fields&^a.Fields == 0
			if !everywhere || slices.ContainsFunc(here, func(p liveClause) bool { return match.SameSequence(p.Sequence, a.Sequence) }) {
				out[i] = append(out[i], a)
			}
		}
	}
	return out
}
