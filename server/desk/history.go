package desk

import (
	"net/http"

	"imrsearch/index/store"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// A HistoryPage lists the searches that were made on this machine.
type HistoryPage struct {
	view.Layout
	On     bool
	Visits []Visit
}

// A Visit is a search of the history.
type Visit struct {
	Number      int
	Asked, URL  string
	When, Count string
}

// shownVisits is how many searches the page lists.
const shownVisits = 200

// history serves /history.
func (s *site) history(w http.ResponseWriter, r *http.Request) error {
	visits, err := s.Store.Visits(r.Context(), shownVisits)
	if err != nil {
		return err
	}
	on, err := s.Store.HistoryOn(r.Context())
	if err != nil {
		return err
	}
	views := store.VisitViews(visits)
	w.Header().Set("Cache-Control", "no-store")
	if respond.Wants(r) == respond.AsJSON {
		return respond.JSON(w, r, http.StatusOK, map[string]any{"on": on, "history": views})
	}
	p := &HistoryPage{Layout: view.NewLayout("history", "History", ""), On: on}
	for _, v := range views {
		p.Visits = append(p.Visits, Visit{v.Number, store.Asked(v.Query, v.Filters), "/?" + v.Address, view.Moment(v.At), view.Count(v.Items, "item", "items")})
	}
	return s.Page(w, r, http.StatusOK, "history", p)
}

// clear serves POST /history/clear.
func (s *site) clear(w http.ResponseWriter, r *http.Request) error {
	if err := s.Store.ClearHistory(r.Context()); err != nil {
		return err
	}
	return seeOther(w, r, "/history")
}

// turn serves POST /history/on and /history/off.
func (s *site) turn(on bool) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := s.Store.SetHistory(r.Context(), on); err != nil {
			return err
		}
		return seeOther(w, r, "/history")
	}
}
