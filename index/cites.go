package index

import (
	"fmt"
	"net/url"
	"strings"

	"imrsearch/parser/imr"
)

// A CitesRequest asks for the citation index at one place of the tree of
// guidelines. Query, Filters and Scope restrict what is counted as in a search,
// of which all plain words must stand: relaxed hits are in no count. Other parts
// of the request are not looked at.
type CitesRequest struct {
	Request
	Node   CiteNode
	ByName bool // rows by name; else the most cited first
	// Rows is the most rows of a table; 0 means DefaultCiteRows.
	Rows int
}

// Limits of the rows of a table. A chapter of the ACOEM guidelines has some 40
// pages, ODG some 20 chapters.
const (
	DefaultCiteRows = 50
	MaxCiteRows     = 1_000
)

// CitesRequestFrom reads path and parameters of an address: those of a search,
// and sort=name or sort=count, buckets for the rows of a table. The error is a
// *RequestError.
func CitesRequestFrom(path string, v url.Values) (*CitesRequest, error) {
	node, err := ReadCiteNode(path)
	if err != nil {
		return nil, err
	}
	out := &CitesRequest{Node: node}
	rest := url.Values{}
	for name, values := range v {
		if name != "sort" {
			rest[name] = values
			continue
		}
		switch sort := strings.Join(values, " "); sort {
		case "name":
			out.ByName = true
		case "", "count":
		default:
			return nil, &RequestError{Param: "sort", Msg: fmt.Sprintf("there is no order by %q; write count or name", sort)}
		}
	}
	req, err := RequestFrom(rest)
	if err != nil {
		return nil, err
	}
	out.Request, out.Rows = *req, req.FacetLimit
	return out, out.Check()
}

// Values returns the request as the parameters of its address.
func (r *CitesRequest) Values() url.Values {
	v := (&Request{Query: r.Query, Filters: r.Filters, Scope: r.Scope, FacetLimit: r.Rows, Limit: DefaultLimit}).Values()
	if r.ByName {
		v.Set("sort", "name")
	}
	return v
}

// Check reports what is impossible about the request, as a *RequestError.
func (r *CitesRequest) Check() error {
	if r.Rows < 0 || r.Rows > MaxCiteRows {
		return &RequestError{Param: "buckets", Msg: fmt.Sprintf("is from 1 to %d", MaxCiteRows)}
	}
	return r.Base().Check()
}

// Base returns the search whose items are counted, without the node: its totals
// alone, all plain words standing.
func (r *CitesRequest) Base() *Request {
	return &Request{Query: r.Query, Filters: r.Filters, Scope: r.Scope, Match: MatchAll, Unknown: r.Unknown}
}

// Cites is the citation index at one place. Its JSON is the contract's. Every
// count is that of the search for its query, under the same filters and scope
// with match=all.
type Cites struct {
	Query Reading `json:"query"`
	// Base is the query as read, to which those of rows add their citation.
	Base    string      `json:"base"`
	Node    CiteRow     `json:"node"`
	Above   []CiteCrumb `json:"above"` // from the root
	Tables  []CiteTable `json:"tables"`
	With    CiteTable   `json:"cited_with"`     // what the items that cite the node cite besides
	Lists   []CiteList  `json:"lists"`          // ready lists of items
	Periods []Period    `json:"periods"`        // when the node was part of the MTUS, as far as known
	Note    string      `json:"note,omitempty"` // what the regulations say of guidelines outside of it

	Generation int     `json:"generation"`
	Partial    bool    `json:"partial"` // cut by the time limit: counts are lower bounds
	TookMS     float64 `json:"took_ms"`
}

// A CiteCrumb is a place above a node.
type CiteCrumb struct {
	Path  string `json:"path"`
	Label string `json:"label"`
}

// A CiteTable lists places of one kind below a node.
type CiteTable struct {
	Kind     CitePlace `json:"kind"`
	Distinct int       `json:"distinct"` // places; Rows may be fewer
	Rows     []CiteRow `json:"rows"`
}

// A CitePlace is the kind of a place.
type CitePlace string

// The kinds of places, and of what is cited besides.
const (
	FamilyPlace  CitePlace = "family"
	WorkPlace    CitePlace = "work" // a title, or a chapter
	YearPlace    CitePlace = "year"
	SectionPlace CitePlace = "section"
	PagePlace    CitePlace = "page"
	NodePlace    CitePlace = "node" // the node itself
	WithPlace    CitePlace = "with"
)

// A CiteRow is a place with the items that cite it.
type CiteRow struct {
	Path    string              `json:"path"`
	Label   string              `json:"label"` // titles and sections in their commonest spelling
	Group   bool                `json:"group,omitempty"`
	Items   int                 `json:"items"`
	Letters int                 `json:"letters"`
	Claims  int                 `json:"claims_administrator_only"` // items where it alone cites it
	Reviews int                 `json:"reviewer_only"`
	Both    int                 `json:"both"`
	One     int                 `json:"only_one"` // Claims and Reviews together
	Outcome map[imr.Outcome]int `json:"outcomes"`
	Query   string              `json:"query"` // that finds the items
	Node    CiteNode            `json:"-"`
}

// A CiteList is a ready list of items at a node.
type CiteList struct {
	Name    string `json:"name"`
	Label   string `json:"label"`
	Items   int    `json:"items"`
	Letters int    `json:"letters"`
	Query   string `json:"query"`
}

// A Period is the time in which one edition of a guideline was part of the
// Medical Treatment Utilization Schedule. It says nothing of days after
// KnownUntil, where that is set.
type Period struct {
	Title        string   `json:"title"`
	From         imr.Date `json:"from"`
	Until        imr.Date `json:"until,omitzero"`       // the last day; zero where no end is known
	KnownUntil   imr.Date `json:"known_until,omitzero"` // where no end is known
	Regulation   string   `json:"regulation"`
	SupersededBy string   `json:"superseded_by,omitempty"`
}

// String words a period: "Low Back Complaints: in force June 15, 2007 to
// November 30, 2017 (8 CCR 9792.23.5); superseded by ...". Days are written as
// Americans do.
func (p Period) String() string {
	const day = "January 2, 2006"
	s := p.Title + ": part of the MTUS from " + p.From.Time().Format(day)
	switch {
	case !p.Until.IsZero():
		s += " to " + p.Until.Time().Format(day)
	case !p.KnownUntil.IsZero():
		s += "; on " + p.KnownUntil.Time().Format(day) + " it still was"
	}
	s += " (" + p.Regulation + ")"
	if p.SupersededBy != "" {
		s += "; superseded by " + p.SupersededBy
	}
	return s
}
