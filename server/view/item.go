package view

import (
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/parser/imr"
)

// An Item is an item of a letter with all its texts.
type Item struct {
	N          int
	Outcome    Outcome
	Request    []LetterPiece
	Heading    []LetterPiece
	Facts      []string
	Guidelines []Guideline
	Rationale  [][]LetterPiece
	SimilarURL string
	Citation   string
}

// A Guideline is what one side cites: the text, and the citations found in it.
type Guideline struct {
	Label      string
	Paragraphs [][]LetterPiece
	Citations  []Citation
}

// A Citation is one citation by its parts, each with a link to the items that
// cite the same.
type Citation struct {
	Family, URL, Detail string
	Pages               []Link
}

// newItem shows determination d, the i-th of its letter from 0.
func newItem(t *letterText, d *index.Determination, i int) Item {
	item := d.Item
	v := Item{
		N: item.N, Outcome: NewOutcome(item.Outcome), Facts: itemFacts(item),
		SimilarURL: similarURL(item.ID), Citation: citation(d.Letter, item),
	}
	line := func(f index.TextField) []LetterPiece {
		for _, paragraph := range t.field(d, i, f) {
			return paragraph
		}
		return nil
	}
	v.Request = line(index.RequestText)
	if v.Request == nil {
		v.Request = line(index.HeadingText)
	} else if item.Heading != item.Request {
		v.Heading = line(index.HeadingText)
	}
	for _, side := range []struct {
		label string
		field index.TextField
		facet string
		what  imr.Guidelines
	}{
		{"Claims administrator’s guideline", index.ClaimsGuidelineText, "claims_family", item.ClaimsAdministrator},
		{"Reviewer’s guideline", index.ReviewerGuidelineText, "reviewer_family", item.ReviewerGuidelines},
	} {
		if paragraphs := t.field(d, i, side.field); paragraphs != nil {
			v.Guidelines = append(v.Guidelines, Guideline{side.label, paragraphs, newCitations(side.what.Citations, side.facet)})
		}
	}
	v.Rationale = t.field(d, i, index.RationaleText)
	return v
}

// itemFacts returns what the lexicon found in the request and the rationale.
func itemFacts(item *imr.Item) []string {
	t := &item.Treatment
	flags := []string{}
	if item.Retrospective {
		flags = append(flags, "retrospective")
	}
	if item.RemainingPortion {
		flags = append(flags, "remaining portion")
	}
	subclass := t.Subclass
	if subclass == t.Class {
		subclass = ""
	}
	reasons := []string{prefixed("reasons: ", strings.Join(item.Reasons, ", "))}
	if len(item.ReasonsFor) > 0 && len(item.ReasonsAgainst) > 0 {
		reasons = []string{"for it: " + strings.Join(item.ReasonsFor, ", "), "against it: " + strings.Join(item.ReasonsAgainst, ", ")}
	}
	facts := []string{t.Class, subclass, strings.Join(t.Drugs, ", "), strings.Join(t.Dose, ", "), strings.Join(t.BodyParts, ", "),
		strings.Join(t.Levels, ", "), t.Side, t.Frequency, strings.Join(flags, ", ")}
	return nonEmpty(append(facts, reasons...)...)
}

func newCitations(list []imr.Citation, facet string) []Citation {
	var out []Citation
	for _, c := range list {
		v := Citation{
			Family: familyLabel(c.Family), URL: Address{}.With(facet, string(c.Family)).URL("/"),
			Detail: citationDetail(c),
		}
		for _, r := range c.Pages {
			if len(r) == 2 {
				v.Pages = append(v.Pages, Link{pageRange(r), Address{}.With("q", "page:"+strconv.Itoa(r[0])).URL("/")})
			}
		}
		out = append(out, v)
	}
	return out
}

func citationDetail(c imr.Citation) string {
	chapter, year := "", ""
	if c.Chapter > 0 {
		chapter = "chapter " + strconv.Itoa(c.Chapter)
	}
	if c.Year > 0 {
		year = strconv.Itoa(c.Year)
	}
	return joined(" · ", c.Title, chapter, year, strings.Join(c.Sections, ", "), strings.Join(c.Topics, ", "))
}

func pageRange(r []int) string {
	if r[0] == r[1] {
		return "p. " + strconv.Itoa(r[0])
	}
	return "pp. " + strconv.Itoa(r[0]) + "–" + strconv.Itoa(r[1])
}

// citation names an item as a brief does.
func citation(l *imr.Letter, item *imr.Item) string {
	name, outcome := "IMR Case No. "+l.ID, ""
	if l.CaseNumber == "" {
		name = "IMR letter " + l.ID
	}
	if item.Outcome != imr.UnknownOutcome {
		outcome = string(item.Outcome)
	}
	return joined(", ", name, "item "+strconv.Itoa(item.N), prefixed("decided ", longDay(l.DecisionDate)), outcome)
}
