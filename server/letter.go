package server

import (
	"cmp"
	"context"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/index/passage"
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
	named := r.URL.Query().Get("passage")
	if respond.Wants(r) == respond.AsJSON {
		if named == "" {
			return respond.JSON(w, r, http.StatusOK, doc.Letter)
		}
		return sendPassage(w, r, doc, named)
	}
	search, req := searchOf(r)
	if r.URL.Query().Get("view") == "raw" {
		return s.Page(w, r, http.StatusOK, "raw", view.NewRawPage(doc, search))
	}
	v := view.LetterView{Search: search, Passage: named}
	v.Beside, _ = strconv.Atoi(r.URL.Query().Get("beside"))
	if v.Beside > 0 {
		v.NoOriginal = noOriginal(&doc.Letter.Source)
		if v.NoOriginal == "" {
			w.Header().Set("Content-Security-Policy", middleware.ContentPolicy+"; frame-src 'self'")
		}
	}
	v.Results = s.results(r.Context(), search, req, doc.Letter.ID, v.Beside > 0)
	page := view.NewLetterPage(doc, v, s.read(r.Context()))
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

// passage serves /api/v1/letters/ID/passage: the passage of a name, or the one
// that has words.
func (s *server) passage(w http.ResponseWriter, r *http.Request) error {
	doc, err := s.Index.Letter(r.Context(), mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	return sendPassage(w, r, doc, r.URL.Query().Get("passage"))
}

func sendPassage(w http.ResponseWriter, r *http.Request, doc *index.Document, named string) error {
	p, ok := passage.Find(doc, named)
	if !ok {
		return respond.ErrNoPassage
	}
	return respond.JSON(w, r, http.StatusOK, p)
}

// searchOf returns the search that led to a letter, with the place of the hit
// among its results. Of one that cannot be read, it returns the query alone.
func searchOf(r *http.Request) (view.Address, *index.Request) {
	v := r.URL.Query()
	hit := v.Get("hit")
	for _, own := range []string{"view", "passage", "beside", "hit"} {
		v.Del(own)
	}
	req, err := index.RequestFrom(v)
	if err != nil {
		return view.SearchFor(v.Get("q")), nil
	}
	a := view.AddressOf(req)
	if n, err := strconv.Atoi(hit); err == nil && n > 0 {
		a = a.With("hit", hit)
	}
	return a, req
}

// results finds the hits around the one that led to a letter; nil where none
// did, or where the list is no longer what it was.
func (s *server) results(ctx context.Context, a view.Address, req *index.Request, letter string, beside bool) *view.Results {
	n, err := strconv.Atoi(url.Values(a).Get("hit"))
	if err != nil || req == nil {
		return nil
	}
	around, ok := view.NeighborsOf(req, n)
	if !ok {
		return nil
	}
	res, err := s.Index.Search(ctx, around.Request)
	if err != nil {
		return nil // the letter is shown without
	}
	return view.NewResults(a, around, res, letter, beside)
}

// noOriginal says why the file of a letter cannot be shown in a page; "" where
// it can.
func noOriginal(src *imr.Source) string {
	if !view.IsPDF(src) {
		return "The letter was not read from a PDF. This is the page as it was extracted."
	}
	if _, err := readOriginal(src); err != nil {
		return "The file that the letter was read from is no longer there, or has changed. This is the page as it was extracted."
	}
	return ""
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
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'")
		h.Set("X-Frame-Options", "SAMEORIGIN") // beside the text of its letter
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
