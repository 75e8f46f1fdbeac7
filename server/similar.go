package server

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/parser/imr"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// similarLimit is the number of like items on a page.
const similarLimit = 20

// similar serves /items/LETTER/N/similar.
func (s *server) similar(w http.ResponseWriter, r *http.Request) error {
	letter := mux.Vars(r)["letter"]
	n, err := strconv.Atoi(mux.Vars(r)["n"])
	if err != nil {
		return respond.ErrNoItem
	}
	req, err := index.RequestFrom(r.URL.Query())
	if err != nil {
		return err
	}
	like := &index.SimilarRequest{ID: imr.ItemID(letter, n), Filters: req.Filters, Limit: similarLimit, Start: req.Start}
	res, err := s.Index.Similar(r.Context(), like)
	if err != nil {
		return err
	}
	if respond.Wants(r) == respond.AsJSON {
		return respond.JSON(w, r, http.StatusOK, res)
	}
	doc, err := s.Index.Letter(r.Context(), letter)
	if err != nil {
		return err
	}
	d, ok := determination(doc, strconv.Itoa(n))
	if !ok {
		return respond.ErrNoItem
	}
	page := view.NewSimilarPage(d, &res.Result)
	if len(res.Hits) == similarLimit {
		page.Next = view.AddressOf(req).With("start", strconv.Itoa(req.Start+similarLimit)).URL(r.URL.Path)
	}
	return s.Page(w, r, http.StatusOK, "similar", page)
}
