package server

import (
	"context"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"imrsearch/index"
)

// A facetPage shows all values of a facet, with a box to find some.
type facetPage struct {
	chrome
	Field, Label, Note string
	Action, Find       string
	Keep, KeepChosen   []hiddenField
	Values             []valueView
	BackURL            string
}

// facet serves /facets/FIELD: what the side of a list has no room for.
func (s *server) facet(w http.ResponseWriter, r *http.Request) error {
	f, ok := index.FieldNamed(mux.Vars(r)["field"])
	if !ok || !f.Facet {
		return errNoField
	}
	values := r.URL.Query()
	find := values.Get("find")
	values.Del("find")
	req, err := index.RequestFrom(values)
	if err != nil {
		return err
	}
	a := canonical(req)
	facet, err := s.allValues(r.Context(), req, f.Name)
	if err != nil {
		return err
	}
	page := facetPage{
		chrome: newChrome("facet", f.Label, a.q()), Field: f.Name, Label: f.Label,
		Action: "/facets/" + f.Name, Find: find, Keep: a.hidden(), BackURL: a.at("/"),
	}
	chosen := a.first()
	for _, b := range facet.Buckets {
		if matchesFind(b, find) {
			page.Values = append(page.Values, newValue(f.Name, b))
			chosen = chosen.drop(f.Name, b.Value)
		}
	}
	page.KeepChosen = chosen.hidden()
	page.Note = count(facet.Distinct, "value", "values")
	return s.render(w, r, http.StatusOK, "facet", page)
}

// allValues counts one facet of a search, as many values as an engine gives.
func (s *server) allValues(ctx context.Context, req *index.Request, field string) (*index.Facet, error) {
	all := *req
	all.Limit, all.Start, all.Cursor, all.Snippets = 0, 0, "", -1
	all.Facets, all.FacetFields, all.FacetLimit = true, []string{field}, index.MaxBuckets
	res, err := s.index.Search(ctx, &all)
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

// matchesFind reports whether a value has a word that begins so, or the
// letters anywhere when they are several words.
func matchesFind(b index.Bucket, find string) bool {
	find = index.FoldValue(find)
	return find == "" || strings.Contains(" "+index.FoldValue(b.Label), " "+find) ||
		strings.Contains(" "+index.FoldValue(b.Value), " "+find)
}
