package server

import (
	"net/http"

	"imrsearch/index"
)

// search serves "/": the start page, a list of items, or the same as data.
func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	a := address(r.URL.Query())
	f := wants(r)
	if f == asPage && blank(a) {
		return s.start(w, r)
	}
	req, err := readRequest(r.URL.Query())
	if err == nil && f == asCSV {
		return s.csv(w, r, req)
	}
	if err == nil && f != asJSON {
		req.Facets, req.FacetLimit = true, pageBuckets
	}
	var res *index.Result
	if err == nil {
		res, err = s.index.Search(r.Context(), req)
	}
	if err != nil {
		if fault, ok := asFault(err); ok && f != asJSON && f != asCSV {
			return s.faulty(w, r, a, fault)
		}
		return err
	}
	if f == asJSON {
		return renderJSON(w, r, http.StatusOK, res)
	}
	page := newSearchPage(a, req, res)
	if res.Total.Items == 0 {
		page.Nothing = s.nothing(r.Context(), a, req)
	}
	return s.render(w, r, http.StatusOK, "search", page)
}

// blank reports whether nothing at all was asked for.
func blank(a address) bool {
	for _, values := range a {
		for _, v := range values {
			if v != "" {
				return false
			}
		}
	}
	_, asked := a["q"]
	return !asked || len(a) == 1
}

// faulty shows what is wrong with a query, in its place.
func (s *server) faulty(w http.ResponseWriter, r *http.Request, a address, f *fault) error {
	page := &searchPage{chrome: newChrome("search", "Query", a.q()), Builder: newBuilder()}
	page.Fault = newFaultView(f, a.q(), a)
	page.Chosen, page.ClearURL = chosenChips(a, nil), a.query(a.q()).onlyQuery().at("/")
	return s.render(w, r, http.StatusBadRequest, "search", page)
}

// oldSearch sends the address people guess to the one that is.
func (s *server) oldSearch(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, address(r.URL.Query()).at("/"), http.StatusMovedPermanently)
	return nil
}
