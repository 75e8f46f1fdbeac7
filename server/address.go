package server

import (
	"net/url"
	"strings"

	"imrsearch/parser/imr"
)

// An address is the parameters of a search page. Its methods return changed
// copies: every link on a page is one of them.
type address url.Values

func (a address) clone() address {
	c := make(address, len(a))
	for k, vs := range a {
		c[k] = append([]string(nil), vs...)
	}
	return c
}

// with sets a parameter; an empty value takes it off.
func (a address) with(name, value string) address {
	c := a.clone()
	delete(c, name)
	if value != "" {
		c[name] = []string{value}
	}
	return c
}

// drop takes one value of a facet off.
func (a address) drop(name, value string) address {
	c := a.clone()
	delete(c, name)
	for _, v := range a[name] {
		if v != value {
			c[name] = append(c[name], v)
		}
	}
	return c
}

// query is the same search with other words: matching is decided anew.
func (a address) query(text string) address {
	return a.with("q", text).with("match", "")
}

// first is the same search from its first hit.
func (a address) first() address {
	return a.with("start", "").with("cursor", "")
}

// at returns the URL of the parameters under a path, in a stable order.
func (a address) at(path string) string {
	if len(a) == 0 {
		return path
	}
	return path + "?" + url.Values(a).Encode()
}

// fields returns the parameters as hidden fields, in a stable order, but for
// the names left out.
func (a address) hidden(leaveOut ...string) []hiddenField {
	c := a.clone()
	for _, name := range leaveOut {
		delete(c, name)
	}
	var out []hiddenField
	for _, pair := range strings.Split(url.Values(c).Encode(), "&") {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			continue
		}
		name, _ = url.QueryUnescape(name)
		value, _ = url.QueryUnescape(value)
		out = append(out, hiddenField{name, value})
	}
	return out
}

// A hiddenField is a parameter that a form carries along.
type hiddenField struct{ Name, Value string }

// letter is the page of a letter with the marks of this search, at an item;
// it knows the way back to the list.
func (a address) letter(id string, item int) string {
	u := a.with("limit", "").at("/letters/" + url.PathEscape(id))
	if item > 0 {
		u += "#item-" + itoa(item)
	}
	return u
}

// similarURL is the page of the items like one.
func similarURL(id string) string {
	letter, n, err := imr.SplitID(id)
	if err != nil || n < 0 {
		return "/"
	}
	return "/items/" + url.PathEscape(letter) + "/" + itoa(n) + "/similar"
}

// get returns the first value of a parameter.
func (a address) get(name string) string { return url.Values(a).Get(name) }

// q returns the text of the query.
func (a address) q() string { return a.get("q") }

// onlyQuery is the search without filters.
func (a address) onlyQuery() address { return address{}.with("q", a.q()).with("sort", a.get("sort")) }
