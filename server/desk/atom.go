package desk

import (
	"cmp"
	"context"
	"encoding/xml"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"imrsearch/index"
	"imrsearch/index/store"
	"imrsearch/parser/imr"
	"imrsearch/server/respond"
	"imrsearch/server/view"
)

// feedEntries is how many items a feed has: the newest.
const feedEntries = 50

// An atomFeed is a feed as RFC 4287 writes it.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary,omitempty"`
}

// feed serves /saved/NAME.atom: the items of a saved search, those first that
// were seen last. Reading it changes nothing.
func (s *site) feed(w http.ResponseWriter, r *http.Request) error {
	x, err := store.Find(r.Context(), s.Store, mux.Vars(r)["name"])
	if err != nil {
		return err
	}
	report, err := store.Peek(r.Context(), s.Store, s.Index, x)
	if err != nil {
		return err
	}
	entries, err := s.entries(r.Context(), report)
	if err != nil {
		return err
	}
	f := newFeed("http://"+r.Host, report, entries)
	body, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return respond.Send(w, r, http.StatusOK, "application/atom+xml; charset=utf-8", append([]byte(xml.Header), body...))
}

// A seenHit is a hit with when it was seen to match, or decided where it
// matched from the beginning.
type seenHit struct {
	index.Hit
	seen time.Time
}

// entries returns the items of a feed in its order.
func (s *site) entries(ctx context.Context, report store.Report) ([]seenHit, error) {
	newest := *report.Request
	newest.Sort, newest.Limit, newest.Cursor, newest.Start = index.Sort{Field: "decided"}, feedEntries, "", 0
	res, err := s.Index.Search(ctx, &newest)
	if err != nil {
		return nil, err
	}
	hits := res.Hits
	seen := map[string]time.Time{}
	var later []store.Match
	for _, m := range report.Now {
		if !m.Seen.IsZero() {
			seen[m.ID] = m.Seen
			later = append(later, m)
		}
	}
	slices.SortStableFunc(later, func(a, b store.Match) int { return b.Seen.Compare(a.Seen) })
	var ids []string
	for _, m := range later[:min(len(later), feedEntries)] {
		if !slices.ContainsFunc(hits, func(h index.Hit) bool { return h.ID == m.ID }) {
			ids = append(ids, m.ID)
		}
	}
	if len(ids) > 0 {
		more, err := s.Index.Search(ctx, &index.Request{Query: strings.Join(ids, " OR "), Limit: len(ids)})
		if err != nil {
			return nil, err
		}
		hits = append(hits, more.Hits...)
	}
	out := make([]seenHit, len(hits))
	for i, h := range hits {
		out[i] = seenHit{h, cmp.Or(seen[h.ID], midnight(h.DecisionDate), report.Saved.Created)}
	}
	slices.SortStableFunc(out, func(a, b seenHit) int {
		return cmp.Or(b.seen.Compare(a.seen), cmp.Compare(b.DecisionDate.Number(), a.DecisionDate.Number()), imr.CompareIDs(a.ID, b.ID))
	})
	return out[:min(len(out), feedEntries)], nil
}

// midnight is the beginning of a day; the zero time for none.
func midnight(d imr.Date) time.Time {
	n := d.Number()
	if n == 0 {
		return time.Time{}
	}
	return time.Date(n/10000, time.Month(n/100%100), n%100, 0, 0, 0, 0, time.UTC)
}

// feedNames begins the ids of feeds and entries (RFC 4151): they are the same
// wherever the server is asked for.
const feedNames = "tag:imr.localhost,2026:"

func newFeed(origin string, report store.Report, hits []seenHit) *atomFeed {
	x := report.Saved
	v := store.ViewOf(report, nil)
	f := &atomFeed{
		ID: feedNames + "saved/" + strconv.Itoa(x.Number) + "/" + strconv.FormatInt(x.Created.Unix(), 10), Title: "imr: " + x.Name, Subtitle: clean(store.Asked(v.Query, v.Filters)), Author: "imr",
		Links: []atomLink{
			{"self", "application/atom+xml", origin + "/saved/" + x.Name + ".atom"},
			{"alternate", "text/html", origin + "/?" + x.Address},
		},
	}
	updated := x.Created
	for _, h := range hits {
		e := atomEntry{
			ID: feedNames + "item/" + h.ID, Title: clean(view.NewOutcome(h.Outcome).Label + ": " + cmp.Or(h.Request, h.Letter)), Updated: h.seen.UTC().Format(time.RFC3339),
			Link: atomLink{"alternate", "text/html", origin + view.ItemURL(h.ID)},
		}
		if len(h.Snippets) > 0 {
			e.Summary = clean(h.Snippets[0].Text)
		}
		if h.seen.After(updated) {
			updated = h.seen
		}
		f.Entries = append(f.Entries, e)
	}
	f.Updated = updated.UTC().Format(time.RFC3339)
	return f
}

// clean leaves out characters that XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, s)
}
