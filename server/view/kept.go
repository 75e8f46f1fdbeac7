package view

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A SaveForm saves the search of a page.
type SaveForm struct{ Address string }

// Kept is what a user said of an item, with what changes it.
type Kept struct {
	Tags       []KeptTag
	Note       string
	TagAction  string // where a form sends a tag
	NoteAction string // where a form sends the note
}

// A KeptTag is a tag of an item, with the list of all items that have it.
type KeptTag struct{ Text, URL string }

// MaxTag and MaxNote are how long the text fields of labels are.
const (
	MaxTag  = 64
	MaxNote = 10_000
)

// Count writes a number with its noun.
func Count(n int, one, many string) string { return count(n, one, many) }

// Moment writes a time of this machine's time zone as Americans do: Mar 14,
// 2016, 2:05 PM; "never" for the zero time.
func Moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Local().Format("Jan 2, 2006, 3:04 PM")
}

// TagURL is the list of the items with a tag.
func TagURL(tag string) string { return Address{}.With("tag", tag).URL("/") }

// ItemURL is the place of an item in its letter; "/" for an id that is none.
func ItemURL(id string) string {
	letter, n, err := imr.SplitID(id)
	if err != nil {
		return "/"
	}
	return Address{}.letter(letter, n)
}

// Keep adds to a list what the user said of its items, and the form that saves
// the search, which address is the one of.
func (p *SearchPage) Keep(res *index.Result, labels *index.Labels, address string) {
	for i := range p.Hits {
		of := labels.Of(res.Hits[i].ID)
		p.Hits[i].Tags, p.Hits[i].Note = keptTags(of.Tags), firstLine(of.Note)
	}
	if address != "" && p.Head != nil {
		p.Save = &SaveForm{address}
	}
}

// Keep adds to a letter what the user said of its items, and the forms that
// change it.
func (p *LetterPage) Keep(labels *index.Labels) {
	for i := range p.Items {
		id := imr.ItemID(p.ID, p.Items[i].N)
		of := labels.Of(id)
		action := "/items/" + url.PathEscape(p.ID) + "/" + strconv.Itoa(p.Items[i].N)
		p.Items[i].Kept = &Kept{Tags: keptTags(of.Tags), Note: of.Note, TagAction: action + "/tags", NoteAction: action + "/note"}
	}
}

func keptTags(tags []string) []KeptTag {
	var out []KeptTag
	for _, t := range tags {
		out = append(out, KeptTag{t, TagURL(t)})
	}
	return out
}

// firstLine is the beginning of a note.
func firstLine(note string) string {
	line, _, more := strings.Cut(note, "\n")
	if short := shorten(line); short != line || !more {
		return short
	}
	return line + " …"
}
