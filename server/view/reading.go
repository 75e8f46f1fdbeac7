package view

import (
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
)

// A Reading says how the query was understood, and what was added to it.
type Reading struct {
	Words      string // in plain English
	ReadAs     string // in the language; empty when it is what was typed
	Understood []Understood
	Added      []Chip
	Spellings  *Spellings
	Offers     []Chip
	Ignored    []string
	Notes      []Note
}

// An Understood is what was read from plain words, with the link that makes
// them words again.
type Understood struct{ Kind, Label, Title, URL string }

// Spellings are other ways to write the words, which say nothing new.
type Spellings struct {
	Summary string
	Chips   []Chip
}

// A Chip is an addition to the query with the link that changes it.
type Chip struct{ From, Text, Title, URL string }

// A Note is a remark with a query that may have been meant.
type Note struct {
	Message string
	Repair  *Link
	absent  string // the words that it says stand in no letter; "" for another note
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
	for _, u := range q.Understood {
		v.Understood = append(v.Understood, newUnderstood(u, a))
	}
	var spellings []Chip
	for _, e := range q.Expansions {
		chip := newChip(e, "take off", a.withQuery(off(q.Text, e)).URL("/"))
		if e.Kind == "spelling" {
			if slices.ContainsFunc(q.Understood, func(u index.Understood) bool { return u.From == e.From }) {
				continue // its chip says what it is
			}
			spellings = append(spellings, chip)
		} else {
			v.Added = append(v.Added, chip)
		}
	}
	if len(spellings) > 0 {
		words := make([]string, len(spellings))
		for i, c := range spellings {
			words[i] = c.From
		}
		v.Spellings = &Spellings{"Other spellings of " + strings.Join(words, ", "), spellings}
	}
	for _, e := range q.Offers {
		if e.Query == "" {
			continue
		}
		v.Offers = append(v.Offers, newChip(e, "add", a.withQuery(e.Query).URL("/")))
	}
	for _, n := range q.Warnings {
		note := Note{Message: n.Message, absent: n.Absent}
		if n.Repair != "" {
			note.Repair = &Link{n.Repair, a.withQuery(n.Repair).URL("/")}
		}
		v.Notes = append(v.Notes, note)
	}
	return v
}

// leaveTo leaves the notes of absent words to what says more of them.
func (v *Reading) leaveTo(words []AbsentWord) {
	v.Notes = slices.DeleteFunc(v.Notes, func(n Note) bool {
		return slices.ContainsFunc(words, func(w AbsentWord) bool { return strings.EqualFold(w.Word, n.absent) })
	})
}

// understoodKinds name the kinds of what is understood where the name of the
// kind alone would not do.
var understoodKinds = map[string]string{"decided": "date", "injured": "date", "specialty": "reviewer", "body": "body part"}

func newUnderstood(u index.Understood, a Address) Understood {
	v := Understood{Kind: u.Kind, URL: a.withQuery(u.Off).URL("/")}
	if kind, ok := understoodKinds[u.Kind]; ok {
		v.Kind = kind
	}
	v.Label = strings.TrimPrefix(u.Label, v.Kind+": ")
	v.Title = "take off: “" + u.From + "” is then only words"
	if strings.Count(v.Label, ", ") > chipWords {
		v.Label = u.From // the name of a class says more than some of its members
		v.Title += "; it means " + u.Label
	}
	if u.Field != "" {
		v.Title += "; written as a field: " + u.Field
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

// simplify is the query without case, blanks, outer brackets and the mark of a
// question, to see whether the reading says anything new.
func simplify(s string) string {
	s = strings.TrimSuffix(strings.ToLower(strings.Join(strings.Fields(s), " ")), "?")
	return strings.ReplaceAll(strings.Trim(s, "()"), " and ", " ")
}
