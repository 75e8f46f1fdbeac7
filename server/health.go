package server

import (
	"net/http"

	"imrsearch/index"
	"imrsearch/web"
)

// healthy serves /healthz: the program runs and wants no restart.
func (s *server) healthy(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	return send(w, r, http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
}

// readiness is what /readyz says when a real query was answered.
type readiness struct {
	Generation int `json:"generation"`
	Letters    int `json:"letters"`
	Items      int `json:"items"`
}

// ready serves /readyz: a query runs on the serving generation.
func (s *server) ready(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	res, err := s.index.Search(r.Context(), &index.Request{Query: "not", Limit: 1, Match: index.MatchAll})
	if err != nil {
		return err
	}
	info, err := s.index.Info(r.Context())
	if err != nil {
		return err
	}
	return renderJSON(w, r, http.StatusOK, readiness{res.Generation, info.Letters, info.Items})
}

// document serves /api/v1/openapi.yaml, the description of the API.
func (s *server) document(w http.ResponseWriter, r *http.Request) error {
	a, ok := s.site.Named("openapi.yaml")
	if !ok {
		return errNoPage
	}
	return send(w, r, http.StatusOK, a.Type, a.Content)
}

// asset serves the embedded files. Their paths change with their content.
func (s *server) asset(w http.ResponseWriter, r *http.Request) error {
	a, ok := s.site.Asset(r.URL.Path[len(web.AssetPrefix):])
	if !ok {
		return errNoPage
	}
	h := w.Header()
	h.Set("ETag", a.ETag)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.Header.Get("If-None-Match") == a.ETag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return send(w, r, http.StatusOK, a.Type, a.Content)
}
