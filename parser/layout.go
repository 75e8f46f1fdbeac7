package parser

import (
	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// A layout is one of the forms of the letter: how it is known, which marks
// part it, how its items are found and where their verdicts stand.
type layout struct {
	id imr.Layout
	// signs are the marks any of which shows the layout; phrase is searched for
	// in the text when there are none.
	signs  []outline.Kind
	phrase *pattern.Pattern
	marks  []outline.Kind // that part the letter, besides those of every layout
	items  grammar
	// verdict reads the outcome from an item's heading and returns the
	// heading without it.
	verdict func(heading string) (string, imr.Outcome)
}

// A grammar says how the items of a layout are found.
type grammar int

const (
	byLabels  grammar = iota // a heading with a verdict, then three labels
	byRequest                // "Regarding the request for", and a list of determinations
	byIssue                  // the issue at dispute is the item
)

// layouts are the known layouts in the order in which they are tried. C, D,
// E and F are one form; refineLayout tells them apart by what they cite.
var layouts = []layout{
	{
		id: imr.LayoutZ, signs: []outline.Kind{outline.TitleZ, outline.GuidelineZ, outline.RationaleZ},
		marks: []outline.Kind{outline.Issue, outline.GuidelineZ, outline.RationaleZ},
		items: byIssue, verdict: sentenceVerdict,
	},
	{
		id: imr.LayoutB, signs: []outline.Kind{outline.DecisionsB},
		marks: []outline.Kind{outline.ClaimsSentence, outline.ReviewerSentence, outline.RationaleB},
		items: byLabels, verdict: sentenceVerdict,
	},
	{
		id: imr.LayoutC, signs: []outline.Kind{outline.DecisionsC},
		marks: []outline.Kind{outline.Claims, outline.Reviewer, outline.Rationale, outline.Credentials, outline.States, outline.Certifications},
		items: byLabels, verdict: headingVerdict,
	},
	{
		id: imr.LayoutA, signs: []outline.Kind{outline.DecisionsA, outline.NoticeA, outline.SectionA},
		phrase: pattern.New(`(?i)maximus federal services,? inc\.?,? has determined the request for|(?:^|\n)\d{1,2}[.)]\s*regarding the request for`).Literals("has determined the request", "regarding the request"),
		marks:  []outline.Kind{outline.Regarding, outline.SectionA, outline.RationaleA},
		items:  byRequest, verdict: sentenceVerdict,
	},
	{ // a letter of form C whose section headings are cut off
		id: imr.LayoutC, signs: []outline.Kind{outline.Claims, outline.Credentials, outline.States},
		marks: []outline.Kind{outline.Claims, outline.Reviewer, outline.Rationale, outline.Credentials, outline.States, outline.Certifications},
		items: byLabels, verdict: headingVerdict,
	},
	{ // a letter of form B whose section headings are cut off
		id: imr.LayoutB, signs: []outline.Kind{outline.RationaleB},
		marks: []outline.Kind{outline.ClaimsSentence, outline.ReviewerSentence, outline.RationaleB},
		items: byLabels, verdict: sentenceVerdict,
	},
}

// unknownLayout reads what no layout fits by the item grammar of C to F.
var unknownLayout = layout{
	id: imr.UnknownLayout,
	marks: []outline.Kind{outline.Claims, outline.Reviewer, outline.Rationale, outline.Credentials, outline.States, outline.Certifications,
		outline.ClaimsSentence, outline.ReviewerSentence, outline.RationaleB},
	items: byLabels, verdict: anyVerdict,
}

// findLayout returns the layout that the marks tell.
func findLayout(marks []outline.Mark, text string) *layout {
	has := map[outline.Kind]bool{}
	for _, m := range marks {
		has[m.Kind] = true
	}
	for i := range layouts {
		l := &layouts[i]
		for _, k := range l.signs {
			if has[k] {
				return l
			}
		}
		if l.phrase != nil && l.phrase.MatchString(text) {
			return l
		}
	}
	return &unknownLayout
}

// everywhere are the kinds that part letters of every layout.
var everyLayout = []outline.Kind{outline.How, outline.Qualifications, outline.Summary, outline.Documents, outline.DecisionsA, outline.DecisionsB, outline.DecisionsC, outline.Closing}
