package desk

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/parser/imr"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// tags serves the tags and notes as data.
func (s *site) labels(w http.ResponseWriter, r *http.Request) error {
	labels, err := s.Store.Labels(r.Context())
	if err != nil {
		return err
	}
	records, err := store.Records(r.Context(), s.Store, store.KindTag, store.KindNote)
	if err != nil {
		return err
	}
	return respond.JSON(w, r, http.StatusOK, map[string]any{"tags": store.TagsOf(labels), "labels": append([]store.Record{}, records...)})
}

// export serves everything that is kept, as lines that imr saved import reads.
func (s *site) export(w http.ResponseWriter, r *http.Request) error {
	records, err := store.Records(r.Context(), s.Store)
	if err != nil {
		return err
	}
	var b strings.Builder
	mediaType, name, write := "application/x-ndjson", "imr-kept.jsonl", store.WriteJSONLines
	if respond.Wants(r) == respond.AsCSV {
		mediaType, name, write = "text/csv; charset=utf-8", "imr-kept.csv", store.WriteCSV
	}
	if err := write(&b, records); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return respond.Send(w, r, http.StatusOK, mediaType, []byte(b.String()))
}

// tag serves POST /items/LETTER/N/tags: it gives the item a tag, or takes it
// away.
func (s *site) tag(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	item, err := s.itemOf(r)
	if err != nil {
		return err
	}
	label := index.Label{Item: item, Tag: strings.TrimSpace(form.Get("tag"))}
	if label.Tag == "" {
		return &index.RequestError{Param: "tag", Msg: "is empty: write a word or two"}
	}
	add, remove := []index.Label{label}, []index.Label(nil)
	if form.Get("remove") != "" {
		add, remove = nil, add
	}
	if err := s.Store.Change(r.Context(), add, remove); err != nil {
		return err
	}
	return seeOther(w, r, view.ItemURL(item))
}

// note serves POST /items/LETTER/N/note: it writes the item's note; an empty
// one is taken away.
func (s *site) note(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	item, err := s.itemOf(r)
	if err != nil {
		return err
	}
	label := index.Label{Item: item, Note: strings.TrimSpace(strings.ReplaceAll(form.Get("note"), "\r\n", "\n"))}
	add, remove := []index.Label{label}, []index.Label(nil)
	if label.Note == "" {
		add, remove = nil, []index.Label{{Item: item}}
	}
	if err := s.Store.Change(r.Context(), add, remove); err != nil {
		return err
	}
	return seeOther(w, r, view.ItemURL(item))
}

// itemOf returns the id of the item that an address names, which the index has.
func (s *site) itemOf(r *http.Request) (string, error) {
	doc, err := s.Index.Letter(r.Context(), mux.Vars(r)["letter"])
	if err != nil {
		return "", err
	}
	n, err := strconv.Atoi(mux.Vars(r)["n"])
	if err != nil {
		return "", respond.ErrNoItem
	}
	for _, d := range doc.Determinations() {
		if d.Item.N == n {
			return imr.ItemID(doc.Letter.ID, n), nil
		}
	}
	return "", respond.ErrNoItem
}
