package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// shownSiblings is the number of other items of a letter that a hit names.
const shownSiblings = 3

// A Hit is one item of a list.
type Hit struct {
	ID                      string
	Anchor, URL, SimilarURL string
	Box                     string // the item's id, where the list has boxes to choose by; else ""
	Outcome                 Outcome
	Request                 []Piece
	Requested               bool   // asks for the treatment that the query names
	SomeWords               bool   // has only some of the words
	Facts                   []Link // URL is "" but for the way to the letter's other items
	Why, Differs            []string
	Score                   string    // "" unless the search asked for an explanation
	Sums                    []string  // the parts of the score
	First                   *Snippet  // that decides, or the best
	Rest                    []Snippet // the others, on demand
	Open                    bool      // shows all at once
	Marks                   string
	Tags                    []KeptTag // that the user gave
	Note                    string    // the beginning of the user's note
	Group                   *Link     // to all that are folded under it
	SameAs                  *Link     // to the hit before it that says the same
	Siblings                []Sibling
	MoreSiblings            string
}

// HasMore says that the hit has what its first lines do not show.
func (h Hit) HasMore() bool { return len(h.Rest) > 0 || h.Marks != "" || len(h.Siblings) > 0 }

// A Snippet is a piece of a text with the place where it stands.
type Snippet struct {
	Reason     bool // says why it was decided so
	Pieces     []Piece
	Place, URL string
}

// A Sibling is another item of the same letter.
type Sibling struct {
	Request, URL string
	Outcome      Outcome
}

// newHit shows a hit of the search a.
func newHit(h *index.Hit, a Address) Hit {
	v := Hit{
		ID: h.ID, Anchor: hitID(h.ID), URL: a.reasons(h.Letter, h.N),
		SimilarURL: similarURL(h.ID), Outcome: NewOutcome(h.Outcome), Requested: h.Requested, SomeWords: h.SomeWords,
		Request: cut(h.Request, h.RequestSpans), Facts: hitFacts(h, a), Why: h.Why,
	}
	for _, d := range h.Differs {
		v.Differs = append(v.Differs, difference(d))
	}
	if h.Request == "" {
		v.Request = []Piece{{Text: "Letter " + h.Letter + ", in which no item was found"}}
	}
	if h.SameAs != "" {
		v.SameAs = &Link{h.SameAs, "#" + hitID(h.SameAs)}
	}
	for i, s := range distinct(h.Snippets) {
		shown := Snippet{s.Kind == index.SnippetReason, cut(s.Text, s.Spans), snippetPlace(s), letterPlace(h, a, s)}
		if i == 0 && h.SameAs == "" {
			v.First = &shown
		} else {
			v.Rest = append(v.Rest, shown)
		}
	}
	if len(h.Explain) > 0 {
		v.Score, v.Sums = fmt.Sprintf("%.2f", h.Score), index.Sums(h.Explain)
	}
	marks := 0
	for _, n := range h.Marks {
		marks += n
	}
	if marks > 0 {
		v.Marks = count(marks, "mark", "marks")
	}
	for i, s := range h.Siblings {
		if i == shownSiblings {
			v.MoreSiblings = strconv.Itoa(len(h.Siblings)-i) + " more"
			break
		}
		v.Siblings = append(v.Siblings, Sibling{shorten(s.Request), a.letter(h.Letter, s.N), NewOutcome(s.Outcome)})
	}
	return v
}

// distinct returns the snippets with the reason for the decision first, and
// none that a snippet before it says already.
func distinct(snippets []index.Snippet) []index.Snippet {
	var out []index.Snippet
	for _, reason := range []bool{true, false} {
		for _, s := range snippets {
			said := func(before index.Snippet) bool { return strings.Contains(before.Text, s.Text) }
			if (s.Kind == index.SnippetReason) == reason && !slices.ContainsFunc(out, said) {
				out = append(out, s)
			}
		}
	}
	return out
}

// hitFacts returns the line of facts of a hit: only what the letter states, what
// tells one decision from another first, for a narrow screen cuts the end.
func hitFacts(h *index.Hit, a Address) []Link {
	families := make([]string, len(h.Families))
	for i, f := range h.Families {
		families[i] = familyLabel(f)
	}
	place, more := h.Letter, Link{}
	if h.N > 0 && h.Items > 1 {
		place += ", item " + strconv.Itoa(h.N) + " of " + strconv.Itoa(h.Items)
	}
	if n := len(h.Siblings); n > 0 && h.InLetter == 0 {
		more = Link{Thousands(n) + " more in this letter", a.letter(h.Letter, 0)}
	}
	var facts []Link
	for _, fact := range []Link{
		{Text: day(h.DecisionDate)}, {Text: place}, more, {Text: person(h.Age, h.Sex)}, {Text: strings.Join(h.Specialties, ", ")},
		{Text: strings.Join(families, ", ")}, {Text: prefixed("injured ", day(h.DateOfInjury))},
	} {
		if fact.Text != "" {
			facts = append(facts, fact)
		}
	}
	return facts
}

// familyLabel names a family of guidelines.
func familyLabel(f imr.Family) string {
	if f == imr.OtherFamily {
		return "other evidence"
	}
	return string(f)
}

// textLabels name the text fields as headings do.
var textLabels = map[string]string{
	"request": "Request", "heading": "Heading", "rationale": "Rationale",
	"reviewer_guideline": "Reviewer’s guideline", "claims_guideline": "Claims administrator’s guideline",
	"diagnosis": "Diagnoses", "summary": "Summary", "body": "Letter", "other": "Documents reviewed",
}

// snippetPlace names the text of a snippet and its page.
func snippetPlace(s index.Snippet) string {
	place := textLabels[s.Field]
	if s.Page > 0 {
		place += ", p. " + strconv.Itoa(s.Page)
	}
	return place
}

// letterPlace is the URL of the line of a snippet in its letter, or of the item
// where the line is not known.
func letterPlace(h *index.Hit, a Address, s index.Snippet) string {
	if s.Page == 0 || s.Line == 0 {
		return a.letter(h.Letter, h.N)
	}
	return a.letter(h.Letter, 0) + "#" + lineID(s.Page, s.Line)
}

// A Piece is a part of a text that is marked, or not. Pieces are how
// highlighting reaches a template: only templates make HTML.
type Piece struct {
	Text string
	Mark bool
}

// cut divides a text at its spans. It ignores spans that do not ascend, that
// overlap, leave the text or divide a character: the pieces joined are always
// the text.
func cut(text string, spans []index.Span) []Piece {
	var out []Piece
	at := 0
	for _, s := range spans {
		if s[0] < at || s[1] <= s[0] || s[1] > len(text) || !boundary(text, s[0]) || !boundary(text, s[1]) {
			continue
		}
		if s[0] > at {
			out = append(out, Piece{Text: text[at:s[0]]})
		}
		out = append(out, Piece{Text: text[s[0]:s[1]], Mark: true})
		at = s[1]
	}
	if at < len(text) {
		out = append(out, Piece{Text: text[at:]})
	}
	return out
}

// boundary reports whether a character begins or the text ends at i.
func boundary(text string, i int) bool {
	return i == len(text) || utf8.RuneStart(text[i])
}

// difference says where a hit is not as the item that it is like.
func difference(d index.Difference) string {
	switch {
	case d.There == "":
		return d.Label + " not told, asked for " + d.Here
	case d.Here == "":
		return d.Label + " " + d.There
	}
	return d.Label + " " + d.There + ", not " + d.Here
}
