package view

import (
	"net/url"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// An Address holds the parameters of a search page. Its methods return changed
// copies and never change it: every link on a page is one of them. The zero
// value is an address without parameters.
type Address url.Values

// FullView is the value of the parameter view with which a list shows all of
// its hits at once. It is of pages alone: the search is the same.
const FullView = "full"

// AddressOf returns the one address of a search as a page, on which the links
// of the page build. What only the JSON form of a search takes is left out.
func AddressOf(req *index.Request) Address {
	return Address(req.Values()).With("facets", "").With("buckets", "").With("snippets", "").With("rates", "")
}

func (a Address) clone() Address {
	c := make(Address, len(a))
	for k, vs := range a {
		c[k] = append([]string(nil), vs...)
	}
	return c
}

// With sets a parameter to one value; an empty value removes it.
func (a Address) With(name, value string) Address {
	c := a.clone()
	delete(c, name)
	if value != "" {
		c[name] = []string{value}
	}
	return c
}

// without removes one value of a parameter and keeps its others.
func (a Address) without(name, value string) Address {
	c := a.clone()
	delete(c, name)
	for _, v := range a[name] {
		if v != value {
			c[name] = append(c[name], v)
		}
	}
	return c
}

// withQuery is the same search with another query. How many of its words must
// match is decided anew.
func (a Address) withQuery(text string) Address {
	return a.With("q", text).With("match", "")
}

// withoutFilters keeps the query, the scope and the order only.
func (a Address) withoutFilters() Address {
	return SearchFor(a.Query()).With("scope", a.get("scope")).With("sort", a.get("sort"))
}

// First is the same search from its first hit.
func (a Address) First() Address {
	return a.With("start", "").With("cursor", "")
}

// SearchFor is the search for a query, without filters.
func SearchFor(query string) Address { return Address{}.With("q", query) }

// URL returns path with the parameters, sorted by name. The search for all items
// is not the start page, and has an address of its own.
func (a Address) URL(path string) string {
	switch {
	case len(a) == 0 && path == "/":
		return "/?q="
	case len(a) == 0:
		return path
	}
	return path + "?" + url.Values(a).Encode()
}

// Query returns the text of the query.
func (a Address) Query() string { return a.get("q") }

// get returns the first value of a parameter.
func (a Address) get(name string) string { return url.Values(a).Get(name) }

// A HiddenField is a parameter that a form carries along.
type HiddenField struct{ Name, Value string }

// hidden returns the parameters as hidden fields, sorted by name.
func (a Address) hidden() []HiddenField {
	var out []HiddenField
	for _, pair := range strings.Split(url.Values(a).Encode(), "&") {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			continue
		}
		name, _ = url.QueryUnescape(name)
		value, _ = url.QueryUnescape(value)
		out = append(out, HiddenField{name, value})
	}
	return out
}

// rates is the page of the rates of this search by a field. A rate counts every
// outcome, so none is chosen there.
func (a Address) rates(by string) string { return a.compared().With("by", by).URL("/stats") }

// decides is the page of what decides the items of this search.
func (a Address) decides() string { return a.compared().URL("/decides") }

// compared is the query and the filters, but for the outcome.
func (a Address) compared() Address {
	out := SearchFor(a.Query())
	for name, values := range a {
		if f, ok := index.FieldNamed(name); ok && f.Facet && f.Name != "outcome" {
			out[name] = values
		}
	}
	return out
}

// letter is the page of a letter with this search marked in it, at an item;
// item 0 is the letter's top.
func (a Address) letter(id string, item int) string {
	if a.get("hit") == "" {
		a = a.With("limit", "")
	}
	u := a.With("view", "").URL(letterURL(id))
	if item > 0 {
		u += "#item-" + strconv.Itoa(item)
	}
	return u
}

// reasons is the page of a letter as letter has it, at the sentence that decides
// an item.
func (a Address) reasons(id string, item int) string {
	u := a.letter(id, 0)
	if item > 0 {
		u += "#" + whyID(item)
	}
	return u
}

// beside is the page of a letter with a page of the original beside the text.
func (a Address) beside(id string, page int) string {
	return a.With("beside", strconv.Itoa(page)).letter(id, 0) + "#" + pageID(page)
}

// pageID is the anchor of the first line of a page in the text of a letter.
func pageID(page int) string { return "page-" + strconv.Itoa(page) }

// hit is the search with the place of one of its hits, from 1: of all, or of
// the page that a cursor leads to.
func (a Address) hit(n int) Address { return a.With("hit", strconv.Itoa(n)) }

// letterURL is the page of a letter without a search.
func letterURL(id string) string { return "/letters/" + url.PathEscape(id) }

// similarURL is the page of the items like one; "/" for an id that is none.
func similarURL(id string) string {
	letter, n, err := imr.SplitID(id)
	if err != nil || n < 0 {
		return "/"
	}
	return "/items/" + url.PathEscape(letter) + "/" + strconv.Itoa(n) + "/similar"
}

// lineID is the anchor of a line of a letter; pages and lines count from 1.
func lineID(page, line int) string { return "p" + strconv.Itoa(page) + "-l" + strconv.Itoa(line) }
