package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/cite"
	"imrsearch/index/highlight"
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon"
)

// An Item is an item of a letter with all its texts.
type Item struct {
	N          int
	Outcome    Outcome
	Request    []LetterSentence
	Heading    []LetterSentence
	Facts      []string
	Guidelines []Guideline
	Rationale  []Paragraph
	SimilarURL string
	WhyHere    string // the anchor of the sentence that decides, where there is none: the item's own
	Cites      string // the forms of a text without a page, as JSON: for the script
	Citation   string // brief form
	Forms      []Fact // the others
	CiteFiles  []Link // for reference managers
	COinS      string // the same, for those that read pages
	ID         string
	Kept       *Kept // nil where nothing is kept
}

// A Guideline is what one side cites: the text, and the citations found in it.
type Guideline struct {
	Label      string
	Paragraphs []Paragraph
	Citations  []Citation
}

// A Citation is one citation by its parts, each with a link to its place in the
// citation index, and what the guideline was on the day of the decision, "" where
// nothing sure is known.
type Citation struct {
	Family, URL string
	Work        Link // title and chapter; its text is "" where none is named
	Year        string
	Sections    []Link
	Pages       []Link
	Status      string
}

// newItem shows determination d, the i-th of its letter from 0.
func newItem(t *letterText, d *index.Determination, i int) Item {
	item := d.Item
	v := Item{
		N: item.N, Outcome: NewOutcome(item.Outcome), Facts: itemFacts(item),
		SimilarURL: similarURL(item.ID), ID: item.ID,
	}
	c := cite.Of(d.Letter, item)
	v.Citation, v.COinS, v.Cites = c.Brief(), c.COinS(), citesOf(c)
	if _, _, ok := highlight.Reason(d); !ok {
		v.WhyHere = whyID(item.N)
	}
	v.Forms = []Fact{{"With its page", c.At(item.Page, 0).Bluebook()}, {"Short", c.Short()}}
	for _, f := range []string{"RIS", "BibTeX", "CSL-JSON"} {
		v.CiteFiles = append(v.CiteFiles, Link{f, citeFile(item.ID, f)})
	}
	line := func(f index.TextField) []LetterSentence {
		for _, paragraph := range t.field(d, i, f) {
			return paragraph.Sentences
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
		what  imr.Guidelines
	}{
		{"Claims administrator’s guideline", index.ClaimsGuidelineText, item.ClaimsAdministrator},
		{"Reviewer’s guideline", index.ReviewerGuidelineText, item.ReviewerGuidelines},
	} {
		if paragraphs := t.field(d, i, side.field); paragraphs != nil {
			v.Guidelines = append(v.Guidelines, Guideline{side.label, paragraphs, newCitations(side.what.Citations, d.Letter.DecisionDate)})
		}
	}
	v.Rationale = t.field(d, i, index.RationaleText)
	return v
}

// citesOf writes the forms in which a text cites, each with its name.
func citesOf(c cite.Citation) string {
	list, err := json.Marshal([][2]string{{"For a brief", c.Brief()}, {"With its page", c.Bluebook()}, {"Short", c.Short()}})
	if err != nil {
		return "" // strings always can be written
	}
	return string(list)
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

func newCitations(list []imr.Citation, decided imr.Date) []Citation {
	var out []Citation
	for _, c := range list {
		family := index.FamilyNode(c.Family)
		u := index.NewCiteUnit(index.EitherSide, c)
		work, named := family.WorkOf(&u)
		v := Citation{Family: familyLabel(c.Family), URL: citesURL(family), Status: citedStatus(c, decided)}
		if named {
			v.Work = Link{citedWork(c), citesURL(work)}
		}
		if c.Year > 0 {
			v.Year = strconv.Itoa(c.Year)
		}
		for _, name := range append(c.Sections[:len(c.Sections):len(c.Sections)], c.Topics...) {
			at := work
			if at.Section = index.FoldValue(name); at.Section != "" {
				v.Sections = append(v.Sections, Link{name, citesURL(at)})
			}
		}
		for _, r := range c.Pages {
			if len(r) == 2 && r[0] > 0 {
				at := work
				at.Page = r[0]
				v.Pages = append(v.Pages, Link{pageRange(r), citesURL(at)})
			}
		}
		out = append(out, v)
	}
	return out
}

// citesURL is a place of the citation index.
func citesURL(n index.CiteNode) string { return "/cites/" + n.Path() }

func citedWork(c imr.Citation) string {
	chapter := ""
	if c.Chapter > 0 {
		chapter = "chapter " + strconv.Itoa(c.Chapter)
	}
	return joined(" · ", c.Title, chapter)
}

// citedStatus says what the cited guideline was on the day of the decision, with
// the regulation; "" where nothing sure is known.
func citedStatus(c imr.Citation, decided imr.Date) string {
	status, p := lexicon.StatusOn(c, decided)
	day := "on " + LongDay(decided)
	switch by := p.Regulation; status {
	case lexicon.InForce:
		return "in force " + day + " (" + by + ")"
	case lexicon.Superseded:
		return "superseded since " + dayAfter(p.Until) + " by " + p.SupersededBy + " (" + by + ")"
	case lexicon.NoLonger:
		return "no longer part of the MTUS " + day + " (" + by + ")"
	case lexicon.NotYet:
		return "not yet part of the MTUS " + day + " (" + by + ")"
	case lexicon.OutsideOfMTUS:
		return joined(", ", "not part of the MTUS", prefixed("see ", by))
	}
	return ""
}

func dayAfter(d imr.Date) string { return d.Time().AddDate(0, 0, 1).Format("January 2, 2006") }

func pageRange(r []int) string {
	if r[0] == r[1] {
		return "p. " + strconv.Itoa(r[0])
	}
	return "pp. " + strconv.Itoa(r[0]) + "–" + strconv.Itoa(r[1])
}

// citeFile is the address of an item for a reference manager.
func citeFile(id, form string) string {
	ends := map[string]string{"RIS": ".ris", "BibTeX": ".bib", "CSL-JSON": ".json"}
	return strings.TrimSuffix(similarURL(id), "/similar") + "/citation" + ends[form]
}
