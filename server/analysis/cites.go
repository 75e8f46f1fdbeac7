package analysis

import (
	"bytes"
	"net/http"
	"strings"

	"imrsearch/index"
	"imrsearch/server/respond"
)

// citesPaths begin the addresses of the citation index.
var citesPaths = []string{"/cites", "/api/v1/cites"}

// cites serves /cites and what is below it: the citation index at one place, as
// a page, as JSON or for a spreadsheet.
func (s *site) cites(w http.ResponseWriter, r *http.Request) error {
	req, err := index.CitesRequestFrom(citedPlace(r.URL.Path), r.URL.Query())
	if err != nil {
		return err
	}
	res, err := s.Index.Cites(r.Context(), req)
	if err != nil {
		return err
	}
	switch respond.Wants(r) {
	case respond.AsJSON:
		return respond.JSON(w, r, http.StatusOK, res)
	case respond.AsCSV:
		var b bytes.Buffer
		if err := res.WriteCSV(&b, req); err != nil {
			return err
		}
		w.Header().Set("Content-Disposition", `attachment; filename="imr-citations.csv"`)
		return respond.Send(w, r, http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	}
	return s.Page(w, r, http.StatusOK, "cites", newCitesPage(req, res))
}

// citedPlace returns the place that an address names.
func citedPlace(path string) string {
	for _, prefix := range citesPaths {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			path = rest
			break
		}
	}
	for _, end := range []string{".json", ".csv"} {
		path = strings.TrimSuffix(path, end)
	}
	return strings.Trim(path, "/")
}
