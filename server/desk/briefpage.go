package desk

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"imrsearch/index/brief"
	"imrsearch/index/cite"
	"imrsearch/parser/imr"
	"imrsearch/server/view"
)

// A briefPage is a brief with the means to change it.
type briefPage struct {
	view.Layout
	Fault           string
	Gone            string // ids that the index does not have
	Question, Query string
	Keep            []view.HiddenField // of the form with question and query
	Groups          []briefGroup
	Method          string
	Files           []view.Link
	IDs             []string // that the address has, for the tray
	Collected       bool     // there is something in it
}

// A briefGroup is the precedents, or the adverse decisions.
type briefGroup struct {
	ID, Label, Note string
	Entries         []briefEntry
}

// A briefEntry is a determination with its quotations, and the addresses that
// move it or take it out; "" where that cannot be done.
type briefEntry struct {
	N                int
	ID, URL          string
	Outcome          view.Outcome
	Citation         string
	Request          string
	Facts            []string
	Quotes           []briefQuote
	Up, Down, Remove string
	Keep             []view.HiddenField // of the form that chooses sentences
	Sentences        []briefSentence
}

// A briefQuote is quoted text with its citation, which leads to its place.
type briefQuote struct{ Text, Cite, URL string }

// A briefSentence is a sentence that may be quoted.
type briefSentence struct {
	Value, Text string
	Place       string
	Chosen      bool
}

func (s *site) newBriefPage(ctx context.Context, req *brief.Request, b *brief.Brief) (*briefPage, error) {
	p := &briefPage{
		Layout: view.NewLayout("brief", "Brief", ""), Question: req.Question, Method: b.Method, IDs: req.IDs,
		Collected: len(b.Precedents)+len(b.Adverse) > 0,
	}
	address := req.Values()
	if req.Search != nil {
		p.Query = req.Search.Query
	}
	p.Box.Query = p.Query
	p.Keep = hidden(address, "question", "q")
	for _, f := range [][2]string{{"Word document", "/brief.docx"}, {"Markdown", "/brief.md"}, {"JSON", "/brief.json"}} {
		p.Files = append(p.Files, view.Link{Text: f[0], URL: f[1] + "?" + address.Encode()})
	}
	// What can be ordered: the given items, or the precedents that were found,
	// which the new address then names.
	var order []string
	for _, e := range slices.Concat(b.Precedents, b.Adverse) {
		if len(req.IDs) == 0 && slices.ContainsFunc(b.Precedents, func(x brief.Entry) bool { return x.ID == e.ID }) || names(req.IDs, e.ID) {
			order = append(order, e.ID)
		}
	}
	n := 0
	for _, side := range []struct {
		id, label string
		entries   []brief.Entry
	}{{"precedents", "Precedents", b.Precedents}, {"adverse", "Adverse decisions", b.Adverse}} {
		g := briefGroup{ID: side.id, Label: side.label}
		if more := b.AdverseTotal - len(b.Adverse); side.id == "adverse" && more > 0 {
			g.Note = view.Count(more, "more went", "more went") + " the other way."
		}
		var own []string // of this side, in their order
		for _, e := range side.entries {
			if slices.Contains(order, e.ID) {
				own = append(own, e.ID)
			}
		}
		for i := range side.entries {
			n++
			e, err := s.newBriefEntry(ctx, n, &side.entries[i], address)
			if err != nil {
				return nil, err
			}
			e.moves(address, order, own)
			g.Entries = append(g.Entries, e)
		}
		p.Groups = append(p.Groups, g)
	}
	return p, nil
}

// names reports whether a list of ids names an item, alone or by its letter.
func names(ids []string, id string) bool {
	letter, _, _ := strings.Cut(id, "/")
	return slices.Contains(ids, id) || slices.Contains(ids, letter)
}

func (s *site) newBriefEntry(ctx context.Context, n int, e *brief.Entry, address url.Values) (briefEntry, error) {
	v := briefEntry{
		N: n, ID: e.ID, URL: view.ItemURL(e.ID), Outcome: view.NewOutcome(e.Outcome), Citation: e.Citation, Request: e.Request,
		Keep: hidden(others(address, e.ID)),
	}
	for _, f := range []string{cite.Day(e.Decided), strings.Join(e.Specialty, ", "), strings.Join(e.Families, ", ")} {
		if f != "" {
			v.Facts = append(v.Facts, f)
		}
	}
	letter, number, err := imr.SplitID(e.ID)
	if err != nil {
		return v, err
	}
	chosen := map[int]bool{}
	for _, q := range e.Quotes {
		v.Quotes = append(v.Quotes, briefQuote{q.Text, q.Cite.Short(), fmt.Sprintf("%s#p%d-l%d", "/letters/"+url.PathEscape(letter), q.Page, q.Line)})
		for i := q.From; i <= q.To; i++ {
			chosen[i] = true
		}
	}
	doc, err := s.Index.Letter(ctx, letter)
	if err != nil {
		return v, err
	}
	for _, d := range doc.Determinations() {
		if d.Item.N != number {
			continue
		}
		for _, x := range brief.Sentences(&d) {
			v.Sentences = append(v.Sentences, briefSentence{fmt.Sprintf("%s:%d", e.ID, x.N), x.Text, fmt.Sprintf("p. %d", x.Page), chosen[x.N]})
		}
	}
	return v, nil
}

// moves sets the addresses that change the place of an item among those of its
// side.
func (v *briefEntry) moves(address url.Values, order, own []string) {
	at := slices.Index(own, v.ID)
	if at < 0 {
		return
	}
	with := func(ids []string) string {
		a := url.Values{}
		for name, values := range address {
			if name != "id" {
				a[name] = values
			}
		}
		a["id"] = ids
		return "/brief?" + a.Encode()
	}
	swapped := func(other string) string {
		ids := slices.Clone(order)
		i, j := slices.Index(ids, v.ID), slices.Index(ids, other)
		ids[i], ids[j] = ids[j], ids[i]
		return with(ids)
	}
	if at > 0 {
		v.Up = swapped(own[at-1])
	}
	if at < len(own)-1 {
		v.Down = swapped(own[at+1])
	}
	rest := slices.DeleteFunc(slices.Clone(order), func(id string) bool { return id == v.ID })
	v.Remove = with(rest)
	if len(rest) == 0 { // the search would find its own again
		v.Remove = "/brief?id="
	}
}

// others are the parameters without the sentences of one item.
func others(address url.Values, id string) url.Values {
	out := url.Values{}
	for name, values := range address {
		for _, x := range values {
			if name != "quote" || !strings.HasPrefix(x, id+":") {
				out.Add(name, x)
			}
		}
	}
	return out
}

// hidden returns parameters as hidden fields of a form, but for some.
func hidden(address url.Values, but ...string) []view.HiddenField {
	var out []view.HiddenField
	names := make([]string, 0, len(address))
	for name := range address {
		if !slices.Contains(but, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, x := range address[name] {
			out = append(out, view.HiddenField{Name: name, Value: x})
		}
	}
	return out
}
