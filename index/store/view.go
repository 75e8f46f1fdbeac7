package store

import (
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"imrsearch/index"
)

// A View is a saved search as JSON, on the command line and in the API.
type View struct {
	Number  int         `json:"number"`
	Name    string      `json:"name"`
	Query   string      `json:"query"`
	Filters []Chosen    `json:"filters"`
	Scope   index.Scope `json:"scope,omitempty"`
	Match   index.Match `json:"match,omitempty"`
	Address string      `json:"address"` // parameters of the search
	Note    string      `json:"note,omitempty"`
	Grammar int         `json:"grammar"`
	Created time.Time   `json:"created"`
	Checked time.Time   `json:"checked,omitzero"` // the last check; what is new is new since then
	Items   int         `json:"items"`            // that match now
	New     []Match     `json:"new"`
	Changed []Match     `json:"changed"`
	Gone    []Match     `json:"gone"`
	Problem string      `json:"problem,omitempty"` // why it cannot run
}

// Chosen is a value chosen in a facet.
type Chosen struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// ViewOf shows a report, or why there is none.
func ViewOf(r Report, err error) View {
	s := r.Saved
	v := View{
		Number: s.Number, Name: s.Name, Filters: []Chosen{}, Address: s.Address, Note: s.Note, Grammar: s.Grammar, Created: s.Created, Checked: s.Checked,
		Items: len(r.Now), New: nonNil(r.New), Changed: nonNil(r.Changed), Gone: nonNil(r.Gone),
	}
	if err != nil {
		v.Problem = err.Error()
	}
	if req, err := Request(s.Address); err == nil {
		v.Query, v.Filters, v.Scope, v.Match = req.Query, chosen(req), req.Scope, req.Match
	}
	return v
}

func nonNil(list []Match) []Match {
	if list == nil {
		return []Match{}
	}
	return list
}

func chosen(req *index.Request) []Chosen {
	out := []Chosen{}
	for _, f := range req.Filters {
		out = append(out, Chosen(f))
	}
	return out
}

// A VisitView is a search of the history as JSON.
type VisitView struct {
	Number  int       `json:"number"`
	Query   string    `json:"query"`
	Filters []Chosen  `json:"filters"`
	Address string    `json:"address"`
	At      time.Time `json:"at"`
	Times   int       `json:"times"`
	Items   int       `json:"items"`
}

// VisitViews shows visits; those whose address cannot be read are left out.
func VisitViews(visits []Visit) []VisitView {
	out := []VisitView{}
	for _, v := range visits {
		if req, err := Request(v.Address); err == nil {
			out = append(out, VisitView{v.Number, req.Query, chosen(req), v.Address, v.At, v.Times, v.Items})
		}
	}
	return out
}

// A TagView is a tag and how many items have it, whether or not the index has
// the items.
type TagView struct {
	Tag   string `json:"tag"`
	Items int    `json:"items"`
}

// TagsOf lists the tags of labels by name.
func TagsOf(labels *index.Labels) []TagView {
	out := []TagView{}
	for _, t := range labels.Tags() {
		out = append(out, TagView{t.Tag, t.Items.Len()})
	}
	return out
}

// ReadNote reads the text of a note, at most a little more than MaxNote bytes.
func ReadNote(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxNote+utf8.UTFMax))
	return strings.TrimSpace(string(data)), err
}

// Asked writes query and chosen values for people.
func Asked(query string, filters []Chosen) string {
	var parts []string
	if query != "" {
		parts = append(parts, query)
	}
	for _, f := range filters {
		label := f.Field
		if field, ok := index.FieldNamed(f.Field); ok {
			label = field.Label
		}
		parts = append(parts, label+": "+f.Value)
	}
	return strings.Join(parts, " · ")
}
