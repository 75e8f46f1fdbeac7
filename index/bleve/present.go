package bleve

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
)

// A present is an alternative of a concept that may stand in documents that a
// search found in a shard.
type present struct {
	alternative
	docs *roaring.Bitmap // outside which it does not stand; nil for single words
}

// present returns the alternatives of each concept that may stand in what was
// found in a shard, which are found when they are first asked for: most that
// the lexicon adds stand nowhere.
func (sc *scorer) present(s *selection) [][]present {
	if sc.presents[s.at] == nil {
		all := make([][]present, len(sc.concepts))
		for i := range sc.concepts {
			for _, a := range sc.concepts[i].alternatives {
				if p, ok := presentIn(s, a, len(sc.concepts) > 1); ok {
					all[i] = append(all[i], p)
				}
			}
		}
		sc.presents[s.at] = all
	}
	return sc.presents[s.at]
}

// presentIn returns an alternative as present; not ok where it does not stand.
// It is looked for beforehand if that is asked for: where other concepts leave
// few documents with its words, that is less than to score those in which it
// may stand.
func presentIn(s *selection, a alternative, look bool) (p present, ok bool) {
	if slices.ContainsFunc(a.Words, func(m index.Matcher) bool { return len(s.set(m).codes) == 0 }) {
		return present{}, false
	}
	if len(a.Words) == 1 {
		return present{alternative: a}, true
	}
	if look && s.unchecked(s.phrase(a.Sequence), s.result).GetCardinality() <= uint64(s.shard.items)/lookShare {
		s.sequence(a.Sequence, s.result)
	}
	docs := s.countedAtMost(a.Sequence)
	return present{a, docs}, docs.Intersects(s.result)
}

// lookShare is the share of a shard's documents up to which an alternative is
// looked for beforehand.
const lookShare = 32

// countedAtMost returns the living documents in which a sequence may be
// counted: where it may stand, and where its words may follow each other from
// one entry of a list to the next.
func (e *evaluator) countedAtMost(x index.Sequence) *roaring.Bitmap {
	docs := []*roaring.Bitmap{e.standsAtMost(x)}
	for f := range index.NumTextFields {
		if x.Fields.Has(f) && hasEntries(f) {
			docs = append(docs, e.candidatesIn(x, f.Set()))
		}
	}
	return union(docs)
}

// spottedFields returns the fields that are looked at: re-ranking goes by the
// request, whatever fields are asked for.
func (sc *scorer) spottedFields() index.TextFields {
	return sc.fields | index.RequestText.Set()
}

// spotted returns the alternatives of the concepts that are looked for in a
// shard. Those that are not meant in all fields that are looked at may stand
// in others.
func (sc *scorer) spotted(s *selection) [][]alternative {
	out, fields := make([][]alternative, len(sc.concepts)), sc.spottedFields()
	for i, here := range sc.present(s) {
		for _, a := range sc.concepts[i].alternatives {
			everywhere := fields&^a.Fields == 0
			if !everywhere || slices.ContainsFunc(here, func(p present) bool { return sameSequence(p.Sequence, a.Sequence) }) {
				out[i] = append(out[i], a)
			}
		}
	}
	return out
}

func sameSequence(a, b index.Sequence) bool {
	return a.Fields == b.Fields && slices.Equal(a.Words, b.Words)
}
