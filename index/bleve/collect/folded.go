package collect

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index"
	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/fold"
	"imrsearch/index/rank"
)

// A folded list is the whole list without the hits before which another one of
// their group stands: that says the same, or is of the same letter. Which these
// are is decided on the whole list, so that every page and cursor sees one and the
// same folded list.

// Groups divide the documents of a generation.
type Groups interface {
	// Group returns the group of a document, 0 where it is alone.
	Group(d fold.Doc) uint64
	// Members returns the documents of a group, which must not be changed.
	Members(group uint64) []fold.Doc
	// Count returns how many hits the folded list of a result, by segment, has.
	Count(result []*roaring.Bitmap) int
}

// groups are those by which the search folds.
func (s *TopHits) groups() Groups {
	if s.Req.Fold == index.FoldLetter {
		return fold.Letters{G: s.G}
	}
	return fold.GroupsOf(s.G)
}

// Groups counts the hits of the folded list.
func (s *TopHits) Groups() *int {
	results := make([]*roaring.Bitmap, len(s.Selections))
	for i, sel := range s.Selections {
		results[i] = sel.Result
	}
	n := s.groups().Count(results)
	return &n
}

// findFolded returns the page of the folded list; what stands behind after
// where it is given.
func (s *TopHits) findFolded(o *Order, after *Hit) []Hit {
	groups := s.groups()
	if after != nil {
		return s.foldedBehind(o, groups, after)
	}
	want := -1
	if s.Req.Limit >= 0 {
		want = max(s.Start()+s.Req.Limit, rank.Rerank)
	}
	for n := want; ; n *= 2 {
		whole := s.find(o, 0, n, nil)
		hits := s.folded(groups, whole)
		if n < 0 || len(hits) >= want || len(whole) < n || s.Deadline.Partial.Load() {
			s.First = slices.Clone(hits[:min(len(hits), rank.Rerank)])
			return s.Cut(hits, s.Start())
		}
	}
}

// folded leaves of the first hits of the list the first one of each group.
func (s *TopHits) folded(groups Groups, whole []Hit) []Hit {
	return Folded(groups, whole, s.inResult)
}

// Folded leaves of the first hits of a list the first one of each group, with
// how many others that are in the list are folded under it.
func Folded(groups Groups, whole []Hit, in func(fold.Doc) bool) []Hit {
	var hits []Hit
	seen := map[uint64]bool{}
	for i, h := range whole {
		group := groups.Group(h.doc())
		if group != 0 {
			if seen[group] {
				continue
			}
			seen[group] = true
		}
		hits = append(hits, counted(groups, h, i+1, in))
	}
	return hits
}

func (s *TopHits) inResult(d fold.Doc) bool { return s.Selections[d.Segment].Result.Contains(d.Doc) }

// counted says how many others are folded under a hit at a place of the list.
func counted(groups Groups, h Hit, place int, in func(fold.Doc) bool) Hit {
	h.listed = int32(place)
	if group := groups.Group(h.doc()); group != 0 {
		for _, m := range groups.Members(group) {
			if in(m) {
				h.folded++
			}
		}
		h.folded--
	}
	return h
}

// foldedBehind returns the page of the folded list behind a hit that is not
// among those re-ranked: from there on the list is in the order of o.
func (s *TopHits) foldedBehind(o *Order, groups Groups, after *Hit) []Hit {
	var hits []Hit
	place := s.From.listed()
	for s.Req.Limit < 0 || len(hits) < s.Req.Limit {
		n := s.Req.Limit
		if n >= 0 {
			n = 2*n + leastShare
		}
		next := s.find(o, place, n, after)
		for _, h := range next {
			if place++; s.leads(o, groups, &h) {
				hits = append(hits, counted(groups, h, place, s.inResult))
			}
		}
		if n < 0 || len(next) < n {
			break
		}
		last := next[len(next)-1]
		after = &last
	}
	return s.Cut(hits, 0)
}

// leads reports whether no other hit of its group stands before it.
func (s *TopHits) leads(o *Order, groups Groups, h *Hit) bool {
	group := groups.Group(h.doc())
	if group == 0 {
		return true
	}
	return !slices.ContainsFunc(groups.Members(group), func(m fold.Doc) bool {
		sel := s.Selections[m.Segment]
		if !sel.Result.Contains(m.Doc) || m == h.doc() {
			return false
		}
		other := Hit{Segment: m.Segment, Doc: m.Doc, Tier: sel.TierWith(m.Doc), number: docvalues.NoNumber}
		switch {
		case s.sort.Field != "":
			other.number = sel.Segment.Columns.Numbers[s.sort.Field].One[m.Doc]
		case s.scorer != nil:
			other.Score = s.scorer.score(sel, m.Doc)
		}
		return o.compare(&other, h) < 0
	})
}
