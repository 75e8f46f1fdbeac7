package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// A SavedPage lists the saved searches with what is new, tags and notes.
type SavedPage struct {
	view.Layout
	Removed  string // the name of the search that was just removed
	Searches []SavedSearch
	Tags     []view.Link
	Notes    []NoteLink
}

// A SavedSearch is a saved search on a page.
type SavedSearch struct {
	Number         int
	Name, Note     string
	Asked          string // query and filters
	URL            string // of its list
	Feed           string
	Action         string // the address that its forms begin with
	Count, Since   string
	News           string // "+3 new", "" where nothing is
	New            []MatchLink
	More           string
	Gone           string
	Problem        string
	AnythingToMark bool
}

// A MatchLink is an item that is new, with the outcome.
type MatchLink struct {
	ID, URL string
	Outcome view.Outcome
}

// A NoteLink is a note on an item.
type NoteLink struct{ ID, URL, Text string }

// shownNew is how many new items a saved search names on the page.
const shownNew = 5

// saved serves /saved.
func (s *site) saved(w http.ResponseWriter, r *http.Request) error {
	views, err := s.views(r.Context())
	if err != nil {
		return err
	}
	if respond.Wants(r) == respond.AsJSON {
		return respond.JSON(w, r, http.StatusOK, map[string]any{"saved": views})
	}
	labels, err := s.Store.Labels(r.Context())
	if err != nil {
		return err
	}
	p := &SavedPage{Layout: view.NewLayout("saved", "Saved searches", ""), Removed: r.URL.Query().Get("removed")}
	for i := range views {
		p.Searches = append(p.Searches, newSavedSearch(&views[i]))
	}
	for _, t := range labels.Tags() {
		p.Tags = append(p.Tags, view.Link{Text: t.Tag, URL: view.TagURL(t.Tag)})
	}
	for _, l := range labels.All() {
		if l.Tag == "" {
			p.Notes = append(p.Notes, NoteLink{l.Item, view.ItemURL(l.Item), l.Note})
		}
	}
	return s.Page(w, r, http.StatusOK, "saved", p)
}

// lookTime is how long a page may look at saved searches: well below what a
// whole answer may take. What was looked at is cached, so that the page comes
// further when it is loaded again.
const lookTime = 6 * time.Second

// views looks what each saved search matches. One that cannot run, or for which
// there is no time left, says so, and keeps nobody from the others.
func (s *site) views(ctx context.Context) ([]store.View, error) {
	saved, err := s.Store.Saved(ctx)
	if err != nil {
		return nil, err
	}
	views := []store.View{}
	within, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	for _, x := range saved {
		v, err := s.look(within, x)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			v = store.ViewOf(store.Report{Saved: x}, errNoTime)
		}
		views = append(views, v)
	}
	return views, nil
}

// errNoTime is said of a saved search that was not looked at.
var errNoTime = errors.New("there was no time left to look at it: load the page again")

// look returns what a saved search matches now. The error is the request's end.
func (s *site) look(ctx context.Context, x store.Saved) (store.View, error) {
	key, err := s.looks.keyOf(ctx, s, x)
	if err == nil {
		if v, ok := s.looks.get(key); ok {
			return v, nil
		}
	}
	report, err := store.Peek(ctx, s.Store, s.Index, x)
	if ctx.Err() != nil {
		return store.View{}, ctx.Err()
	}
	v := store.ViewOf(report, err)
	if err == nil {
		s.looks.put(key, v)
	}
	return v, nil
}

func newSavedSearch(v *store.View) SavedSearch {
	p := SavedSearch{
		Number: v.Number, Name: v.Name, Note: v.Note, Asked: store.Asked(v.Query, v.Filters), URL: "/?" + v.Address,
		Feed: "/saved/" + url.PathEscape(v.Name) + ".atom", Action: "/saved/" + url.PathEscape(v.Name),
		Count: view.Count(v.Items, "item", "items"), Since: "since " + view.Moment(v.Checked), Problem: v.Problem,
		News: newsOf(v), AnythingToMark: len(v.New)+len(v.Changed)+len(v.Gone) > 0,
	}
	fresh := append(append([]store.Match{}, v.New...), v.Changed...)
	for i, m := range fresh {
		if i == shownNew {
			p.More = view.Count(len(fresh)-i, "more", "more")
			break
		}
		p.New = append(p.New, MatchLink{m.ID, view.ItemURL(m.ID), view.NewOutcome(m.Outcome)})
	}
	if n := len(v.Gone); n > 0 {
		p.Gone = view.Count(n, "item does", "items do") + " not match any more"
	}
	return p
}

func newsOf(v *store.View) string {
	var parts []string
	if n := len(v.New); n > 0 {
		parts = append(parts, "+"+view.Thousands(n)+" new")
	}
	if n := len(v.Changed); n > 0 {
		parts = append(parts, view.Thousands(n)+" decided otherwise")
	}
	return strings.Join(parts, ", ")
}

// one serves a saved search: its list, or the same as data.
func (s *site) one(w http.ResponseWriter, r *http.Request) error {
	x, err := store.Find(r.Context(), s.Store, mux.Vars(r)["name"])
	if err != nil {
		return err
	}
	if respond.Wants(r) != respond.AsJSON {
		http.Redirect(w, r, "/?"+x.Address, http.StatusSeeOther)
		return nil
	}
	v, err := s.look(r.Context(), x)
	if err != nil {
		return err
	}
	return respond.JSON(w, r, http.StatusOK, v)
}

// save serves POST /saved: it keeps a search.
func (s *site) save(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	req, err := store.Request(form.Get("address"))
	if err != nil {
		return err
	}
	x := store.Saved{Name: strings.TrimPrefix(strings.TrimSpace(form.Get("name")), "@"), Note: strings.TrimSpace(form.Get("note"))}
	if _, err := store.Add(r.Context(), s.Store, s.Index, x, req, false); err != nil {
		return err
	}
	return seeOther(w, r, "/saved#"+x.Name)
}

// remove serves POST /saved/NAME/remove.
func (s *site) remove(w http.ResponseWriter, r *http.Request) error {
	x, err := store.Find(r.Context(), s.Store, mux.Vars(r)["name"])
	if err != nil {
		return err
	}
	if err := s.Store.Remove(r.Context(), x.Name); err != nil {
		return err
	}
	return seeOther(w, r, "/saved?removed="+url.QueryEscape(x.Name))
}

// restore serves POST /saved/NAME/restore.
func (s *site) restore(w http.ResponseWriter, r *http.Request) error {
	name := mux.Vars(r)["name"]
	if err := s.Store.Restore(r.Context(), name); err != nil {
		return err
	}
	return seeOther(w, r, "/saved#"+name)
}

// check serves POST /saved/NAME/check: what is new is so no more.
func (s *site) check(w http.ResponseWriter, r *http.Request) error {
	x, err := store.Find(r.Context(), s.Store, mux.Vars(r)["name"])
	if err != nil {
		return err
	}
	if _, err := store.Check(r.Context(), s.Store, s.Index, x); err != nil {
		return err
	}
	return seeOther(w, r, "/saved#"+x.Name)
}

// formOf reads the body of a form.
func formOf(r *http.Request) (url.Values, error) {
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, &index.RequestError{Param: "form", Msg: "is larger than a page sends"}
		}
		return nil, &index.RequestError{Param: "form", Msg: "cannot be read: send it as a page does"}
	}
	return r.PostForm, nil
}

// seeOther ends a change: the browser asks for the page that shows it.
func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
