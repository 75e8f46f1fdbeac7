package view

import (
	"strconv"

	"imrsearch/index"
)

// Pages are the links from one page of a list to the others.
type Pages struct {
	Prev, Next string
	Numbers    []PageNumber
}

// A PageNumber is a numbered page: a link, the current one, or a gap.
type PageNumber struct {
	Text, URL string
	Current   bool
}

// newPages numbers the pages of a list up to index.MaxStart. After those, and
// on a page that a cursor led to, it links the next page only. It returns nil
// for a list of one page.
func newPages(a Address, req *index.Request, res *index.Result) *Pages {
	if req.Limit <= 0 {
		return nil
	}
	a = a.First()
	v := &Pages{}
	if res.Next != "" {
		v.Next = a.With("cursor", res.Next).URL("/")
	}
	if req.Cursor != "" {
		v.Prev = ""
		v.Numbers = []PageNumber{{Text: "1", URL: a.URL("/")}, {Text: "…"}}
		return v
	}
	last := (min(listed(&res.Total), index.MaxStart+req.Limit) - 1) / req.Limit
	current := req.Start / req.Limit
	if last <= 0 && current == 0 {
		return nil
	}
	page := func(n int) string {
		if n == 0 {
			return a.URL("/")
		}
		return a.With("start", strconv.Itoa(n*req.Limit)).URL("/")
	}
	if current > 0 {
		v.Prev = page(min(current-1, last))
	}
	if current < last {
		v.Next = page(current + 1)
	}
	for _, n := range numbered(current, last) {
		switch {
		case n < 0:
			v.Numbers = append(v.Numbers, PageNumber{Text: "…"})
		case n == current:
			v.Numbers = append(v.Numbers, PageNumber{Text: Thousands(n + 1), Current: true})
		default:
			v.Numbers = append(v.Numbers, PageNumber{Text: Thousands(n + 1), URL: page(n)})
		}
	}
	return v
}

// numbered returns the pages to name, from 0: the first, the last, and those
// around the current one; -1 stands for a gap.
func numbered(current, last int) []int {
	var out []int
	for n := 0; n <= last; n++ {
		near := n >= current-2 && n <= current+2
		if n == 0 || n == last || near {
			out = append(out, n)
		} else if out[len(out)-1] != -1 {
			out = append(out, -1)
			if n < current {
				n = current - 3
			} else {
				n = last - 1
			}
		}
	}
	return out
}
