package parser

import (
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
)

// A layout is one of the forms of the letter: how it is known, which marks
// part it, how its items are found and where their verdicts stand.
type layout struct {
	id imr.Layout
	// signs are the marks of which any one tells the layout; phrase is
	// looked for in the running text where no sign stands.
	signs  []kind
	phrase *pattern.Pattern
	marks  []kind // that part the letter, besides those of every layout
	items  func(*reading)
	// verdict reads the outcome from an item's heading and returns the
	// heading without it.
	verdict func(heading string) (string, imr.Outcome)
}

// layouts are the known layouts in the order in which they are tried. C, D,
// E and F are one form; settleLayout tells them apart by what they cite.
var layouts = []layout{
	{
		id: imr.LayoutZ, signs: []kind{titleZ, guidelineZ, rationaleZ},
		marks: []kind{issue, guidelineZ, rationaleZ},
		items: (*reading).itemsOfIssue, verdict: sentenceVerdict,
	},
	{
		id: imr.LayoutB, signs: []kind{decisionsB},
		marks: []kind{claimsSentence, reviewerSentence, rationaleB},
		items: (*reading).itemsByLabels, verdict: sentenceVerdict,
	},
	{
		id: imr.LayoutC, signs: []kind{decisionsC},
		marks: []kind{claims, reviewer, rationale, credentials, states, certifications},
		items: (*reading).itemsByLabels, verdict: headingVerdict,
	},
	{
		id: imr.LayoutA, signs: []kind{decisionsA, noticeA, sectionA},
		phrase: pattern.New(`(?i)maximus federal services,? inc\.?,? has determined the request for|(?:^|\n)\d{1,2}[.)]\s*regarding the request for`).Literals("has determined the request", "regarding the request"),
		marks:  []kind{regarding, sectionA, rationaleA},
		items:  (*reading).itemsByRequest, verdict: sentenceVerdict,
	},
	{ // a letter of form C whose section headings are cut off
		id: imr.LayoutC, signs: []kind{claims, credentials, states},
		marks: []kind{claims, reviewer, rationale, credentials, states, certifications},
		items: (*reading).itemsByLabels, verdict: headingVerdict,
	},
	{ // a letter of form B whose section headings are cut off
		id: imr.LayoutB, signs: []kind{rationaleB},
		marks: []kind{claimsSentence, reviewerSentence, rationaleB},
		items: (*reading).itemsByLabels, verdict: sentenceVerdict,
	},
}

// unknownLayout reads what no layout fits by the item grammar of C to F.
var unknownLayout = layout{
	id: imr.UnknownLayout,
	marks: []kind{claims, reviewer, rationale, credentials, states, certifications,
		claimsSentence, reviewerSentence, rationaleB},
	items: (*reading).itemsByLabels, verdict: anyVerdict,
}

// findLayout returns the layout that the marks tell.
func findLayout(marks []found, text string) *layout {
	has := map[kind]bool{}
	for _, m := range marks {
		has[m.kind] = true
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

// settleLayout tells C, D, E and F apart, once the items are read.
func (r *reading) settleLayout() {
	l := &r.letter
	l.Layout = r.layout.id
	if r.layout.id != imr.LayoutC {
		return
	}
	if !r.has(credentials) && !r.has(states) && !r.has(certifications) {
		if r.sentenceReviewer || !r.citesYears() {
			return
		}
	}
	year := l.DecisionDate.Year
	if year == 0 {
		year = l.DateAssigned.Year
	}
	if year == 0 {
		year = caseYear(l.CaseNumber)
	}
	switch {
	case year >= 2018 || r.citesAfter(2017):
		l.Layout = imr.LayoutF
	case year > 2015:
		l.Layout = imr.LayoutE
	case year != 0 && year < 2015:
		l.Layout = imr.LayoutD
	default:
		l.Layout = r.layoutOfCitations(year)
	}
}

// layoutOfCitations tells D from E by how guidelines are cited, in a letter
// of 2015, when the form changed, or of no year.
func (r *reading) layoutOfCitations(year int16) imr.Layout {
	sections := r.citesSections() || r.anyGuideline(laterWords)
	pages := r.anyGuideline(pageLabel) || r.anyGuideline(earlierWords)
	switch {
	case sections && !pages:
		return imr.LayoutE
	case pages && !sections:
		return imr.LayoutD
	case r.citesYears() || year == 0:
		return imr.LayoutE
	}
	return imr.LayoutD
}

// caseYear returns the year in a case number, 0 when there is none.
func caseYear(c imr.CaseNumber) int16 {
	for i := 0; i+1 < len(c); i++ {
		if c[i] >= '0' && c[i] <= '9' {
			return 2000 + int16(c[i]-'0')*10 + int16(c[i+1]-'0')
		}
	}
	return 0
}

var (
	sectionWord  = pattern.New(`\bSections?(?:\(s\))?\s*:`).Prefixes("section")
	pageLabel    = pattern.New(`\bPages?(?:\(s\))?\s*:`).Prefixes("page")
	earlierWords = pattern.New(`\bMTUS ACOEM Chapter \d|\bChronic Pain Treatment Guidelines\b|did not base their decision on the MTUS`).Literals("mtus acoem chapter", "chronic pain treatment", "did not base their")
	laterWords   = pattern.New(`outside of the MTUS Guidelines`).Literals("outside of the mtus")
	titleYear    = pattern.New(`\bMTUS [A-Z][A-Za-z ,&-]+ 20\d\d\b`).Prefixes("mtus")
)

func (r *reading) citesSections() bool { return r.anyGuideline(sectionWord) }
func (r *reading) citesYears() bool    { return r.anyGuideline(titleYear) || r.citesSections() }

func (r *reading) anyGuideline(re *pattern.Pattern) bool {
	for i := range r.letter.Items {
		it := &r.letter.Items[i]
		if re.MatchString(it.ClaimsAdministrator.Text) || re.MatchString(it.ReviewerGuidelines.Text) {
			return true
		}
	}
	return false
}

// citesAfter reports whether an MTUS guideline of that year or later is cited.
func (r *reading) citesAfter(year int) bool {
	for i := range r.letter.Items {
		it := &r.letter.Items[i]
		for _, side := range []*imr.Guidelines{&it.ClaimsAdministrator, &it.ReviewerGuidelines} {
			for _, c := range side.Citations {
				if c.Family == imr.MTUSACOEM && c.Year > 2007 && strings.HasSuffix(c.Title, "Disorders") {
					return true // the chapters of 2017 and later
				}
				if c.Year >= year && (c.Family == imr.MTUSACOEM || c.Family == imr.MTUSOpioids || c.Family == imr.MTUSChronicPain) {
					return true
				}
			}
		}
	}
	return false
}
