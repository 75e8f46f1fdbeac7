package server

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// search serves "/": the start page, a list of items, or the same as data.
func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	f := respond.Wants(r)
	if f == respond.AsPage && blank(r.URL.Query()) {
		return s.start(w, r)
	}
	if f == respond.AsPage || f == respond.AsFragment {
		return s.list(w, r)
	}
	req, err := index.RequestFrom(r.URL.Query())
	if err != nil {
		return err
	}
	if f == respond.AsCSV {
		return s.csv(w, r, req)
	}
	res, err := s.Index.Search(r.Context(), req)
	if err != nil {
		return err
	}
	return respond.JSON(w, r, http.StatusOK, res)
}

// list serves a search as a page.
func (s *server) list(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	if days(values) { // one search has one address
		http.Redirect(w, r, view.Address(values).URL("/"), http.StatusSeeOther)
		return nil
	}
	density := values.Get("view")
	values.Del("view")
	req, err := index.RequestFrom(values)
	if err != nil {
		return s.faulty(w, r, view.Address(r.URL.Query()), err)
	}
	a := view.AddressOf(req)
	if density == view.FullView {
		a = a.With("view", density)
	}
	req.Facets, req.FacetFields, req.FacetLimit, req.Snippets = true, view.PageFacets(), view.PageBuckets, 0
	req.Rates = !req.ChoosesOutcome()
	res, err := s.Index.Search(r.Context(), req)
	if err != nil {
		return s.faulty(w, r, a, err)
	}
	page := view.NewSearchPage(a, req, res, s.whole(r.Context(), req, res))
	if res.Total.Items == 0 {
		words := s.absent(r.Context(), a, req, &res.Query)
		page.Explain(words, view.NewNothing(words, s.drops(r.Context(), a, req)))
	} else if all := res.Total.AllWords; all != nil && *all == 0 {
		page.Explain(s.absent(r.Context(), a, req, &res.Query), nil)
	}
	if err := s.keep(r, req, res, page); err != nil {
		return err
	}
	return s.Page(w, r, http.StatusOK, "search", page)
}

// days turns the first and last day of a form into the range of their field,
// and reports whether there were any.
func days(values url.Values) bool {
	found := false
	for _, field := range []string{"decided", "injured"} {
		from, to := values.Get(field+"_from"), values.Get(field+"_to")
		for _, name := range []string{field + "_from", field + "_to"} {
			found = found || values.Has(name)
			values.Del(name)
		}
		if from != "" || to != "" {
			values.Set(field, from+".."+to)
		}
	}
	return found
}

// whole counts the same search in scope all, for the switch of scopes; nil
// where this is that search, or names no treatment.
func (s *server) whole(ctx context.Context, req *index.Request, res *index.Result) *index.Total {
	if req.Scope != index.ScopeRequested || res.Total.Requested == nil {
		return nil
	}
	all := *req
	all.Scope = index.ScopeAll
	total, _ := s.total(ctx, &all)
	return total
}

// faulty shows what is wrong with a query, in its place. Other errors it
// returns.
func (s *server) faulty(w http.ResponseWriter, r *http.Request, a view.Address, err error) error {
	f, ok := respond.AsFault(err)
	if !ok {
		return err
	}
	return s.Page(w, r, http.StatusBadRequest, "search", view.NewFaultPage(a, f))
}

// blank reports whether an address asks for nothing: it has no query, not even
// an empty one, and no parameter of a search with a value.
func blank(v url.Values) bool {
	if v.Has("q") {
		return false
	}
	for name, values := range v {
		_, field := index.FieldNamed(name)
		if (field || slices.Contains(index.Reserved, name)) && slices.ContainsFunc(values, func(s string) bool { return s != "" }) {
			return false
		}
	}
	return true
}

// redirect serves /search, which people guess, by the same search at "/".
func (s *server) redirect(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, view.Address(r.URL.Query()).URL("/"), http.StatusMovedPermanently)
	return nil
}

// build serves /build: it writes the query of the builder's rows and goes to
// its list.
func (s *server) build(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, view.Built(view.Address(r.URL.Query())).URL("/"), http.StatusSeeOther)
	return nil
}

// facet serves /facets/FIELD: what the side of a list has no room for.
func (s *server) facet(w http.ResponseWriter, r *http.Request) error {
	f, ok := index.FieldNamed(mux.Vars(r)["field"])
	if !ok || !f.Facet {
		return respond.ErrNoField
	}
	values := r.URL.Query()
	find := values.Get("find")
	values.Del("find")
	req, err := index.RequestFrom(values)
	if err != nil {
		return err
	}
	facet, err := s.allValues(r.Context(), req, f.Name)
	if err != nil {
		return err
	}
	return s.Page(w, r, http.StatusOK, "facet", view.NewFacetPage(view.AddressOf(req), f, facet, find))
}

// allValues counts one facet of a search, as many values as an engine gives.
func (s *server) allValues(ctx context.Context, req *index.Request, field string) (*index.Facet, error) {
	all := *req
	all.Limit, all.Start, all.Cursor, all.Snippets = 0, 0, "", -1
	all.Facets, all.FacetFields, all.FacetLimit = true, []string{field}, index.MaxBuckets
	res, err := s.Index.Search(ctx, &all)
	if err != nil {
		return nil, err
	}
	for i := range res.Facets {
		if res.Facets[i].Field == field {
			return &res.Facets[i], nil
		}
	}
	return &index.Facet{Field: field}, nil
}
