package desk

import (
	"net/http"
	"path"
	"strconv"

	"github.com/gorilla/mux"

	"imrsearch/index/cite"
	"imrsearch/parser/imr"
	"imrsearch/server/respond"
)

// citation serves /items/LETTER/N/citation.ris, .bib and .json: the item for a
// reference manager (RIS, BibTeX, CSL-JSON).
func (s *site) citation(w http.ResponseWriter, r *http.Request) error {
	letter := mux.Vars(r)["letter"]
	n, err := strconv.Atoi(mux.Vars(r)["n"])
	if err != nil {
		return respond.ErrNoItem
	}
	doc, err := s.Index.Letter(r.Context(), letter)
	if err != nil {
		return err
	}
	var item *imr.Item
	for i := range doc.Letter.Items {
		if doc.Letter.Items[i].N == n {
			item = &doc.Letter.Items[i]
		}
	}
	if item == nil {
		return respond.ErrNoItem
	}
	c, end := cite.Of(doc.Letter, item), path.Ext(r.URL.Path)
	w.Header().Set("Content-Disposition", `attachment; filename="`+letter+"-"+strconv.Itoa(n)+end+`"`)
	switch end {
	case ".ris":
		return respond.Send(w, r, http.StatusOK, cite.RISType+"; charset=utf-8", []byte(c.RIS()))
	case ".bib":
		return respond.Send(w, r, http.StatusOK, cite.BibTeXType+"; charset=utf-8", []byte(c.BibTeX()))
	}
	return respond.JSONAs(w, r, http.StatusOK, cite.CSLType, []cite.CSL{c.CSL()})
}
