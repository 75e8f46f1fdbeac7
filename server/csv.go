package server

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"time"

	"imrsearch/index"
)

const (
	// csvRows is the largest number of rows of an export by browser; the
	// command line has no limit.
	csvRows = 100_000
	// batchTimeout is how long a client may take over one batch of an export.
	batchTimeout = 30 * time.Second
)

// csv streams every hit of a search as rows, at most csvRows. An error before
// the first row is answered as any other; after it, the last row says why the
// list is cut.
func (s *server) csv(w http.ResponseWriter, r *http.Request, req *index.Request) error {
	page := *req
	page.Limit, page.Start, page.Cursor, page.Facets = index.MaxLimit, 0, "", false
	page.Snippets = 1
	res, err := s.index.Search(r.Context(), &page)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="imr-items.csv"`)
	h.Set("Cache-Control", "private, no-store")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	fmt.Fprint(w, "\ufeff") // spreadsheets take the file for UTF-8 by its byte order mark
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180
	out.Write(index.CSVColumns)
	if cut := s.rows(w, r, out, page, res); cut != "" {
		out.Write([]string{"# " + cut})
	}
	out.Flush()
	return nil
}

// rows writes the pages of a search one after another, and returns why it
// ended before the last hit, or "".
func (s *server) rows(w http.ResponseWriter, r *http.Request, out *csv.Writer, req index.Request, res *index.Result) string {
	deadline := http.NewResponseController(w)
	for written := 0; ; {
		for _, hit := range res.Hits {
			if written == csvRows {
				return fmt.Sprintf("cut at %d rows: 'imr search --format csv --limit N' writes any number", csvRows)
			}
			out.Write(index.CSVRow(hit))
			written++
		}
		out.Flush()
		if out.Error() != nil {
			return "" // the client is gone
		}
		if res.Partial {
			return "cut: the time limit was reached, items are missing"
		}
		if res.Next == "" {
			return ""
		}
		deadline.SetWriteDeadline(time.Now().Add(batchTimeout)) // not every writer has one
		req.Cursor = res.Next
		var err error
		if res, err = s.index.Search(r.Context(), &req); err != nil {
			_, message := explain(err, statusOf(err))
			return "cut: " + message
		}
	}
}
