package analysis

import (
	"imrsearch/index"
	"imrsearch/index/query"
	"imrsearch/parser/imr"
	"imrsearch/server/view"
)

// A citesPage shows the citation index at one place.
type citesPage struct {
	view.Layout
	Query           string
	Keep            []view.HiddenField
	Chosen          []view.Link
	Action          string // of the form
	Above           []view.Link
	Label           string
	Total           citesRow
	Status          []string
	Notes           []view.Note
	Partial         bool
	Orders          []citesOrder
	Tables          []citesTable
	Lists           []citesList
	CSVURL, JSONURL string
}

// A citesOrder is an order of the rows, with the address that chooses it.
type citesOrder struct {
	Text, URL string
	Current   bool
}

// A citesTable has a row for each place of one kind.
type citesTable struct {
	ID, Heading, Column string
	Rows                []citesRow
	More                *view.Link
}

// A citesRow is a place with its counts, each with the search for its items.
type citesRow struct {
	Place   view.Link
	Group   bool
	Letters string
	Counts  []view.Link // in the order of citesColumns
}

// A citesList is a ready list.
type citesList struct{ Label, Count, URL string }

// citesHeadings name the tables, and their first columns.
var citesHeadings = map[index.CitePlace][2]string{
	index.FamilyPlace: {"Families", "Family"}, index.WorkPlace: {"Titles and chapters", "Title"}, index.YearPlace: {"Years", "Year"},
	index.SectionPlace: {"Sections", "Section"}, index.PagePlace: {"Pages", "Page"}, index.WithPlace: {"Cited with it", "Guideline"},
}

// newCitesPage shows an answer at the address of its request.
func newCitesPage(req *index.CitesRequest, res *index.Cites) *citesPage {
	address := view.Address(req.Values())
	base, err := query.Parse(res.Base)
	if err != nil { // it was written by a tree that was read
		base = query.All{}
	}
	p := &citesPage{
		Layout: view.NewLayout("cites", "Citations: "+res.Node.Label, req.Query), Query: req.Query, Action: citesURL(req.Node),
		Label: res.Node.Label, Partial: res.Partial,
		CSVURL: address.URL(citesURL(req.Node) + ".csv"), JSONURL: address.URL(citesURL(req.Node) + ".json"),
	}
	for _, f := range req.Filters {
		field, _ := index.FieldNamed(f.Field)
		p.Keep = append(p.Keep, view.HiddenField{Name: f.Field, Value: f.Value})
		p.Chosen = append(p.Chosen, view.Link{Text: field.Label + ": " + field.BucketLabel(f.Value), URL: withoutFilter(req, f)})
	}
	if scope := address["scope"]; scope != nil {
		p.Keep = append(p.Keep, view.HiddenField{Name: "scope", Value: scope[0]})
	}
	for _, up := range res.Above {
		p.Above = append(p.Above, view.Link{Text: up.Label, URL: address.URL(citesPath(up.Path))})
	}
	for _, n := range res.Query.Warnings {
		p.Notes = append(p.Notes, view.Note{Message: view.Sentence(n.Message)})
	}
	for _, period := range res.Periods {
		p.Status = append(p.Status, view.Sentence(period.String()))
	}
	if res.Note != "" {
		p.Status = append(p.Status, res.Note)
	}
	p.Orders = []citesOrder{
		{"most cited first", address.With("sort", "").URL(p.Action), !req.ByName}, {"by name", address.With("sort", "name").URL(p.Action), req.ByName},
	}
	p.Total = newCitesRow(req, &res.Node, func(c index.CiteColumn) string { return query.Narrowed(base, req.Node.Column(c)) })
	for _, t := range append(res.Tables, res.With) {
		if len(t.Rows) == 0 {
			continue
		}
		v := citesTable{ID: string(t.Kind), Heading: citesHeadings[t.Kind][0], Column: citesHeadings[t.Kind][1]}
		for i := range t.Rows {
			row := &t.Rows[i]
			r := newCitesRow(req, row, func(c index.CiteColumn) string {
				condition := row.Node.Column(c)
				if t.Kind == index.WithPlace {
					condition = req.Node.Query(index.EitherSide) + " " + condition
				}
				return query.Narrowed(base, condition)
			})
			r.Place.URL = address.With("buckets", "").URL(citesPath(row.Path))
			v.Rows = append(v.Rows, r)
		}
		if len(t.Rows) < t.Distinct {
			v.More = &view.Link{Text: "All " + view.Thousands(t.Distinct), URL: address.With("buckets", "1000").URL(p.Action) + "#" + v.ID}
		}
		p.Tables = append(p.Tables, v)
	}
	for _, l := range res.Lists {
		v := citesList{Label: l.Label, Count: view.Thousands(l.Items)}
		if l.Items > 0 {
			v.URL = req.Search(l.Query)
		}
		p.Lists = append(p.Lists, v)
	}
	return p
}

// newCitesRow makes the counts of a row links; query writes what a column asks.
func newCitesRow(req *index.CitesRequest, r *index.CiteRow, query func(index.CiteColumn) string) citesRow {
	v := citesRow{Place: view.Link{Text: r.Label}, Group: r.Group, Letters: view.Thousands(r.Letters)}
	add := func(n int, q string) {
		link := view.Link{Text: view.Thousands(n)}
		if n > 0 {
			link.URL = req.Search(q)
		}
		v.Counts = append(v.Counts, link)
	}
	add(r.Items, query(index.AnySide))
	add(r.Claims, query(index.OnlyClaims))
	add(r.Reviews, query(index.OnlyReviewer))
	add(r.Both, query(index.BothSides))
	add(r.One, query(index.OneSide))
	for _, o := range []imr.Outcome{imr.Overturned, imr.Modified, imr.Upheld, imr.UnknownOutcome} {
		add(r.Outcome[o], query(index.AnySide)+" outcome:"+string(o))
	}
	return v
}

func citesURL(n index.CiteNode) string { return citesPath(n.Path()) }

func citesPath(path string) string {
	if path == "" {
		return "/cites"
	}
	return "/cites/" + path
}

// withoutFilter is the same place without one filter.
func withoutFilter(req *index.CitesRequest, f index.Filter) string {
	less := *req
	less.Filters = nil
	for _, other := range req.Filters {
		if other != f {
			less.Filters = append(less.Filters, other)
		}
	}
	return view.Address(less.Values()).URL(citesURL(req.Node))
}
