package server

import (
	"cmp"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/server/middleware"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// letter serves /letters/ID: the letter with the marks of a query, as
// extracted (view=raw), or as data.
func (s *server) letter(w http.ResponseWriter, r *http.Request) error {
	doc, err := s.Index.Letter(r.Context(), mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if respond.Wants(r) == respond.AsJSON {
		return respond.JSON(w, r, http.StatusOK, doc.Letter)
	}
	if r.URL.Query().Get("view") == "raw" {
		return s.Page(w, r, http.StatusOK, "raw", view.NewRawPage(doc, searchOf(r)))
	}
	page := view.NewLetterPage(doc, searchOf(r), s.read(r.Context()))
	page.LinkRegister(s.register, doc.Letter.CaseNumber)
	if s.Store != nil {
		labels, err := s.Store.Labels(r.Context())
		if err != nil {
			return err
		}
		page.Keep(labels)
	}
	return s.Page(w, r, http.StatusOK, "letter", page)
}

// searchOf returns the search that led to a letter. Of one that cannot be read,
// it returns the query alone.
func searchOf(r *http.Request) view.Address {
	v := r.URL.Query()
	v.Del("view")
	req, err := index.RequestFrom(v)
	if err != nil {
		return view.SearchFor(v.Get("q"))
	}
	return view.AddressOf(req)
}

// canonical sends who writes a case number in another form than the letters do
// to the address with that of the letters, unless a letter has the form as it
// is; param is the variable that has it.
func (s *server) canonical(param string, next respond.Handler) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		vars := mux.Vars(r)
		id, ok := query.CaseNumber(vars[param])
		if !ok || id == vars[param] {
			return next(w, r)
		}
		if _, err := s.Index.Letter(r.Context(), vars[param]); err == nil {
			return next(w, r)
		}
		vars[param] = id
		var pairs []string
		for name, value := range vars {
			pairs = append(pairs, name, value)
		}
		to, err := mux.CurrentRoute(r).URL(pairs...)
		if err != nil {
			return respond.ErrNoPage
		}
		to.RawQuery = r.URL.RawQuery
		http.Redirect(w, r, to.String(), http.StatusPermanentRedirect)
		return nil
	}
}

// item serves /items/LETTER/N: the place of the item in its letter.
func (s *server) item(w http.ResponseWriter, r *http.Request) error {
	vars := mux.Vars(r)
	doc, err := s.Index.Letter(r.Context(), vars["letter"])
	if err != nil {
		return err
	}
	if _, ok := determination(doc, vars["n"]); !ok {
		return respond.ErrNoItem
	}
	http.Redirect(w, r, "/letters/"+url.PathEscape(vars["letter"])+"#item-"+vars["n"], http.StatusSeeOther)
	return nil
}

// determination returns the item of a letter with the number n.
func determination(doc *index.Document, n string) (*index.Determination, bool) {
	ds := doc.Determinations()
	for i := range ds {
		if strconv.Itoa(ds[i].Item.N) == n {
			return &ds[i], true
		}
	}
	return nil, false
}

// originalTypes are the files that a browser may show; all others it saves,
// so that nothing from outside runs under this origin.
var originalTypes = map[string]string{
	".pdf": "application/pdf",
	".txt": "text/plain; charset=utf-8",
}

// original serves /letters/ID/original: the file as it came, if it still is
// what it was.
func (s *server) original(w http.ResponseWriter, r *http.Request) error {
	doc, err := s.Index.Letter(r.Context(), mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	src := &doc.Letter.Source
	content, err := readOriginal(src)
	if err != nil {
		s.Log.InfoContext(r.Context(), "original", "id", middleware.RequestID(r), "letter", doc.Letter.ID, "err", err)
		return respond.ErrMoved
	}
	name := path.Base(cmp.Or(src.Member, src.Path))
	disposition, mediaType := "inline", originalTypes[path.Ext(name)]
	if mediaType == "" {
		disposition, mediaType = "attachment", "application/octet-stream"
	}
	h := w.Header()
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	if mediaType == "application/pdf" {
		// The browser's own viewer is a page with styles of its own.
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'")
	}
	return respond.Send(w, r, http.StatusOK, mediaType, content)
}

// readOriginal reads the bytes that a letter was read from, and no others:
// where their sum is not known, nothing is read.
func readOriginal(src *imr.Source) ([]byte, error) {
	if src.SHA256 == "" {
		return nil, respond.ErrMoved
	}
	return extract.ReadMember(src.Path, src.Member, src.SHA256)
}
