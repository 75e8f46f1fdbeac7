package server

import (
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"imrsearch/parser/imr"
)

// A chrome is what every page has around its content.
type chrome struct {
	Name  string // of the template
	Title string
	Box   box
	Back  *link
}

// A box is the search box, with what the form carries along.
type box struct {
	Query     string
	MaxLength int
	Keep      []hiddenField
}

// A link is a text that leads somewhere.
type link struct{ Text, URL string }

func newChrome(name, title, query string) chrome {
	if title == "" {
		title = "imr"
	} else {
		title += " – imr"
	}
	return chrome{Name: name, Title: title, Box: box{Query: query, MaxLength: maxQuery}}
}

// An outcomeView is an outcome as a word, then a colour.
type outcomeView struct{ Class, Label, Word string }

var outcomeViews = map[imr.Outcome]outcomeView{
	imr.Upheld:         {"upheld", "Upheld", "upheld"},
	imr.Overturned:     {"overturned", "Overturned", "overturned"},
	imr.Modified:       {"modified", "Modified", "modified"},
	imr.UnknownOutcome: {"unknown", "Not stated", "not stated"},
}

func newOutcomeView(o imr.Outcome) outcomeView {
	if v, ok := outcomeViews[o]; ok {
		return v
	}
	return outcomeViews[imr.UnknownOutcome]
}

func itoa(n int) string { return strconv.Itoa(n) }

// thousands writes n with commas.
func thousands(n int) string {
	return humanize.Comma(int64(n))
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// day writes a date for people: 14 Mar 2016.
func day(d imr.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// person writes age and sex: "53, female".
func person(age int, sex string) string {
	var parts []string
	if age > 0 {
		parts = append(parts, itoa(age))
	}
	if sex != "" {
		parts = append(parts, sex)
	}
	return strings.Join(parts, ", ")
}

// nonEmpty returns the strings that say something.
func nonEmpty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
