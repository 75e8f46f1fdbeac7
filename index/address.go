package index

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Reserved are the names of a search's parameters that are no fields.
var Reserved = []string{"q", "sort", "limit", "start", "cursor", "match", "scope", "facets", "buckets", "snippets", "explain", "fold", "rates"}

// Values returns the request as the parameters of its address, the same for
// pages, API and command line. What is as by default is left out, chosen
// values are sorted, so that one search has one address; Encode writes it.
func (r *Request) Values() url.Values {
	v := url.Values{}
	set := func(name, value string, byDefault bool) {
		if !byDefault {
			v.Set(name, value)
		}
	}
	set("q", r.Query, r.Query == "")
	set("sort", r.Sort.String(), r.Sort.Field == "")
	set("match", string(r.Match), r.Match == "" || r.Match == MatchAuto)
	set("scope", string(r.Scope), r.Scope == "" || r.Scope == ScopeAll)
	set("limit", strconv.Itoa(r.Limit), r.Limit == DefaultLimit)
	set("cursor", r.Cursor, r.Cursor == "")
	set("start", strconv.Itoa(r.Start), r.Start == 0 || r.Cursor != "")
	set("buckets", strconv.Itoa(r.FacetLimit), r.FacetLimit == 0)
	set("snippets", strconv.Itoa(max(r.Snippets, 0)), r.Snippets == 0)
	set("explain", "1", !r.Explain)
	set("fold", string(r.Fold), r.Fold == "")
	if r.Facets {
		v.Set("facets", "1")
		if r.FacetFields != nil {
			v.Set("facets", strings.Join(r.FacetFields, ","))
		}
	}
	set("rates", "1", !r.Rates)
	for _, c := range r.Filters {
		if !slices.Contains(v[c.Field], c.Value) {
			v.Add(c.Field, c.Value)
		}
	}
	for _, c := range r.Filters {
		slices.Sort(v[c.Field])
	}
	return v
}

// RequestFrom reads the parameters of an address. What is missing is as by
// default (the first DefaultLimit hits); empty values are as if missing, for
// forms send them. The error is a *RequestError: for a parameter that
// is given twice, or impossible. Names that are no parameters, which other
// programs add to links, are kept in Unknown.
func RequestFrom(v url.Values) (*Request, error) {
	r := &Request{Limit: DefaultLimit}
	names := make([]string, 0, len(v))
	for name := range v {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		given := slices.DeleteFunc(slices.Clone(v[name]), func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(given) == 0 {
			continue
		}
		if err := r.read(name, given); err != nil {
			return nil, err
		}
	}
	if r.Limit < 0 || r.Limit > MaxLimit {
		return nil, &RequestError{Param: "limit", Msg: fmt.Sprintf("is from 0 to %d; a cursor (next) goes on to the last hit", MaxLimit)}
	}
	return r, r.Check()
}

func (r *Request) read(name string, given []string) (err error) {
	if !slices.Contains(Reserved, name) {
		f, ok := FieldNamed(name)
		if !ok {
			r.Unknown = append(r.Unknown, name)
			return nil
		}
		for _, s := range given {
			r.Filters = append(r.Filters, Filter{f.Name, s})
		}
		return nil
	}
	if len(given) > 1 {
		return &RequestError{Param: name, Msg: "is given more than once"}
	}
	switch s := given[0]; name {
	case "q":
		r.Query = s
	case "sort":
		r.Sort, err = parseSort(s)
	case "match":
		r.Match = Match(strings.ToLower(s))
	case "scope":
		r.Scope = Scope(strings.ToLower(s))
	case "cursor":
		r.Cursor = s
	case "limit":
		r.Limit, err = number(name, s)
	case "start":
		r.Start, err = number(name, s)
	case "buckets":
		r.FacetLimit, err = number(name, s)
	case "snippets":
		if r.Snippets, err = number(name, s); r.Snippets == 0 {
			r.Snippets = -1
		}
	case "explain":
		r.Explain = s != "0" && s != "false"
	case "rates":
		r.Rates = s != "0" && s != "false"
	case "fold":
		r.Fold, err = parseFold(s)
	case "facets":
		r.readFacets(s)
	}
	return err
}

// parseFold reads the parameter fold.
func parseFold(s string) (Fold, error) {
	switch f := strings.ToLower(s); f {
	case string(FoldAlike), "1", "true":
		return FoldAlike, nil
	case string(FoldLetter), "letters":
		return FoldLetter, nil
	case "0", "false", "none":
		return "", nil
	}
	return "", &RequestError{Param: "fold", Msg: fmt.Sprintf("%q is neither alike, which shows of items that say the same the first alone, nor letter, which shows the first of each letter", s)}
}

func (r *Request) readFacets(s string) {
	switch s {
	case "0", "false":
	case "1", "true":
		r.Facets = true
	default:
		r.Facets = true
		r.FacetFields = strings.Split(s, ",")
	}
}

func number(name, s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0, &RequestError{Param: name, Msg: fmt.Sprintf("%q is no number", s)}
	}
	return n, nil
}
