package analysis

import (
	"bytes"
	"net/http"

	"imrsearch/index/rates"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// defaultBy is what the page counts by where nothing else is asked for.
const defaultBy = "decided"

// stats serves /stats: a table of rates as a page, as JSON or for a
// spreadsheet.
func (s *site) stats(w http.ResponseWriter, r *http.Request) error {
	format := respond.Wants(r)
	page := format == respond.AsPage || format == respond.AsFragment
	req, err := rates.RequestFrom(r.URL.Query())
	var table *rates.Table
	if err == nil {
		if page && req.By == "" {
			req.By = defaultBy
		}
		table, err = rates.Of(r.Context(), s.Index, req)
	}
	if err != nil {
		fault, ok := respond.AsFault(err)
		if !page || !ok {
			return err
		}
		return s.Page(w, r, http.StatusBadRequest, "stats", newFaultyStats(r.URL.Query(), fault))
	}
	switch {
	case page:
		return s.Page(w, r, http.StatusOK, "stats", newStatsPage(req, table))
	case format == respond.AsCSV:
		var b bytes.Buffer
		if err := table.WriteCSV(&b); err != nil {
			return err
		}
		w.Header().Set("Content-Disposition", `attachment; filename="imr-rates.csv"`)
		return respond.Send(w, r, http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	}
	return respond.JSON(w, r, http.StatusOK, table)
}

// newFaultyStats shows what is wrong with a request for rates, in its form.
func newFaultyStats(given map[string][]string, fault *view.Fault) *statsPage {
	a := view.Address(given)
	first := func(name string) string {
		if list := a[name]; len(list) > 0 {
			return list[0]
		}
		return ""
	}
	req := &rates.Request{By: first("by"), By2: first("by2"), Versus: first("vs"), Change: first("change"), Order: rates.Order(first("sort"))}
	req.Search.Query = a.Query()
	p := newForm(req)
	p.Fault = view.Sentence(fault.Message)
	return p
}
