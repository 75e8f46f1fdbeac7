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

// similar serves /items/LETTER/N/similar.
func (s *server) similar(w http.ResponseWriter, r *http.Request) error {
	letter := mux.Vars(r)["letter"]
	n, err := strconv.Atoi(mux.Vars(r)["n"])
	if err != nil {
		return respond.ErrNoItem
	}
	req, err := index.SimilarFrom(r.URL.Query())
	if err != nil {
		return err
	}
	req.ID = imr.ItemID(letter, n)
	res, err := s.Index.Similar(r.Context(), req)
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
	return s.Page(w, r, http.StatusOK, "similar", view.NewSimilarPage(d, req, res, view.Address(r.URL.Query()), r.URL.Path))
}
