package view

import (
	"strconv"
	"strings"

	"imrsearch/index"
)

// Results are the ways from a letter to the hits before and behind the one that
// led to it, and where it stands among them.
type Results struct {
	Position   string // "3 of 25"
	Prev, Next *ResultLink

	hit   string // the id of the item that led here
	at    int    // its place among all, from 1; 0 where that is not known
	limit int
}

// A ResultLink is a hit before or behind another.
type ResultLink struct {
	URL, Request string
	Outcome      Outcome
}

// A Neighborhood is the request for a hit and its neighbors: hit n of a search
// is At of the hits that it finds.
type Neighborhood struct {
	Request *index.Request
	N, At   int // N counts from 1, At from 0
}

// NeighborsOf returns the request for the n-th hit of a search, from 1, or of
// the page that its cursor leads to, and for those around it. ok is false where
// no list has such a hit.
func NeighborsOf(req *index.Request, n int) (around *Neighborhood, ok bool) {
	r := *req
	r.Facets, r.FacetFields, r.Snippets, r.Explain = false, nil, 1, false
	if n < 1 {
		return nil, false
	}
	if r.Cursor != "" {
		r.Limit = min(n+1, index.MaxLimit)
		return &Neighborhood{&r, n, n - 1}, n <= index.MaxLimit
	}
	r.Start, r.Limit = max(0, n-2), 3
	return &Neighborhood{&r, n, n - 1 - r.Start}, r.Start <= index.MaxStart
}

// NewResults shows what a neighborhood found for the letter that it was asked
// for; nil where the letter no longer stands there. beside says that the
// original is shown beside the text, and stays so.
func NewResults(a Address, around *Neighborhood, res *index.Result, letter string, beside bool) *Results {
	if around.At >= len(res.Hits) || res.Hits[around.At].Letter != letter {
		return nil
	}
	v := &Results{hit: res.Hits[around.At].ID, limit: index.DefaultLimit}
	if n, err := strconv.Atoi(a.get("limit")); err == nil && n > 0 {
		v.limit = n
	}
	all := listed(&res.Total)
	of := " of "
	if res.Partial {
		of = " of at least "
	}
	if around.Request.Cursor == "" {
		v.at = around.N
		v.Position = Thousands(around.N) + of + Thousands(all)
	} else {
		v.Position = Thousands(around.N) + " on its page" + of + Thousands(all)
	}
	link := func(i, n int) *ResultLink {
		if i < 0 || i >= len(res.Hits) {
			return nil
		}
		h := &res.Hits[i]
		to := a.hit(n)
		if beside {
			page := 1
			if len(h.Snippets) > 0 {
				page = max(1, h.Snippets[0].Page)
			}
			to = to.With("beside", strconv.Itoa(page))
		}
		return &ResultLink{to.reasons(h.Letter, h.N), shorten(h.Request), NewOutcome(h.Outcome)}
	}
	v.Prev, v.Next = link(around.At-1, around.N-1), link(around.At+1, around.N+1)
	return v
}

// list is the page of the list on which a result stands, at the result.
func (a Address) list(r *Results) string {
	a = a.With("hit", "").With("beside", "")
	if r == nil {
		return a.URL("/")
	}
	if r.at > 0 {
		start := (r.at - 1) / r.limit * r.limit
		a = a.With("start", "")
		if start > 0 {
			a = a.With("start", strconv.Itoa(start))
		}
	}
	return a.URL("/") + "#" + hitID(r.hit)
}

// hitID is the anchor of a hit in its list.
func hitID(item string) string { return "hit-" + strings.ReplaceAll(item, "/", "-") }

// position is the place of the i-th hit of a result, as Address.hit has it.
func position(req *index.Request, i int) int {
	if req.Cursor != "" {
		return i + 1
	}
	return req.Start + i + 1
}
