package server

import (
	"strings"

	"imrsearch/index"
)

// A readingView tells how the query was read, and what was made of it.
type readingView struct {
	Words   string // in plain English
	ReadAs  string // in the language; empty when it is what was typed
	Added   []chip
	Offers  []chip
	Ignored []string
	Notes   []noteView
}

// A chip is an addition to the query with the link that changes it.
type chip struct{ From, Text, Title, URL string }

// A noteView is a remark with a query that may have been meant.
type noteView struct {
	Message string
	Repair  *link
}

func newReadingView(q *index.Reading, a address) *readingView {
	v := &readingView{Ignored: q.Ignored}
	said := q.Words
	if said == "" {
		said = q.ReadAs
	}
	if simplify(said) != simplify(q.Text) {
		v.Words, v.ReadAs = q.Words, q.ReadAs
	}
	for _, e := range q.Expansions {
		v.Added = append(v.Added, newChip(e, "take off", a.query(off(q.Text, e)).at("/")))
	}
	for _, e := range q.Offers {
		if e.Query == "" {
			continue
		}
		v.Offers = append(v.Offers, newChip(e, "add", a.query(e.Query).at("/")))
	}
	for _, n := range q.Warnings {
		note := noteView{Message: n.Message}
		if n.Repair != "" {
			note.Repair = &link{n.Repair, a.query(n.Repair).at("/")}
		}
		v.Notes = append(v.Notes, note)
	}
	return v
}

// chipWords are the words that a chip shows; its title names them all.
const chipWords = 4

func newChip(e index.Expansion, does, url string) chip {
	shown := e.To
	rest := ""
	if len(shown) > chipWords+1 {
		shown, rest = shown[:chipWords], " and "+itoa(len(e.To)-chipWords)+" more"
	}
	return chip{
		From:  e.From,
		Text:  strings.Join(shown, ", ") + rest,
		Title: does + " (" + e.Kind + "): " + strings.Join(e.To, ", "),
		URL:   url,
	}
}

// off returns the query without an expansion.
func off(text string, e index.Expansion) string {
	if e.Query != "" {
		return e.Query
	}
	return strings.Replace(text, e.From, e.Off, 1)
}

// simplify is the query without case, blanks and outer brackets, to see
// whether the reading says anything new.
func simplify(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.ReplaceAll(strings.Trim(s, "()"), " and ", " ")
}
