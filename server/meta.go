package server

import (
	"net/http"

	"imrsearch/index"
	"imrsearch/server/respond"
	"imrsearch/server/view"
	"imrsearch/web"
)

// help serves /help, and the field table where JSON is asked for.
func (s *server) help(w http.ResponseWriter, r *http.Request) error {
	if respond.Wants(r) == respond.AsJSON {
		return s.fields(w, r)
	}
	return s.Page(w, r, http.StatusOK, "help", view.NewHelpPage())
}

// A fieldEntry is a field as the API describes it.
type fieldEntry struct {
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Kind     string   `json:"kind"`
	Label    string   `json:"label"`
	Help     string   `json:"help"`
	Facet    bool     `json:"facet"`
	Shown    bool     `json:"shown"`
	Sortable bool     `json:"sortable"`
	Values   []string `json:"values,omitempty"` // where the field has a fixed order
}

// kinds names the kinds of field in the API.
var kinds = map[index.Kind]string{
	index.KindText: "text", index.KindKeyword: "keyword", index.KindNumber: "number",
	index.KindDate: "date", index.KindID: "id", index.KindLabel: "label",
	index.KindCite: "citation",
}

// fields serves /api/v1/fields: the field table.
func (s *server) fields(w http.ResponseWriter, r *http.Request) error {
	list := []fieldEntry{}
	for _, f := range index.Fields() {
		list = append(list, fieldEntry{
			Name: f.Name, Aliases: append([]string{}, f.Aliases...), Kind: kinds[f.Kind], Label: f.Label, Help: f.Help,
			Facet: f.Facet, Shown: f.Shown, Sortable: f.Sortable, Values: f.Order,
		})
	}
	return respond.JSON(w, r, http.StatusOK, map[string]any{"fields": list})
}

// healthy serves /healthz: the program runs and needs no restart.
func (s *server) healthy(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	return respond.Send(w, r, http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
}

// readiness is what /readyz says when a real query was answered.
type readiness struct {
	Generation int `json:"generation"`
	Letters    int `json:"letters"`
	Items      int `json:"items"`
}

// ready serves /readyz: a query runs on the index that is served.
func (s *server) ready(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	res, err := s.Index.Search(r.Context(), &index.Request{Query: "not", Limit: 1, Match: index.MatchAll})
	if err != nil {
		return err
	}
	info, err := s.Index.Info(r.Context())
	if err != nil {
		return err
	}
	return respond.JSON(w, r, http.StatusOK, readiness{res.Generation, info.Letters, info.Items})
}

// document serves /api/v1/openapi.yaml, the description of the API.
func (s *server) document(w http.ResponseWriter, r *http.Request) error {
	a, ok := s.Site.Named("openapi.yaml")
	if !ok {
		return respond.ErrNoPage
	}
	return respond.Send(w, r, http.StatusOK, a.Type, a.Content)
}

// asset serves the embedded files. Their paths change with their content.
func (s *server) asset(w http.ResponseWriter, r *http.Request) error {
	a, ok := s.Site.Asset(r.URL.Path[len(web.AssetPrefix):])
	if !ok {
		return respond.ErrNoPage
	}
	h := w.Header()
	h.Set("ETag", a.ETag)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.Header.Get("If-None-Match") == a.ETag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return respond.Send(w, r, http.StatusOK, a.Type, a.Content)
}
