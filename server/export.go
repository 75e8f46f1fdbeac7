package server

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/index/export"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// batchTimeout is how long a client may take over one write of an export.
const batchTimeout = 30 * time.Second

// cutTrailer is the trailer of an export that was cut; it says why.
const cutTrailer = "X-Export-Cut"

// exportParameters are those that /export has beside the ones of a search.
var exportParameters = []string{"format", "columns", "id"}

// export serves /export: with a format, every hit of a search, or the items
// that are chosen by id, as a file; without one, the page on which format and
// columns are chosen.
func (s *server) export(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	o := export.Options{IDs: without(v["id"], ""), Base: base(r)}
	var err error
	if o.Columns, err = export.ReadColumns(strings.Join(v["columns"], ",")); err != nil {
		return err
	}
	name := v.Get("format")
	for _, p := range exportParameters {
		v.Del(p)
	}
	req, err := index.RequestFrom(v)
	if err != nil {
		return err
	}
	if name == "" {
		return s.exportPage(w, r, req, o.IDs)
	}
	var ok bool
	if o.Format, ok = export.FormatNamed(name); !ok {
		return &index.RequestError{Param: "format", Msg: fmt.Sprintf("%q: write one of %s", name, strings.Join(export.FormatNames(), ", "))}
	}
	return s.file(w, r, req, o)
}

// without returns the list without a value.
func without(list []string, value string) []string {
	var out []string
	for _, s := range list {
		if s != value {
			out = append(out, s)
		}
	}
	return out
}

// base is the address of this server as the client knows it.
func base(r *http.Request) string {
	u := url.URL{Scheme: "http", Host: r.Host}
	if r.TLS != nil {
		u.Scheme = "https"
	}
	return u.String()
}

// csv serves a search as a table of what a list shows.
func (s *server) csv(w http.ResponseWriter, r *http.Request, req *index.Request) error {
	return s.file(w, r, req, export.Options{Columns: export.HitColumns()})
}

// file streams an export. An error before the first byte is answered as any
// other. After it, the file says that it is cut, and a trailer does; a form that
// cannot say so is broken off, so that the client does not take it for whole.
func (s *server) file(w http.ResponseWriter, r *http.Request, req *index.Request, o export.Options) error {
	format := o.Format
	if format == nil {
		format = export.Formats[0]
	}
	if r.Method == http.MethodHead {
		total := *req
		total.Limit = 0
		if _, err := s.Index.Search(r.Context(), &total); err != nil {
			return err
		}
		fileHeader(w, format)
		w.WriteHeader(http.StatusOK)
		return nil
	}
	out := &pacedWriter{ResponseWriter: w, control: http.NewResponseController(w)}
	o.Begin = func(*index.Result) {
		fileHeader(w, format)
		w.Header().Set("Trailer", cutTrailer)
		out.pace()
	}
	o.Batch = out.pace
	_, err := export.Write(r.Context(), out, s.Index, req, o)
	var cut *export.CutError
	switch {
	case err == nil || !errors.As(err, &cut):
		return err
	case out.err == nil && r.Context().Err() == nil: // else the client is gone
		s.LogError(r, err)
	}
	if !format.Says {
		panic(http.ErrAbortHandler)
	}
	_, message := respond.Explain(cut.Err, respond.StatusOf(cut.Err))
	w.Header().Set(cutTrailer, message)
	return nil
}

func fileHeader(w http.ResponseWriter, f *export.Format) {
	h := w.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Disposition", `attachment; filename="imr-items`+f.Ext+`"`)
	h.Set("Cache-Control", "private, no-store")
}

// A pacedWriter gives the client batchTimeout for each write, however long
// the whole takes, and remembers that the client is gone.
type pacedWriter struct {
	http.ResponseWriter
	control *http.ResponseController
	err     error
}

func (w *pacedWriter) Write(b []byte) (int, error) {
	w.pace()
	n, err := w.ResponseWriter.Write(b)
	if err != nil && w.err == nil {
		w.err = err
	}
	return n, err
}

func (w *pacedWriter) pace() {
	_ = w.control.SetWriteDeadline(time.Now().Add(batchTimeout)) // not every writer has one
}

// exportPage serves the choice of format and columns.
func (s *server) exportPage(w http.ResponseWriter, r *http.Request, req *index.Request, ids []string) error {
	total := *req
	total.Limit, total.Start, total.Cursor, total.Facets = 0, 0, "", false
	res, err := s.Index.Search(r.Context(), &total)
	if err != nil {
		return err
	}
	return s.Page(w, r, http.StatusOK, "export", view.NewExportPage(view.AddressOf(req), res, ids))
}
