package desk

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"imrsearch/index"
	"imrsearch/index/citecheck"
	"imrsearch/parser/extract"
	"imrsearch/parser/imr"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// draft serves GET /brief/check: the form.
func (s *site) draft(w http.ResponseWriter, r *http.Request) error {
	return s.Page(w, r, http.StatusOK, "check", newCheckPage(s.Files != nil))
}

// checkDraft serves POST /brief/check and /api/v1/brief/check: a draft compared
// with the letters that it cites. It is kept nowhere.
func (s *site) checkDraft(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	b, err := bring(r)
	if err != nil {
		return err
	}
	report, err := s.compare(r, b)
	switch asJSON := respond.Wants(r) == respond.AsJSON; {
	case err == nil && asJSON:
		return respond.JSON(w, r, http.StatusOK, report)
	case err == nil:
		return s.Page(w, r, http.StatusOK, "check", newCheckedPage(s.Files != nil, b.fields.Get("text"), report))
	case asJSON || !isDraftFault(err):
		return err
	}
	page := newCheckPage(s.Files != nil)
	page.Fault, page.Text = view.Sentence(err.Error()), b.fields.Get("text")
	return s.Page(w, r, http.StatusBadRequest, "check", page)
}

// compare reads what was brought and compares it.
func (s *site) compare(r *http.Request, b *brought) (*citecheck.Report, error) {
	var doc extract.Document
	var err error
	switch {
	case b.data == nil:
		doc, err = extract.ReadText(b.fields.Get("text"))
	case s.Files == nil:
		return nil, &index.RequestError{Param: "file", Msg: "this server takes no files: paste the text"}
	default:
		doc, err = s.Files.Read(r.Context(), b.name, b.data)
	}
	if errors.Is(err, extract.ErrEmpty) {
		return nil, &index.RequestError{Param: "text", Msg: "there is nothing in it: paste a draft, or choose a file"}
	}
	if err != nil {
		if r.Context().Err() != nil {
			return nil, err
		}
		return nil, &index.RequestError{Param: "file", Msg: err.Error()}
	}
	report, err := citecheck.Check(r.Context(), s.Index, citecheck.DraftOf(doc))
	if errors.Is(err, citecheck.ErrTooMany) {
		return nil, &index.RequestError{Param: "text", Msg: err.Error()}
	}
	return report, err
}

func isDraftFault(err error) bool {
	var request *index.RequestError
	return errors.As(err, &request)
}

// A checkPage is the form for a draft, and what comparing it came to.
type checkPage struct {
	view.Layout
	Files   bool // it takes files
	Text    string
	Fault   string
	Checked bool
	Sum     string
	Folded  string
	Wrong   []checkFinding // what differs first
	Right   []checkFinding
}

// A checkFinding is one thing that a draft says.
type checkFinding struct {
	Class, State string
	Kind         string
	Place        string // in the draft
	Draft        string
	How, Says    string
	Letter       *view.Link
}

func newCheckPage(files bool) *checkPage {
	return &checkPage{Layout: view.NewLayout("check", "Check a draft", ""), Files: files}
}

func newCheckedPage(files bool, text string, r *citecheck.Report) *checkPage {
	p := newCheckPage(files)
	p.Text, p.Checked, p.Folded = text, true, r.Folded
	for _, s := range citecheck.States {
		if n := r.Counts[s]; n > 0 {
			if p.Sum != "" {
				p.Sum += ", "
			}
			p.Sum += view.Thousands(n) + " " + s.Label()
		}
		for i := range r.Findings {
			list := &p.Wrong
			if s == citecheck.Right {
				list = &p.Right
			}
			if f := &r.Findings[i]; f.State == s {
				*list = append(*list, newFinding(f))
			}
		}
	}
	if p.Sum == "" {
		p.Sum = "nothing in it is said of a determination"
	}
	return p
}

func newFinding(f *citecheck.Finding) checkFinding {
	v := checkFinding{Class: string(f.State), State: f.State.Label(), Kind: string(f.Kind), Place: "line " + strconv.Itoa(f.Line), Draft: f.Draft, How: f.How}
	if f.Page > 1 {
		v.Place = fmt.Sprintf("page %d, line %d", f.Page, f.Line)
	}
	if f.Kind == citecheck.OfQuotation {
		v.Says = f.Says
	}
	if f.Letter == "" || f.State == citecheck.Absent {
		return v
	}
	at := "/letters/" + f.Letter
	text := f.Letter
	if f.Item > 0 {
		text = imr.ItemID(f.Letter, f.Item)
		at += "#item-" + strconv.Itoa(f.Item)
	}
	if f.At != nil && f.At.Page > 0 {
		text += fmt.Sprintf(", page %d", f.At.Page)
		at = fmt.Sprintf("/letters/%s#p%d-l%d", f.Letter, f.At.Page, f.At.Line)
	}
	v.Letter = &view.Link{Text: text, URL: at}
	return v
}
