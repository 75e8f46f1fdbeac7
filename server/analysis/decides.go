package analysis

import (
	"bytes"
	"net/http"

	"imrsearch/index"
	"imrsearch/server/respond"
)

// decides serves /decides: what overturned rationales say that upheld ones do
// not, as a page, as JSON or for a spreadsheet.
func (s *site) decides(w http.ResponseWriter, r *http.Request) error {
	req, like, err := index.DecidesRequestFrom(r.URL.Query())
	if err != nil {
		return err
	}
	if like != "" {
		if req.Search.Query, err = index.QueryLike(r.Context(), s.Index, like, req.Search.Query); err != nil {
			return err
		}
	}
	res, err := s.Index.Decides(r.Context(), req)
	if err != nil {
		return err
	}
	switch respond.Wants(r) {
	case respond.AsJSON:
		return respond.JSON(w, r, http.StatusOK, res)
	case respond.AsCSV:
		var b bytes.Buffer
		if err := res.WriteCSV(&b); err != nil {
			return err
		}
		w.Header().Set("Content-Disposition", `attachment; filename="imr-decides.csv"`)
		return respond.Send(w, r, http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	}
	return s.Page(w, r, http.StatusOK, "decides", newDecidesPage(req, res))
}
