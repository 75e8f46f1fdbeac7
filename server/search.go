package server

import (
	"net/http"
	"net/url"

	"imrsearch/index"
)

// search serves "/": the start page, a list of items, or the same as data.
func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	f := wants(r)
	if f == asPage && blank(r.URL.Query()) {
		return s.start(w, r)
	}
	req, err := index.RequestFrom(r.URL.Query())
	if err == nil && f == asCSV {
		return s.csv(w, r, req)
	}
	a := address(r.URL.Query())
	var res *index.Result
	if err == nil {
		if f != asJSON {
			a = canonical(req)
			req.Facets, req.FacetFields, req.FacetLimit, req.Snippets = true, nil, pageBuckets, 0
		}
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
	} else if all := res.Total.AllWords; all != nil && *all == 0 {
		page.Absent = s.absent(r.Context(), a, req)
	}
	return s.render(w, r, http.StatusOK, "search", page)
}

// canonical is the one address of a search as a page, on which its links
// build.
func canonical(req *index.Request) address {
	return address(req.Values()).with("facets", "").with("buckets", "").with("snippets", "")
}

// blank reports whether nothing at all was asked for.
func blank(v url.Values) bool {
	for _, values := range v {
		for _, text := range values {
			if text != "" {
				return false
			}
		}
	}
	return true
}

// faulty shows what is wrong with a query, in its place.
func (s *server) faulty(w http.ResponseWriter, r *http.Request, a address, f *fault) error {
	page := &searchPage{chrome: newChrome("search", "Query", a.q()), Builder: newBuilder()}
	page.Fault = newFaultView(f, a)
	page.Chosen, page.ClearURL = chosenChips(a, nil), a.onlyQuery().at("/")
	return s.render(w, r, http.StatusBadRequest, "search", page)
}

// oldSearch sends the address people guess to the one that is.
func (s *server) oldSearch(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, address(r.URL.Query()).at("/"), http.StatusMovedPermanently)
	return nil
}
