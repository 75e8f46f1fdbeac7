package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"imrsearch/index"
)

// letter serves /letters/ID: the letter with the marks of a query, as
// extracted (view=raw), or as data.
func (s *server) letter(w http.ResponseWriter, r *http.Request) error {
	doc, err := s.index.Letter(r.Context(), mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if wants(r) == asJSON {
		return renderJSON(w, r, http.StatusOK, doc.Letter)
	}
	raw := r.URL.Query().Get("view") == "raw"
	a := searchOf(r)
	if raw {
		return s.render(w, r, http.StatusOK, "raw", newRawPage(doc, a))
	}
	ds := doc.Determinations()
	m, note := newMarks(a.q(), ds)
	return s.render(w, r, http.StatusOK, "letter", newLetterPage(doc, ds, a, m, note))
}

// searchOf returns the search that led to a letter. One that is impossible
// counts for its words alone.
func searchOf(r *http.Request) address {
	v := r.URL.Query()
	v.Del("view")
	req, err := index.RequestFrom(v)
	if err != nil {
		return address{}.with("q", v.Get("q"))
	}
	return canonical(req)
}

// item serves /items/LETTER/N: the place of the item in its letter.
func (s *server) item(w http.ResponseWriter, r *http.Request) error {
	vars := mux.Vars(r)
	doc, err := s.index.Letter(r.Context(), vars["letter"])
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(doc.Determinations(), func(d index.Determination) bool { return strconv.Itoa(d.Item.N) == vars["n"] }) {
		return errNoItem
	}
	target := "/letters/" + url.PathEscape(vars["letter"]) + "#item-" + vars["n"]
	http.Redirect(w, r, target, http.StatusSeeOther)
	return nil
}

// A rawPage is the text as it was extracted, line by line.
type rawPage struct {
	chrome
	ID    string
	Tools []link
	Pages []rawSheet
}

// A rawSheet is a page of the original.
type rawSheet struct {
	N     int
	Lines []rawLine
}

// A rawLine is a line with its anchor.
type rawLine struct {
	N        int
	ID, Text string
}

func newRawPage(doc *index.Document, a address) rawPage {
	id := doc.Letter.ID
	p := rawPage{chrome: newChrome("raw", id+" as extracted", a.q()), ID: id, Tools: []link{
		{"The letter", a.letter(id, 0)}, {"The file as it came", "/letters/" + url.PathEscape(id) + "/original"}}}
	for n, lines := range sheets(doc.Text) {
		sheet := rawSheet{N: n + 1}
		for i, line := range lines {
			sheet.Lines = append(sheet.Lines, rawLine{i + 1, lineID(n+1, i+1), line})
		}
		p.Pages = append(p.Pages, sheet)
	}
	return p
}
