package brief

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// Make gathers a brief. Errors: those of Searcher.Search; a *index.RequestError
// for an impossible request; one that wraps index.ErrNotFound and names the id
// for an item that is not in the index.
func Make(ctx context.Context, s index.Searcher, r *Request) (*Brief, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	m := &maker{ctx: ctx, s: s, r: r, letters: map[string]*index.Document{}}
	b := &Brief{Question: r.Question, Precedents: []Entry{}, Adverse: []Entry{}, Made: r.Made}
	info, err := s.Info(ctx)
	if err != nil {
		return nil, err
	}
	if r.Search != nil {
		if err := m.count(); err != nil {
			return nil, err
		}
		b.Reading = &m.total.Query
	}
	if len(r.IDs) > 0 {
		err = m.given(b)
	} else if r.Search != nil {
		err = m.found(b)
	}
	if err == nil && r.Search != nil && r.Adverse >= 0 {
		err = m.adverse(b)
	}
	if err != nil {
		return nil, err
	}
	b.AdverseTotal = max(m.adverseTotal, len(b.Adverse))
	b.Method = m.method(b, info)
	return b, nil
}

// A maker gathers one brief.
type maker struct {
	ctx     context.Context
	s       index.Searcher
	r       *Request
	letters map[string]*index.Document

	total        *index.Result // of the search whatever the outcome, without hits
	favoured     []imr.Outcome // the outcomes of the precedents
	foundTotal   int           // items of those outcomes under the search; 0 where ids were given
	adverseTotal int
}

// sides are the two ways in which an item can go. An unknown outcome is on
// neither.
var sides = [2][]imr.Outcome{{imr.Overturned, imr.Modified}, {imr.Upheld}}

// other returns the outcomes of the other side.
func other(side []imr.Outcome) []imr.Outcome {
	if slices.Contains(side, imr.Upheld) {
		return sides[0]
	}
	return sides[1]
}

// count makes the search whatever the outcome, for its totals.
func (m *maker) count() (err error) {
	req := m.search(nil, 0)
	m.total, err = m.s.Search(m.ctx, req)
	if err == nil && m.total.Total.Requested == nil && m.total.Total.AllWords != nil {
		req.Match = index.MatchAll // items with some of the words count nowhere
		m.total, err = m.s.Search(m.ctx, req)
	}
	return err
}

// search returns the search with other outcomes, nil for any.
func (m *maker) search(outcomes []imr.Outcome, limit int) *index.Request {
	req := *m.r.Search
	req.Filters = nil
	for _, f := range m.r.Search.Filters {
		if f.Field != "outcome" {
			req.Filters = append(req.Filters, f)
		}
	}
	for _, o := range outcomes {
		req.Filters = append(req.Filters, index.Filter{Field: "outcome", Value: string(o)})
	}
	req.Limit, req.Start, req.Cursor, req.Facets, req.Snippets = limit, 0, "", false, -1
	return &req
}

// outcomes returns how many items of the search have each outcome: of those
// that ask for the treatment, where one is named.
func (m *maker) outcomes() map[imr.Outcome]int {
	if r := m.total.Total.Requested; r != nil {
		return r.Outcomes
	}
	return m.total.Total.Outcomes
}

// given takes the items that were chosen. Precedents are those overturned or
// modified; where none is, the upheld ones.
func (m *maker) given(b *Brief) error {
	entries := make([]Entry, 0, len(m.r.IDs))
	for _, id := range m.r.IDs {
		e, err := m.entry(id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(entries, func(known Entry) bool { return known.ID == e.ID }) {
			entries = append(entries, e)
		}
	}
	m.favoured = sides[1]
	for _, e := range entries {
		if slices.Contains(sides[0], e.Outcome) {
			m.favoured = sides[0]
		}
	}
	for _, e := range entries {
		if slices.Contains(other(m.favoured), e.Outcome) {
			b.Adverse = append(b.Adverse, e)
		} else {
			b.Precedents = append(b.Precedents, e)
		}
	}
	return nil
}

// found takes the best items of the search. Where it chooses no outcome, they
// are those overturned or modified.
func (m *maker) found(b *Brief) error {
	m.favoured = sides[0]
	for _, f := range m.r.Search.Filters {
		if f.Field == "outcome" && f.Value == string(imr.Upheld) {
			m.favoured = sides[1]
		}
		if f.Field == "outcome" && f.Value != string(imr.Upheld) {
			m.favoured = sides[0]
			break
		}
	}
	limit := m.r.Limit
	if limit == 0 {
		limit = DefaultLimit
	}
	entries, total, err := m.side(m.favoured, limit)
	b.Precedents, m.foundTotal = entries, total
	return err
}

// adverse adds what the search finds on the other side.
func (m *maker) adverse(b *Brief) error {
	limit := m.r.Adverse
	if limit == 0 {
		limit = DefaultAdverse
	}
	entries, total, err := m.side(other(m.favoured), limit)
	if err != nil {
		return err
	}
	for _, e := range entries {
		known := func(k Entry) bool { return k.ID == e.ID }
		if !slices.ContainsFunc(b.Adverse, known) && !slices.ContainsFunc(b.Precedents, known) {
			b.Adverse = append(b.Adverse, e)
		}
	}
	m.adverseTotal = total
	return nil
}

// side returns the first items of the search with one of the outcomes, and how
// many there are: of those that ask for the treatment, where one is named; of
// those with all the words, where none is.
func (m *maker) side(outcomes []imr.Outcome, limit int) ([]Entry, int, error) {
	occur := slices.DeleteFunc(slices.Clone(outcomes), func(o imr.Outcome) bool { return m.outcomes()[o] == 0 })
	if len(occur) == 0 {
		return []Entry{}, 0, nil
	}
	req := m.search(occur, limit)
	if m.total.Total.Requested != nil {
		req.Scope = index.ScopeRequested
	} else {
		req.Match = index.MatchAll
	}
	res, err := m.s.Search(m.ctx, req)
	if err != nil {
		return nil, 0, err
	}
	entries := []Entry{}
	for _, hit := range res.Hits {
		e, err := m.entry(hit.ID)
		if err != nil {
			return nil, 0, err
		}
		entries = append(entries, e)
	}
	return entries, res.Total.Items, nil
}

// letter returns a letter, read once.
func (m *maker) letter(id string) (*index.Document, error) {
	if doc := m.letters[id]; doc != nil {
		return doc, nil
	}
	doc, err := m.s.Letter(m.ctx, id)
	if err == nil {
		m.letters[id] = doc
	}
	return doc, err
}

// entry returns the item with that id; a letter's id names its only item.
func (m *maker) entry(id string) (Entry, error) {
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return Entry{}, &index.RequestError{Param: "id", Msg: err.Error()}
	}
	doc, err := m.letter(letter)
	if errors.Is(err, index.ErrNotFound) {
		return Entry{}, fmt.Errorf("%s: %w", id, index.ErrNotFound)
	}
	if err != nil {
		return Entry{}, err
	}
	ds := doc.Determinations()
	if n < 0 && len(ds) > 1 {
		return Entry{}, &index.RequestError{Param: "id", Msg: fmt.Sprintf("%s has %d items: write which one, as %s", id, len(ds), ds[0].Item.ID)}
	}
	for i := range ds {
		if ds[i].Item.N == n || n < 0 {
			return newEntry(&ds[i], m.r.chosen(ds[i].Item.ID))
		}
	}
	return Entry{}, fmt.Errorf("%s: %w: the letter has %d items", id, index.ErrNotFound, len(doc.Letter.Items))
}

func newEntry(d *index.Determination, chosen []int) (Entry, error) {
	item := d.Item
	c := cite.Of(d.Letter, item)
	e := Entry{
		ID: item.ID, Citation: c.Brief(), Cite: c, Outcome: item.Outcome, Decided: d.Letter.DecisionDate,
		Request: text.OneLine(item.Request), Families: []string{}, Specialty: d.Letter.Reviewer.Specialties,
	}
	for _, x := range item.ReviewerGuidelines.Citations {
		if f := string(x.Family); !slices.Contains(e.Families, f) {
			e.Families = append(e.Families, f)
		}
	}
	var err error
	e.Quotes, e.Sentences, err = quotes(d, chosen)
	return e, err
}
