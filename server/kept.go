package server

import (
	"context"
	"net/http"

	"imrsearch/index"
	"imrsearch/index/resolve"
	"imrsearch/index/store"
	"imrsearch/server/view"
)

// keep adds to a list what the user said of its items and the form that saves
// its search, and notes the search in the history: a list once, not each page
// of it, and no query that is still being typed, which the script says.
func (s *server) keep(r *http.Request, req *index.Request, res *index.Result, page *view.SearchPage) error {
	if s.Store == nil {
		return nil
	}
	labels, err := s.Store.Labels(r.Context())
	if err != nil {
		return err
	}
	page.Keep(res, labels, store.AddressOf(req))
	if req.Cursor == "" && req.Start == 0 && r.Method == http.MethodGet && r.Header.Get("X-Fragment") != "typing" {
		if err := s.Store.Note(r.Context(), req, res.Total.Items); err != nil {
			s.Log.WarnContext(r.Context(), "the search is not in the history", "err", err)
		}
	}
	return nil
}

// read resolves queries, with what they name of what is kept.
func (s *server) read(ctx context.Context) func(query string) (*index.Plan, error) {
	var keeper index.Keeper
	if s.Store != nil {
		keeper = store.Keeper(s.Store)
	}
	return func(query string) (*index.Plan, error) {
		_, plan, _, err := resolve.ResolveKept(ctx, &index.Request{Query: query}, keeper)
		return plan, err
	}
}
