package collect

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"imrsearch/index/bleve/docvalues"
	"imrsearch/index/bleve/fold"
	"imrsearch/index/rank"
)

// A folded list is the whole list without the hits before which another one
// stands that says the same. Which these are is decided on the whole list, so
// that every page and cursor sees one and the same folded list.

// Groups counts the hits of the folded list.
func (s *TopHits) Groups() *int {
	results := make([]*roaring.Bitmap, len(s.Selections))
	for i, sel := range s.Selections {
		results[i] = sel.Result
	}
	n := fold.GroupsOf(s.G).Count(results)
	return &n
}

// findFolded returns the page of the folded list; what stands behind after
// where it is given.
func (s *TopHits) findFolded(o *Order, after *Hit) []Hit {
	groups := fold.GroupsOf(s.G)
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
func (s *TopHits) folded(groups *fold.Groups, whole []Hit) []Hit {
	return Folded(groups, whole, s.inResult)
}

// Folded leaves of the first hits of a list the first one of each group, with
// how many others that are in the list are folded under it.
func Folded(groups *fold.Groups, whole []Hit, in func(fold.Doc) bool) []Hit {
	var hits []Hit
	seen := map[uint32]bool{}
	for i, h := range whole {
		group := groups.Of[h.Segment][h.Doc]
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
func counted(groups *fold.Groups, h Hit, place int, in func(fold.Doc) bool) Hit {
	h.listed = int32(place)
	if group := groups.Of[h.Segment][h.Doc]; group != 0 {
		for _, m := range groups.Members(group) {
			if in(m) {
				h.alike++
			}
		}
		h.alike--
	}
	return h
}

// foldedBehind returns the page of the folded list behind a hit that is not
// among those re-ranked: from there on the list is in the order of o.
func (s *TopHits) foldedBehind(o *Order, groups *fold.Groups, after *Hit) []Hit {
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
func (s *TopHits) leads(o *Order, groups *fold.Groups, h *Hit) bool {
	group := groups.Of[h.Segment][h.Doc]
	if group == 0 {
		return true
	}
	return !slices.ContainsFunc(groups.Members(group), func(m fold.Doc) bool {
		sel := s.Selections[m.Segment]
		if !sel.Result.Contains(m.Doc) || m == (fold.Doc{Segment: h.Segment, Doc: h.Doc}) {
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
