package server

import (
	"fmt"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// A hitView is one item of a list.
type hitView struct {
	Anchor, URL, SimilarURL string
	Outcome                 outcomeView
	Request                 []piece
	Facts, Why              []string
	Score                   string   // where its parts are asked for
	Sums                    []string // these
	Snippets                []snippetView
	Marks                   string
	Siblings                []siblingView
	MoreSiblings            string
}

// A snippetView is a piece of a text with the place where it stands.
type snippetView struct {
	Pieces     []piece
	Place, URL string
}

// A siblingView is another item of the same letter.
type siblingView struct {
	Request, URL string
	Outcome      outcomeView
}

func newHitView(h *index.Hit, a address) hitView {
	v := hitView{
		Anchor: "hit-" + strings.ReplaceAll(h.ID, "/", "-"), URL: a.letter(h.Letter, h.N),
		SimilarURL: similarURL(h.ID), Outcome: newOutcomeView(h.Outcome),
		Request: cut(h.Request, h.RequestSpans), Facts: hitFacts(h), Why: h.Why,
	}
	if h.Request == "" {
		v.Request = []piece{{Text: "Letter " + h.Letter + ", in which no item was found"}}
	}
	for _, s := range h.Snippets {
		place := snippetPlace(s)
		v.Snippets = append(v.Snippets, snippetView{cut(s.Text, s.Spans), place, letterPlace(h, a, s)})
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
		if i == shownSibling {
			v.MoreSiblings = itoa(len(h.Siblings)-i) + " more"
			break
		}
		v.Siblings = append(v.Siblings, siblingView{shorten(s.Request), a.letter(h.Letter, s.N), newOutcomeView(s.Outcome)})
	}
	return v
}

// hitFacts are the quiet line of a hit: only what the letter says.
func hitFacts(h *index.Hit) []string {
	families := make([]string, len(h.Families))
	for i, f := range h.Families {
		families[i] = familyLabel(f)
	}
	place := h.Letter
	if h.N > 0 && h.Items > 0 {
		place += ", item " + itoa(h.N) + " of " + itoa(h.Items)
	}
	facts := nonEmpty(
		prefixed("decided ", day(h.DecisionDate)),
		prefixed("injured ", day(h.DateOfInjury)),
		person(h.Age, h.Sex),
		strings.Join(h.Specialties, ", "),
		strings.Join(families, ", "),
		place,
	)
	facts[0] = capital(facts[0]) // the place is always there
	return facts
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// familyLabel writes a guideline family for people.
func familyLabel(f imr.Family) string {
	if f == imr.OtherFamily {
		return "other evidence"
	}
	return string(f)
}

// textLabels name the text fields for people.
var textLabels = map[string]string{
	"request": "Request", "heading": "Heading", "rationale": "Rationale",
	"reviewer_guideline": "Reviewer’s guideline", "claims_guideline": "Claims administrator’s guideline",
	"diagnosis": "Diagnoses", "summary": "Summary", "body": "Letter", "other": "Documents reviewed",
}

func snippetPlace(s index.Snippet) string {
	place := textLabels[s.Field]
	if s.Page > 0 {
		place += ", p. " + itoa(s.Page)
	}
	return place
}

// letterPlace leads to the line of a snippet in the letter.
func letterPlace(h *index.Hit, a address, s index.Snippet) string {
	if s.Page == 0 || s.Line == 0 {
		return a.letter(h.Letter, h.N)
	}
	return a.letter(h.Letter, 0) + "#" + lineID(s.Page, s.Line)
}

// lineID is the anchor of a line of a letter.
func lineID(page, line int) string { return "p" + itoa(page) + "-l" + itoa(line) }

// shorten cuts a request to what a quiet line bears, between words.
func shorten(s string) string {
	const longest = 60 // bytes: two of them fit a line of a hit
	if len(s) <= longest {
		return s
	}
	cut := strings.LastIndexByte(s[:longest], ' ')
	if cut <= 0 {
		return s
	}
	return strings.TrimRight(s[:cut], " ,;:") + " …"
}
