// Package passage answers one question: where does a passage of a letter
// stand, and what is it called? It divides the texts of a letter into sentences
// and gives each a name made of its words, so that a link to it leads to the
// same words after the index was built again, by this program or a later one.
// It knows no engine and no page of the site.
//
// A name is the number of the item, 0 for what stands outside of items, and
// eight hex digits of the SHA-256 of the sentence's letters and digits in lower
// case: "2-3f9a1c04". A sentence that its item has before says which it is:
// "2-3f9a1c04.2". A passage of several sentences names the first and the last:
// "2-3f9a1c04-77aa0b12".
package passage

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/index/text"
	"imrsearch/parser/imr"
)

// A Sentence is a sentence of a letter.
type Sentence struct {
	Name       string // of the passage that it is
	Item       int    // from 1; 0 outside of items
	Field      index.TextField
	Entry      int // of the field, from 0
	N          int // within the entry, from 1
	Start, End int // bytes of the entry's text
	Paragraph  int // within the entry, from 0
	// Page and Line are where it begins, 0 where that is not known. EndPage is
	// where it ends, 0 where that is the same page. Where only the pages of the
	// whole text are known, it is on them.
	Page, EndPage, Line int

	text string // of the entry
}

// Text returns the sentence with its line ends as blanks.
func (s *Sentence) Text() string { return text.OneLine(s.text[s.Start:s.End]) }

// outer and inner are the texts outside of items, and those of an item, in the
// order in which they are read.
var (
	outer = []index.TextField{index.DiagnosisText, index.SummaryText, index.BodyText, index.OtherText}
	inner = []index.TextField{index.RequestText, index.HeadingText, index.ClaimsGuidelineText, index.ReviewerGuidelineText, index.RationaleText}
)

// Sentences returns the sentences of all texts of a letter, item after item,
// what stands outside of them first.
func Sentences(doc *index.Document) []Sentence {
	var out []Sentence
	ds := doc.Determinations()
	out = append(out, named(&ds[0], 0, outer)...)
	for i := range ds {
		out = append(out, named(&ds[i], ds[i].Item.N, inner)...)
	}
	return out
}

// named returns the sentences of some fields with their names.
func named(d *index.Determination, item int, fields []index.TextField) []Sentence {
	var out []Sentence
	had := map[string]int{}
	for _, f := range fields {
		places := placesOf(d, f)
		for n, e := range d.Entries(f) {
			for i, x := range text.Sentences(nil, e) {
				s := Sentence{Item: item, Field: f, Entry: n, N: i + 1, Start: x.Start, End: x.End, Paragraph: x.Paragraph, text: e.Text}
				s.Page, s.EndPage, s.Line = places(x.Start, x.End)
				h := hash(e.Text[x.Start:x.End])
				if had[h]++; had[h] > 1 {
					h += "." + strconv.Itoa(had[h])
				}
				s.Name = strconv.Itoa(item) + "-" + h
				out = append(out, s)
			}
		}
	}
	return out
}

// placesOf returns what says where a stretch of a field stands.
func placesOf(d *index.Determination, f index.TextField) func(start, end int) (page, endPage, line int) {
	within := func(p imr.Passage) func(start, end int) (int, int, int) {
		return func(start, end int) (int, int, int) {
			from, to := p.Place(start), p.Place(max(start, end-1))
			if to.Page > from.Page {
				return from.Page, to.Page, from.Line
			}
			return from.Page, 0, from.Line
		}
	}
	at := func(page, line, next int) func(start, end int) (int, int, int) {
		if next <= page || page == 0 {
			next = 0
		}
		return func(start, _ int) (int, int, int) {
			if start > 0 {
				return page, next, 0
			}
			return page, next, line
		}
	}
	item := d.Item
	switch f {
	case index.SummaryText:
		return within(d.Letter.Summary)
	case index.RationaleText:
		return within(item.Rationale)
	case index.BodyText:
		lines, _ := Layout(d.Body, d.Letter.Source.First())
		return within(imr.Passage{Lines: lines})
	case index.RequestText, index.HeadingText:
		return at(item.Page, item.Line, 0)
	case index.ClaimsGuidelineText:
		return at(item.ClaimsAdministrator.Page, item.ClaimsAdministrator.Line, item.ReviewerGuidelines.Page)
	case index.ReviewerGuidelineText:
		return at(item.ReviewerGuidelines.Page, item.ReviewerGuidelines.Line, item.Rationale.Page)
	}
	return at(0, 0, 0)
}

// Layout returns where the lines of a stored text begin, whose first page has
// a number, and where its paragraphs do: after a blank line, and on a new page.
// Lines without words are left out.
func Layout(stored string, first int) (lines []imr.LineStart, paragraphs []int) {
	page, line, blank := first, 1, true
	for at := 0; at < len(stored); {
		end := len(stored)
		if i := strings.IndexAny(stored[at:], "\n\f"); i >= 0 {
			end = at + i
		}
		if strings.TrimSpace(stored[at:end]) == "" {
			blank = true
		} else {
			if blank {
				paragraphs = append(paragraphs, at)
			}
			lines = append(lines, imr.LineStart{at, page, line})
			blank = false
		}
		line++
		if end < len(stored) && stored[end] == '\f' {
			page, line, blank = page+1, 1, true
		}
		at = end + 1
	}
	return lines, paragraphs
}

// folded writes the letters and digits of a text in lower case: what is the same
// however lines are broken and marks are read.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(folded(s)))
	return hex.EncodeToString(sum[:4])
}

// URL is the address of a passage on a server of this program.
func URL(letter, name string) string {
	return "/letters/" + url.PathEscape(letter) + "?passage=" + name + "#passage"
}

// A Passage is one sentence of a letter or several.
type Passage struct {
	Name    string `json:"passage"`
	Letter  string `json:"letter"`
	Item    string `json:"item,omitempty"` // "" outside of items
	Field   string `json:"field"`          // as that of a snippet
	Text    string `json:"text"`           // paragraphs end with newlines
	Page    int    `json:"page,omitempty"`
	EndPage int    `json:"end_page,omitempty"` // 0 where it is the same
	Line    int    `json:"line,omitempty"`
	URL     string `json:"url"` // on a server of this program
	// Citations are those of the passage in the forms that a text has.
	Citations Citations `json:"citations"`

	Sentences []Sentence `json:"-"`
}

// Citations are the forms in which a text cites.
type Citations struct {
	Brief    string `json:"brief"`
	Bluebook string `json:"bluebook"`
	Short    string `json:"short"`
}

// Quote returns the passage in quotation marks, with its citation for a brief.
func (p *Passage) Quote() string { return "“" + p.Text + "” " + p.Citations.Brief + "." }

var nameForm = regexp.MustCompile(`^(\d+)-([0-9a-f]{8}(?:\.\d+)?)(?:-([0-9a-f]{8}(?:\.\d+)?))?$`)

// Find returns a passage of a letter by its name, or the first sentences that
// have the given words one behind the other, however they are written. A name
// is looked for in other items too where its own has it no longer. ok is false
// where the letter has no such passage.
func Find(doc *index.Document, nameOrWords string) (p *Passage, ok bool) {
	return FindIn(doc, -1, nameOrWords)
}

// FindIn is as Find, among the texts of one item alone; an item below 1 is the
// whole letter.
func FindIn(doc *index.Document, item int, nameOrWords string) (p *Passage, ok bool) {
	all := Sentences(doc)
	if item > 0 {
		all = slices.DeleteFunc(all, func(s Sentence) bool { return s.Item != item })
	}
	var found []Sentence
	if m := nameForm.FindStringSubmatch(strings.TrimSpace(nameOrWords)); m != nil {
		found = byName(all, m[1], m[2], m[3])
	} else if words := folded(nameOrWords); words != "" {
		found = byWords(all, words)
	}
	if len(found) == 0 {
		return nil, false
	}
	return of(doc, found), true
}

func byName(all []Sentence, item, first, last string) []Sentence {
	at := -1
	for i := range all {
		if own, h, _ := strings.Cut(all[i].Name, "-"); h == first && (at < 0 || own == item) {
			at = i
			if own == item {
				break
			}
		}
	}
	if at < 0 {
		return nil
	}
	for end := at; last != "" && end < len(all) && all[end].Item == all[at].Item; end++ {
		if _, h, _ := strings.Cut(all[end].Name, "-"); h == last {
			return all[at : end+1]
		}
	}
	return all[at : at+1]
}

// byWords looks for words inside each text. What items say comes before what
// stands outside of them.
func byWords(all []Sentence, words string) []Sentence {
	outside := []Sentence(nil)
	for from := 0; from < len(all); {
		to, text := from, ""
		var ends []int
		for ; to < len(all) && all[to].Item == all[from].Item && all[to].Field == all[from].Field && all[to].Entry == all[from].Entry; to++ {
			text += folded(all[to].text[all[to].Start:all[to].End])
			ends = append(ends, len(text))
		}
		if i := strings.Index(text, words); i >= 0 {
			first, last := 0, 0
			for ends[first] <= i {
				first++
			}
			for ends[last] < i+len(words) {
				last++
			}
			found := all[from+first : from+last+1]
			if found[0].Item > 0 {
				return found
			}
			if outside == nil {
				outside = found
			}
		}
		from = to
	}
	return outside
}

// of makes a passage of sentences that stand one behind the other.
func of(doc *index.Document, list []Sentence) *Passage {
	first, last := &list[0], &list[len(list)-1]
	p := &Passage{
		Name: first.Name, Letter: doc.Letter.ID, Field: first.Field.String(), Page: first.Page, Line: first.Line, Sentences: list,
	}
	if len(list) > 1 {
		_, h, _ := strings.Cut(last.Name, "-")
		p.Name += "-" + h
	}
	var item *imr.Item
	for i := range doc.Letter.Items {
		if doc.Letter.Items[i].N == first.Item && first.Item > 0 {
			item = &doc.Letter.Items[i]
			p.Item = item.ID
		}
	}
	if end := max(last.Page, last.EndPage); end > p.Page {
		p.EndPage = end
	}
	var parts []string
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].Field == list[from].Field && list[to].Entry == list[from].Entry && list[to].Paragraph == list[from].Paragraph {
			to++
		}
		parts = append(parts, text.OneLine(list[from].text[list[from].Start:list[to-1].End]))
		from = to
	}
	p.Text = strings.Join(parts, "\n")
	p.URL = URL(doc.Letter.ID, p.Name)
	c := cite.Of(doc.Letter, item).At(p.Page, p.EndPage)
	p.Citations = Citations{Brief: c.Brief(), Bluebook: c.Bluebook(), Short: c.Short()}
	return p
}
