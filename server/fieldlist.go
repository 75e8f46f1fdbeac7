package server

import (
	"net/http"

	"imrsearch/index"
)

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

var kinds = map[index.Kind]string{
	index.KindText: "text", index.KindKeyword: "keyword", index.KindNumber: "number",
	index.KindDate: "date", index.KindID: "id",
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
	return renderJSON(w, r, http.StatusOK, map[string]any{"fields": list})
}
