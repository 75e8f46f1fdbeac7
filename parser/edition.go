package parser

import (
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/lexicon/pattern"
	"imrsearch/parser/outline"
)

// refineLayout tells C, D, E and F apart, once the items are read.
func (r *reading) refineLayout() {
	l := &r.letter
	l.Layout = r.layout.id
	if r.layout.id != imr.LayoutC {
		return
	}
	if !r.Has(outline.Credentials) && !r.Has(outline.States) && !r.Has(outline.Certifications) {
		if r.reviewerInProse || !r.citesYears() {
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
