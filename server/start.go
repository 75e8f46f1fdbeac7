package server

import (
	"context"
	"net/http"
	"sync"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/server/view"
)

// A starting remembers what the start page of a generation is made of, for its
// questions are a dozen searches. It is safe for concurrent use.
type starting struct {
	mu         sync.Mutex
	generation int
	made       *view.Start // nil: never, or of a part of the index
}

// of returns what the start page is made of now.
func (c *starting) of(ctx context.Context, s index.Searcher) (*view.Start, error) {
	now, err := s.Search(ctx, &index.Request{Snippets: -1})
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.made != nil && c.generation == now.Generation {
		return c.made, nil
	}
	all, err := s.Search(ctx, view.StartRequest())
	if err != nil {
		return nil, err
	}
	made := &view.Start{All: all}
	whole := !all.Partial
	if made.Info, err = s.Info(ctx); err != nil {
		made.Info, whole = nil, false // the page does without
	}
	if made.Newest, err = s.Search(ctx, view.NewestRequest()); err != nil {
		made.Newest, whole = nil, false
	}
	for _, question := range view.QuestionRequests() {
		answer, err := s.Search(ctx, question)
		if err != nil {
			answer, whole = nil, false
		}
		made.Answers = append(made.Answers, answer)
	}
	if whole {
		c.made, c.generation = made, all.Generation
	}
	return made, nil
}

// shownKept is how many saved searches, and how many of the history, the start
// page shows.
const shownKept = 5

// start serves "/" without a query.
func (s *server) start(w http.ResponseWriter, r *http.Request) error {
	made, err := s.starting.of(r.Context(), s.Index)
	if err != nil {
		return err
	}
	page := view.NewStartPage(made)
	if s.Store != nil {
		saved, recent, err := s.keptSearches(r.Context())
		if err != nil {
			return err
		}
		page.KeptSearches(saved, recent)
		if recent != nil {
			w.Header().Set("Cache-Control", "no-store")
		}
	}
	return s.Page(w, r, http.StatusOK, "start", page)
}

// keptSearches returns the first saved searches and the last of the history.
func (s *server) keptSearches(ctx context.Context) (saved, recent []view.KeptSearch, err error) {
	all, err := s.Store.Saved(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range all[:min(len(all), shownKept)] {
		if _, err := store.Request(x.Address); err != nil {
			continue // the page of saved searches says why
		}
		saved = append(saved, view.KeptSearch{Text: x.Name, URL: "/?" + x.Address, Says: view.Count(x.Items, "item", "items")})
	}
	visits, err := s.Store.Visits(ctx, shownKept)
	if err != nil {
		return nil, nil, err
	}
	for _, v := range store.VisitViews(visits) {
		recent = append(recent, view.KeptSearch{Text: store.Asked(v.Query, v.Filters), URL: "/?" + v.Address, Says: view.Count(v.Items, "item", "items")})
	}
	return saved, recent, nil
}
