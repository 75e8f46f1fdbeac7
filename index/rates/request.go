// Package rates answers one question: how often was it overturned? It makes a
// table of rates from what a searcher counts: by one field or two, or of two
// searches side by side, each cell with its interval and with the address of
// the search that finds its items. Command line, API and page show the same
// table. It knows no engine.
package rates

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"imrsearch/index"
)

// A Request asks for a table of rates. The zero Request is the rate of all
// items.
type Request struct {
	Search index.Request // its query and its filters
	By     string        // a facet, "" for none
	By2    string        // crossed with By
	Versus string        // another query under the same filters, "" for none
	Change string        // the name of a change of guidelines: before it versus since
	Order  Order
}

// An Order says how rows come.
type Order string

// The orders of rows. By default bands and fixed lists come in their order,
// other values by items. By rate, the highest comes first, and rows of few
// letters, whose rate is mostly chance, after all others.
const (
	Natural Order = ""
	ByItems Order = "items"
	ByRate  Order = "rate"
	ByName  Order = "name"
)

// Orders are the names that Order has.
var Orders = []string{string(ByItems), string(ByRate), string(ByName)}

// own are the parameters of an address that are not those of a search.
var own = []string{"by", "by2", "vs", "change", "sort"}

// RequestFrom reads the parameters of an address: those of a search, of which
// only the query and the filters count, and by, by2, vs, change, sort. The
// error is a *index.RequestError. That fields exist is checked when the table is
// made.
func RequestFrom(v url.Values) (*Request, error) {
	r := &Request{}
	search := url.Values{}
	for name, values := range v {
		if !slices.Contains(own, name) {
			search[name] = values
			continue
		}
		given := slices.DeleteFunc(slices.Clone(values), func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(given) == 0 {
			continue
		}
		if len(given) > 1 {
			return nil, &index.RequestError{Param: name, Msg: "is given more than once"}
		}
		switch s := strings.TrimSpace(given[0]); name {
		case "by":
			r.By = s
		case "by2":
			r.By2 = s
		case "vs":
			r.Versus = s
		case "change":
			r.Change = s
		case "sort":
			r.Order = Order(strings.ToLower(s))
		}
	}
	req, err := index.RequestFrom(search)
	if err != nil {
		return nil, err
	}
	r.Search = index.Request{Query: req.Query, Filters: req.Filters, Unknown: req.Unknown}
	return r, r.Check()
}

// Check reports what is impossible about the request, as a *index.RequestError.
func (r *Request) Check() error {
	switch r.Order {
	case Natural, ByItems, ByRate, ByName:
	default:
		return &index.RequestError{Param: "sort", Msg: fmt.Sprintf("there is no order by %q%s", r.Order, index.DidYouMean(string(r.Order), Orders))}
	}
	_, changing := changeNamed(r.Change)
	switch {
	case r.By2 != "" && r.By == "":
		return &index.RequestError{Param: "by2", Msg: "needs a first field: by"}
	case r.Change != "" && !changing:
		return &index.RequestError{Param: "change", Msg: fmt.Sprintf("there is no change %q%s", r.Change, index.DidYouMean(r.Change, changeNames()))}
	case r.Change != "" && r.Versus != "":
		return &index.RequestError{Param: "change", Msg: "compares two times, vs two searches: leave one of them out"}
	case r.By2 != "" && (r.Versus != "" || r.Change != ""):
		return &index.RequestError{Param: "by2", Msg: "two searches are compared by one field: leave by2 out"}
	}
	for param, name := range map[string]string{"by": r.By, "by2": r.By2} {
		if f, ok := index.FieldNamed(name); ok && f.Name == "outcome" {
			return &index.RequestError{Param: param, Msg: "outcome is what a rate counts: name another field"}
		}
	}
	return nil
}

// Values returns the parameters of the request's address, the same for page,
// API and command line.
func (r *Request) Values() url.Values {
	search := r.Search
	search.Limit = index.DefaultLimit
	v := search.Values()
	for name, s := range map[string]string{"by": r.By, "by2": r.By2, "vs": r.Versus, "change": r.Change, "sort": string(r.Order)} {
		if s != "" {
			v.Set(name, s)
		}
	}
	return v
}

// Compares reports whether two searches stand side by side.
func (r *Request) Compares() bool { return r.Versus != "" || r.Change != "" }
