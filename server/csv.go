package server

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"time"

	"imrsearch/index"
	"imrsearch/server/respond"
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
	all := *req
	all.Start, all.Cursor, all.Facets, all.Snippets = 0, "", false, 1
	if r.Method == http.MethodHead {
		if _, err := s.Index.Search(r.Context(), &all); err != nil {
			return err
		}
		csvHeader(w)
		return nil
	}
	deadline := http.NewResponseController(w)
	var out *csv.Writer // nil before the first row
	written, cut := 0, ""
	err := index.Stream(r.Context(), s.Index, &all, csvRows, func(res *index.Result) error {
		if out == nil {
			csvHeader(w)
			fmt.Fprint(w, "\ufeff") // spreadsheets take the file for UTF-8 by its byte order mark
			out = csv.NewWriter(w)
			out.UseCRLF = true // RFC 4180
			out.Write(index.CSVColumns)
		}
		deadline.SetWriteDeadline(time.Now().Add(batchTimeout)) // not every writer has one
		for _, hit := range res.Hits {
			out.Write(index.CSVRow(hit))
		}
		written += len(res.Hits)
		switch out.Flush(); {
		case res.Partial:
			cut = "cut: the time limit was reached, items are missing"
		case written >= csvRows && res.Next != "":
			cut = fmt.Sprintf("cut at %d rows: 'imr search --format csv --limit N' writes any number", csvRows)
		}
		return out.Error() // the client is gone
	})
	switch {
	case out == nil:
		return err
	case out.Error() != nil:
		return nil
	case err != nil:
		_, message := respond.Explain(err, respond.StatusOf(err))
		cut = "cut: " + message
	}
	if cut != "" {
		out.Write([]string{"# " + cut})
		out.Flush()
	}
	return nil
}

func csvHeader(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="imr-items.csv"`)
	h.Set("Cache-Control", "private, no-store")
	w.WriteHeader(http.StatusOK)
}
