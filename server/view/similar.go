package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/example"
	"imrsearch/parser/denial"
	"imrsearch/parser/imr"
)

// A SimilarPage lists the items like one of the index, in groups.
type SimilarPage struct {
	Layout
	Item   SimilarItem
	Groups []SimilarGroup
	Total  string
	All    string      // URL of all groups, where one was chosen
	Export *ExportMenu // of the items on the page
}

// A SimilarItem is the item that the others are compared with.
type SimilarItem struct {
	ID, URL, Request string
	Outcome          Outcome
}

// A SimilarGroup is a group of similar items, with the first of its hits.
type SimilarGroup struct {
	Kind, Label, Count string
	Hits               []Hit
	More               string // URL of more of it; "" where there are none, or for a given text
	MoreValue          string // the same for a given text: what its form sends
	MoreText           string
}

// NewSimilarPage shows the items that are like d, at the address a of its page.
func NewSimilarPage(d *index.Determination, req *index.SimilarRequest, res *index.SimilarResult, a Address, path string) *SimilarPage {
	p := &SimilarPage{
		Layout: NewLayout("similar", "Like "+d.Item.ID, ""),
		Item:   SimilarItem{d.Item.ID, Address{}.letter(d.Letter.ID, d.Item.N), d.Item.Request, NewOutcome(d.Item.Outcome)},
		Total:  similarTotal(res), Groups: newSimilarGroups(req, res), Export: exportOf(res),
	}
	for i := range p.Groups {
		if g := &p.Groups[i]; g.MoreValue != "" {
			kind, start, _ := strings.Cut(g.MoreValue, "/")
			g.More = a.With("group", kind).With("start", start).URL(path)
		}
	}
	if req.Group != "" {
		p.All = a.With("group", "").With("start", "").URL(path)
	}
	return p
}

// exportOf offers the items on a page as files.
func exportOf(res *index.SimilarResult) *ExportMenu {
	ids := make([]string, len(res.Hits))
	for i := range res.Hits {
		ids[i] = res.Hits[i].ID
	}
	return NewExportMenu(ids)
}

func similarTotal(res *index.SimilarResult) string {
	s := count(res.Total.Items, "item", "items") + " in " + count(res.Total.Letters, "letter", "letters")
	if res.Partial {
		s = "At least " + s + ": the time limit was reached"
	}
	return s
}

// newSimilarGroups shows the groups that a request is for.
func newSimilarGroups(req *index.SimilarRequest, res *index.SimilarResult) []SimilarGroup {
	var groups []SimilarGroup
	for _, g := range res.Groups {
		if req.Group != "" && g.Kind != req.Group {
			continue
		}
		v := SimilarGroup{Kind: string(g.Kind), Label: g.Label, Count: groupCount(&g)}
		for i := range g.Hits {
			v.Hits = append(v.Hits, newHit(&g.Hits[i], Address{}))
		}
		shown := len(g.Hits)
		if req.Group != "" {
			shown += req.Start
		}
		all := g.Total.Items
		if n := g.Total.Groups; n != nil {
			all = *n
		}
		if left := all - shown; left > 0 && len(g.Hits) > 0 {
			v.MoreValue = string(g.Kind) + "/" + strconv.Itoa(shown)
			v.MoreText = fmt.Sprintf("%s more", Thousands(left))
		}
		groups = append(groups, v)
	}
	return groups
}

func groupCount(g *index.SimilarGroup) string {
	s := count(g.Total.Items, "item", "items")
	if g.Total.Letters > 0 {
		s += " in " + count(g.Total.Letters, "letter", "letters")
	}
	if modified := g.Total.Outcomes[imr.Modified]; g.Kind == index.GroupOverturned && modified > 0 {
		s += ", " + Thousands(modified) + " of them modified"
	}
	return s
}

// A GivenPage takes a denial, a letter or any text, and shows the items like what
// it asks for.
type GivenPage struct {
	Layout
	Text     string // of the document, to be sent again
	Files    bool   // files are taken
	Fault    string
	Read     *Given // nil before a text was given
	Groups   []SimilarGroup
	Total    string
	OneGroup bool // a group was chosen
	Export   *ExportMenu
}

// A Given is what was read of a text.
type Given struct {
	Kind     string
	Facts    []string
	Notes    []string
	Requests []GivenRequest
	Item     int // the number of the request that is shown
	Sentence string
	Fields   []GivenField
}

// A GivenRequest is one of the requests of a text.
type GivenRequest struct {
	N              int
	Text, Decision string
	Current        bool
}

// A GivenField is a value that was read, and can be changed.
type GivenField struct {
	ID, Name, Label, Value string
	WasName, Was           string // what was read
	Changed, Wide          bool
	Choices                []Option // nil: any text
	Hints                  []string // values that the field can have; nil: not listed
}

// The names of the fields of a page's form begin with GivenPrefix, those that
// hold what was read with WasPrefix.
const (
	GivenPrefix = "with-"
	WasPrefix   = "was-"
)

// NewGivenPage is the page before a text is given.
func NewGivenPage(files bool) *GivenPage {
	return &GivenPage{Layout: NewLayout("given", "Paste or drop a denial", ""), Files: files}
}

// NewGivenFault says what is wrong with a text; e, which may be nil, is what was
// read of it all the same.
func NewGivenFault(files bool, text, message string, e *example.Example) *GivenPage {
	p := NewGivenPage(files)
	p.Fault, p.Text = Sentence(message), text
	if e != nil {
		if e.Text != "" {
			p.Text = e.Text
		}
		p.Read = newGiven(e, &example.Item{Read: example.Nothing()})
	}
	return p
}

// NewGivenResult shows the items like a request of a text.
func NewGivenResult(files bool, e *example.Example, it *example.Item, req *index.SimilarRequest, res *index.SimilarResult) *GivenPage {
	p := NewGivenPage(files)
	p.Text, p.Read = e.Text, newGiven(e, it)
	p.Groups, p.Total, p.OneGroup = newSimilarGroups(req, res), similarTotal(res), req.Group != ""
	p.Export = exportOf(res)
	return p
}

// givenKinds name the kinds of texts.
var givenKinds = map[denial.Kind]string{
	example.Letter: "A determination letter", denial.Decision: "A utilization-review decision",
	denial.Authorization: "A request for authorization", denial.Application: "An application for review", denial.Prose: "A text",
}

func newGiven(e *example.Example, it *example.Item) *Given {
	g := &Given{Kind: givenKinds[e.Kind], Item: it.N, Sentence: it.Sentence}
	for _, d := range []struct {
		name string
		day  imr.Date
	}{{"decided", e.Denied}, {"received", e.Received}, {"injured", e.Injury}} {
		if !d.day.IsZero() {
			g.Facts = append(g.Facts, d.name+" "+day(d.day))
		}
	}
	if len(e.Reviewer) > 0 {
		g.Facts = append(g.Facts, "reviewer: "+strings.Join(e.Reviewer, ", "))
	}
	for _, n := range e.Notes {
		g.Notes = append(g.Notes, Sentence(n.Message))
	}
	if len(e.Items) > 1 {
		for _, one := range e.Items {
			g.Requests = append(g.Requests, GivenRequest{one.N, one.Request, string(one.Decision), one.N == it.N})
		}
	}
	for _, v := range it.Read {
		g.Fields = append(g.Fields, newGivenField(&v))
	}
	return g
}

// wideFields hold whole sentences.
var wideFields = []string{"treatment", "diagnosis", "reason"}

func newGivenField(v *example.Value) GivenField {
	f := GivenField{
		ID: "g-" + v.Field, Name: GivenPrefix + v.Field, Label: v.Label, Value: strings.Join(v.Values, "; "),
		WasName: WasPrefix + v.Field, Was: strings.Join(v.Values, "; "), Changed: v.Changed, Wide: slices.Contains(wideFields, v.Field),
	}
	if v.Changed {
		f.Was = strings.Join(v.Was, "; ")
	}
	choices, hints := example.Choices(v.Field)
	if choices != nil {
		f.Choices = []Option{{Value: "", Label: "not told", Selected: f.Value == ""}}
		for _, c := range choices {
			f.Choices = append(f.Choices, Option{c, c, c == f.Value})
		}
	}
	f.Hints = hints
	return f
}
