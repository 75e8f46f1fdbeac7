package view

import (
	"strconv"
	"strings"

	"imrsearch/index"
)

// A Reading says how the query was understood, and what was added to it.
type Reading struct {
	Words   string // in plain English
	ReadAs  string // in the language; empty when it is what was typed
	Added   []Chip
	Offers  []Chip
	Ignored []string
	Notes   []Note
}

// A Chip is an addition to the query with the link that changes it.
type Chip struct{ From, Text, Title, URL string }

// A Note is a remark with a query that may have been meant.
type Note struct {
	Message string
	Repair  *Link
}

func newReading(q *index.Reading, a Address) *Reading {
	v := &Reading{Ignored: q.Ignored}
	said := q.Words
	if said == "" {
		said = q.ReadAs
	}
	if simplify(said) != simplify(q.Text) {
		v.Words, v.ReadAs = q.Words, q.ReadAs
	}
	for _, e := range q.Expansions {
		v.Added = append(v.Added, newChip(e, "take off", a.withQuery(off(q.Text, e)).URL("/")))
	}
	for _, e := range q.Offers {
		if e.Query == "" {
			continue
		}
		v.Offers = append(v.Offers, newChip(e, "add", a.withQuery(e.Query).URL("/")))
	}
	for _, n := range q.Warnings {
		note := Note{Message: n.Message}
		if n.Repair != "" {
			note.Repair = &Link{n.Repair, a.withQuery(n.Repair).URL("/")}
		}
		v.Notes = append(v.Notes, note)
	}
	return v
}

// chipWords is the number of words that a chip shows; its title names all.
const chipWords = 4

func newChip(e index.Expansion, does, url string) Chip {
	shown := e.To
	rest := ""
	if len(shown) > chipWords+1 {
		shown, rest = shown[:chipWords], " and "+strconv.Itoa(len(e.To)-chipWords)+" more"
	}
	return Chip{
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
