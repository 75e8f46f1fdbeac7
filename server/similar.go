package server

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/parser/imr"
	"imrsearch/server/view"
)

// similarLimit is the number of like items on a page.
const similarLimit = 20

// similar serves /items/LETTER/N/similar.
func (s *server) similar(w http.ResponseWriter, r *http.Request) error {
	letter := mux.Vars(r)["letter"]
	n, err := strconv.Atoi(mux.Vars(r)["n"])
	if err != nil {
		return errNoItem
	}
	req, err := index.RequestFrom(r.URL.Query())
	if err != nil {
		return err
	}
	like := &index.SimilarRequest{ID: imr.ItemID(letter, n), Filters: req.Filters, Limit: similarLimit, Start: req.Start}
	res, err := s.index.Similar(r.Context(), like)
	if err != nil {
		return err
	}
	if wants(r) == asJSON {
		return renderJSON(w, r, http.StatusOK, res)
	}
	doc, err := s.index.Letter(r.Context(), letter)
	if err != nil {
		return err
	}
	d, ok := determination(doc, strconv.Itoa(n))
	if !ok {
		return errNoItem
	}
	page := view.NewSimilarPage(d, res)
	if len(res.Hits) == similarLimit {
		page.Next = view.AddressOf(req).With("start", strconv.Itoa(req.Start+similarLimit)).URL(r.URL.Path)
	}
	return s.render(w, r, http.StatusOK, "similar", page)
}
