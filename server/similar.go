package server

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A similarPage lists items like one, the overturned ones first.
type similarPage struct {
	chrome
	Item   similarItem
	Groups []similarGroup
	Next   string
}

// A similarItem is the item that others are like.
type similarItem struct {
	ID, URL, Request string
	Outcome          outcomeView
}

// A similarGroup is a part of the list.
type similarGroup struct {
	Label string
	Hits  []hitView
}

// similar serves /items/LETTER/N/similar.
func (s *server) similar(w http.ResponseWriter, r *http.Request) error {
	vars := mux.Vars(r)
	n, err := strconv.Atoi(vars["n"])
	if err != nil {
		return errNoItem
	}
	req, err := index.RequestFrom(r.URL.Query())
	if err != nil {
		return err
	}
	like := &index.SimilarRequest{ID: imr.ItemID(vars["letter"], n), Filters: req.Filters, Limit: similarLimit, Start: req.Start}
	res, err := s.index.Similar(r.Context(), like)
	if err != nil {
		return err
	}
	if wants(r) == asJSON {
		return renderJSON(w, r, http.StatusOK, res)
	}
	doc, err := s.index.Letter(r.Context(), vars["letter"])
	if err != nil {
		return err
	}
	page, err := newSimilarPage(doc, n, res)
	if err != nil {
		return err
	}
	if len(res.Hits) == similarLimit {
		page.Next = canonical(req).with("start", itoa(req.Start+similarLimit)).at(r.URL.Path)
	}
	return s.render(w, r, http.StatusOK, "similar", page)
}

// newSimilarPage groups the hits: those that were overturned or modified
// stand first, for they are what a petitioner can point to.
func newSimilarPage(doc *index.Document, n int, res *index.Result) (*similarPage, error) {
	var item *imr.Item
	for _, d := range doc.Determinations() {
		if d.Item.N == n {
			item = d.Item
		}
	}
	if item == nil {
		return nil, errNoItem
	}
	p := &similarPage{chrome: newChrome("similar", "Like "+item.ID, ""),
		Item: similarItem{item.ID, address{}.letter(doc.Letter.ID, n), item.Request, newOutcomeView(item.Outcome)}}
	granted, others := similarGroup{Label: "Overturned or modified"}, similarGroup{Label: "Upheld"}
	for i := range res.Hits {
		h := &res.Hits[i]
		v := newHitView(h, address{})
		if h.Outcome == imr.Overturned || h.Outcome == imr.Modified {
			granted.Hits = append(granted.Hits, v)
		} else {
			others.Hits = append(others.Hits, v)
		}
	}
	for _, g := range []similarGroup{granted, others} {
		if g.Hits != nil {
			p.Groups = append(p.Groups, g)
		}
	}
	return p, nil
}
