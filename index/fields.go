package index

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
	"imrsearch/parser/measure"
)

// fieldTable is the one table of fields, in the order of help and facets.
var fieldTable = []*Field{
	{Name: "request", Aliases: []string{"treatment", "rx"}, Kind: KindText, Texts: RequestText.Set(), Label: "Request",
		Help: "what was asked for: request:(epidural OR esi)"},
	{Name: "heading", Kind: KindText, Texts: HeadingText.Set(), Label: "Heading",
		Help: "the item's whole heading: heading:#MRI"},
	{Name: "rationale", Kind: KindText, Texts: RationaleText.Set(), Label: "Rationale",
		Help: `the reviewer's reasons: rationale:"functional improvement"`},
	{Name: "summary", Kind: KindText, Texts: SummaryText.Set(), Label: "Clinical summary",
		Help: "the clinical case summary: summary:diabetes"},
	{Name: "diagnosis", Aliases: []string{"dx", "diagnoses"}, Kind: KindText, Texts: DiagnosisText.Set(), Label: "Diagnoses",
		Help: "the diagnoses: dx:radiculopathy"},
	{Name: "guideline", Aliases: []string{"guidelines"}, Kind: KindText, Texts: GuidelineTexts, Label: "Guideline texts",
		Help: `what both sides cite, in words: guideline:"low back"`},
	{Name: "claims_guideline", Aliases: []string{"ur"}, Kind: KindText, Texts: ClaimsGuidelineText.Set(), Label: "Claims administrator's guideline",
		Help: "what the claims administrator cites: ur:ODG"},
	{Name: "reviewer_guideline", Kind: KindText, Texts: ReviewerGuidelineText.Set(), Label: "Reviewer's guideline",
		Help: "what the reviewer cites: reviewer_guideline:acupuncture"},
	{Name: "text", Kind: KindText, Texts: AllTexts, Label: "All texts",
		Help: "all texts and what else the letter says: text:MRI"},

	{Name: "outcome", Kind: KindKeyword, Label: "Outcome", Facet: true, Shown: true,
		Help:   "what was decided: outcome:overturned",
		Order:  []string{"overturned", "modified", "upheld", "unknown"},
		Values: func(d *Determination) []string { return values(string(d.Item.Outcome)) }},
	{Name: "class", Kind: KindKeyword, Label: "Treatment", Facet: true, Shown: true,
		Help:   "the treatment's class: class:injection",
		Values: func(d *Determination) []string { return values(d.Item.Treatment.Class) }},
	{Name: "subclass", Kind: KindKeyword, Label: "Kind of treatment", Facet: true, Shown: true,
		Help:   "the treatment's subclass: subclass:acupuncture",
		Values: func(d *Determination) []string { return values(d.Item.Treatment.Subclass) }},
	{Name: "drug", Kind: KindKeyword, Label: "Drug", Facet: true, Shown: true,
		Help:   "the drug by its generic name: drug:hydrocodone",
		Values: func(d *Determination) []string { return d.Item.Treatment.Drugs }},
	{Name: "drug_class", Kind: KindKeyword, Label: "Drug class", Facet: true,
		Help:   "the drug's class: drug_class:opioid",
		Values: func(d *Determination) []string { return d.Item.Treatment.DrugClass }},
	{Name: "named", Kind: KindKeyword, Label: "Treatment", Facet: true,
		Help:   `the treatment that is asked for, by the name it has here: named:"epidural steroid injection"`,
		Values: func(d *Determination) []string { return d.Item.Treatment.Names }},
	{Name: "dose", Aliases: []string{"strength"}, Kind: KindKeyword, Label: "Dose", Facet: true, Canonical: canonicalDose,
		Help:   `the dose or strength of the drug: dose:"50 mg"`,
		Values: func(d *Determination) []string { return d.Item.Treatment.Dose }},
	{Name: "quantity", Aliases: []string{"qty"}, Kind: KindNumber, Label: "Quantity", Facet: true, Sortable: true, Bands: EachNumber,
		Help:    "how many pills, visits or things: quantity:>=60",
		Numbers: func(d *Determination) []int { return numbers(d.Item.Treatment.Quantity) }},
	{Name: "level", Aliases: []string{"levels"}, Kind: KindKeyword, Label: "Level of the spine", Facet: true, Canonical: canonicalLevel,
		Help:   "the level of the spine: level:L4-L5",
		Values: func(d *Determination) []string { return d.Item.Treatment.Levels }},
	{Name: "body", Aliases: []string{"body_part"}, Kind: KindKeyword, Label: "Body part", Facet: true, Shown: true,
		Help:   "the body part of the request: body:shoulder",
		Values: func(d *Determination) []string { return d.Item.Treatment.BodyParts }},
	{Name: "stage", Kind: KindKeyword, Label: "Stage of care", Facet: true,
		Help:   `at which point of a treatment it is asked for: stage:"continued or repeated"`,
		Values: func(d *Determination) []string { return values(d.Item.Stage) }},
	{Name: "diagnosed", Kind: KindKeyword, Label: "Body part diagnosed", Facet: true,
		Help:   "the body parts of the diagnoses: diagnosed:knee",
		Values: diagnosedParts},
	{Name: "reason", Kind: KindKeyword, Label: "Reason given", Facet: true, Shown: true,
		Help:   `why, as the rationale words it: reason:"no functional improvement"`,
		Values: func(d *Determination) []string { return d.Item.Reasons }},
	{Name: "reason_for", Kind: KindKeyword, Label: "Reason for", Facet: true,
		Help:   `what speaks for approval: reason_for:"conservative care failed"`,
		Values: func(d *Determination) []string { return d.Item.ReasonsFor }},
	{Name: "reason_against", Kind: KindKeyword, Label: "Reason against", Facet: true,
		Help:   `what speaks against approval: reason_against:"exceeds guideline"`,
		Values: func(d *Determination) []string { return d.Item.ReasonsAgainst }},
	{Name: "family", Kind: KindKeyword, Label: "Guideline cited by either side", Facet: true,
		Help: "guideline family on either side: family:acoem", Order: familyOrder,
		Values: func(d *Determination) []string {
			return families(&d.Item.ReviewerGuidelines, &d.Item.ClaimsAdministrator)
		}},
	{Name: "reviewer_family", Kind: KindKeyword, Label: "Guideline cited by the reviewer", Facet: true, Shown: true,
		Help: "the reviewer's guideline family: reviewer_family:ODG", Order: familyOrder,
		Values: func(d *Determination) []string { return families(&d.Item.ReviewerGuidelines) }},
	{Name: "claims_family", Kind: KindKeyword, Label: "Guideline cited by the claims administrator", Facet: true,
		Help: "the claims administrator's guideline family: claims_family:MTUS", Order: familyOrder,
		Values: func(d *Determination) []string { return families(&d.Item.ClaimsAdministrator) }},
	{Name: "section", Kind: KindKeyword, Label: "Section cited", Facet: true,
		Help:   `a section of a guideline, cited by either side: section:"special studies"`,
		Values: sections, Printed: true},
	{Name: "chapter", Kind: KindNumber, Label: "Chapter cited", Facet: true, Bands: EachNumber,
		Help: "a chapter of the ACOEM guidelines, cited by either side: chapter:12", Numbers: chapters},
	{Name: "page", Kind: KindNumber, Label: "Page cited",
		Help: "a page inside a cited range: page:288", Numbers: pages},
	{Name: "sides", Kind: KindKeyword, Label: "Guidelines of both sides", Facet: true, Order: sidesOrder,
		Help: `whether both sides cite the same families: sides:differ`, Values: sides},
	{Name: "cite", Aliases: []string{"cites"}, Kind: KindCite, Label: "Citation",
		Help: "one citation that has all of it: cite:(ur acoem chapter:12 page:287)"},
	{Name: "specialty", Kind: KindKeyword, Label: "Reviewer's specialty", Facet: true, Shown: true,
		Help:   `the reviewer's board specialty: specialty:"pain medicine"`,
		Values: func(d *Determination) []string { return d.Letter.Reviewer.SpecialtyNames }},
	{Name: "licensed", Kind: KindKeyword, Label: "Licensed in", Facet: true,
		Help:   "a state of the reviewer's licence: licensed:california",
		Values: func(d *Determination) []string { return d.Letter.Reviewer.LicensedIn }},
	{Name: "sex", Kind: KindKeyword, Label: "Sex", Facet: true, Shown: true,
		Help:   "the worker's sex: sex:female",
		Values: func(d *Determination) []string { return values(d.Letter.Patient.Sex) }},
	{Name: "age", Kind: KindNumber, Label: "Age", Facet: true, Shown: true, Sortable: true, Bands: DecadeBands,
		Help:    "the worker's age in years: age:40..60",
		Numbers: func(d *Determination) []int { return numbers(d.Letter.Patient.Age) }},
	{Name: "injured", Kind: KindDate, Label: "Injury year", Facet: true, Shown: true, Sortable: true, Bands: YearBands,
		Help:    "date of injury: injured:>=2014-03",
		Numbers: func(d *Determination) []int { return numbers(d.Letter.DateOfInjury.Number()) }},
	{Name: "decided", Kind: KindDate, Label: "Decision year", Facet: true, Shown: true, Sortable: true, Bands: YearBands,
		Help:    "date of the decision: decided:2016",
		Numbers: func(d *Determination) []int { return numbers(d.Letter.DecisionDate.Number()) }},
	{Name: "assigned", Kind: KindDate, Label: "Year assigned", Facet: true, Sortable: true, Bands: YearBands,
		Help:    "date the case was assigned: assigned:2016-11",
		Numbers: func(d *Determination) []int { return numbers(d.Letter.DateAssigned.Number()) }},
	{Name: "received", Kind: KindDate, Label: "Year of application", Facet: true, Sortable: true, Bands: YearBands,
		Help:    "date the application was received: received:2016..2017",
		Numbers: func(d *Determination) []int { return numbers(d.Letter.ApplicationReceived.Number()) }},
	{Name: "waited", Kind: KindNumber, Label: "Days to the decision", Facet: true, Sortable: true, Bands: DayBands,
		Help:    "days from the application's receipt to the decision: waited:>60",
		Numbers: waited},
	{Name: "denied", Kind: KindDate, Label: "Year of denial", Facet: true, Sortable: true, Bands: YearBands,
		Help:    "date of the utilization review denial: denied:<2016",
		Numbers: func(d *Determination) []int { return numbers(d.Letter.URDenialDate.Number()) }},
	{Name: "priority", Kind: KindKeyword, Label: "Priority", Facet: true,
		Help:   "standard or expedited: priority:expedited",
		Values: func(d *Determination) []string { return values(d.Letter.Priority) }},
	{Name: "case_outcome", Kind: KindKeyword, Label: "Case outcome", Facet: true,
		Help:   "what was decided in the whole letter: case_outcome:partial",
		Values: func(d *Determination) []string { return values(string(d.Letter.CaseOutcome)) }},
	{Name: "items", Kind: KindNumber, Label: "Items in the letter", Facet: true, Sortable: true, Bands: EachNumber,
		Help:    "how many items the letter decides: items:>=3",
		Numbers: func(d *Determination) []int { return []int{len(d.Letter.Items)} }},
	{Name: "retrospective", Kind: KindKeyword, Label: "Retrospective", Facet: true, Order: yesNo,
		Help:   "asked for after the service: retrospective:yes",
		Values: func(d *Determination) []string { return values(yes(d.Item.Retrospective)) }},
	{Name: "remaining", Kind: KindKeyword, Label: "Remaining portion", Facet: true, Order: yesNo,
		Help:   "the part that utilization review left open: remaining:yes",
		Values: func(d *Determination) []string { return values(yes(d.Item.RemainingPortion)) }},
	{Name: "layout", Kind: KindKeyword, Label: "Layout of the letter", Facet: true,
		Help:   "the form of the letter, Z to F: layout:E",
		Values: func(d *Determination) []string { return values(string(d.Letter.Layout)) }},
	{Name: "ocr", Kind: KindKeyword, Label: "Read by OCR", Facet: true, Order: yesNo,
		Help:   "the letter, or a page of it, was read from a picture: ocr:yes",
		Values: func(d *Determination) []string { return values(yes(len(d.Letter.Source.OCR.Pages) > 0)) }},
	{Name: "alike", Kind: KindID, Label: "Says the same as",
		Help: "items whose rationales say the same as that of an item: alike:CM16-0990412/2"},
	{Name: "case", Aliases: []string{"id", "letter"}, Kind: KindID, Label: "Case number",
		Help: "a letter or an item: case:CM16-0990412"},
	{Name: "tag", Aliases: []string{"tags", "tagged"}, Kind: KindLabel, Label: "Tag", Facet: true,
		Help: "a tag that you gave to items: tag:urgent"},
	{Name: "note", Aliases: []string{"notes", "noted"}, Kind: KindLabel, Label: "Note",
		Help: "a word of a note that you wrote on an item: note:settlement"},
}

// canonicalDose returns a dose as measure writes it, "" where none was typed.
func canonicalDose(typed string) string {
	if d, ok := measure.ReadDose(strings.ToLower(strings.TrimSpace(typed))); ok {
		return d.String()
	}
	return ""
}

// canonicalLevel returns a level as measure writes it, "" where none was typed.
func canonicalLevel(typed string) string {
	if l, ok := measure.ReadLevel(strings.ToLower(strings.TrimSpace(typed))); ok {
		return l.String()
	}
	return ""
}

var yesNo = []string{"yes", "no"}

var familyOrder = []string{
	string(imr.MTUSACOEM), string(imr.MTUSChronicPain), string(imr.MTUSOpioids), string(imr.MTUSAcupuncture),
	string(imr.MTUSPostsurgical), string(imr.MTUS), string(imr.ODG), string(imr.ACOEM), string(imr.OtherFamily), NoneCited,
}

// NoneCited is the value of a family facet for items where no evidence was
// cited.
const NoneCited = "none cited"

func values(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func numbers(n int) []int {
	if n == 0 {
		return nil
	}
	return []int{n}
}

// waited returns the days from the receipt of the application to the decision;
// none where one of the dates is not known, or they are out of order.
func waited(d *Determination) []int {
	from, to := d.Letter.ApplicationReceived, d.Letter.DecisionDate
	if from.IsZero() || to.IsZero() || to.Number() < from.Number() {
		return nil
	}
	return []int{int(to.Time().Sub(from.Time()).Hours() / 24)}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// families returns the families that the sides cite, each once; that none is
// cited only where a side says something and cites nothing. A side without
// text has no family: absent is absent.
func families(sides ...*imr.Guidelines) []string {
	var out []string
	said := false
	for _, g := range sides {
		said = said || g.Text != ""
		for _, c := range g.Citations {
			out = appendNew(out, string(c.Family))
		}
	}
	if out == nil && said {
		return []string{NoneCited}
	}
	return out
}

// diagnosedParts returns the parts of the body that the diagnoses name, each
// once.
func diagnosedParts(d *Determination) []string {
	var out []string
	for _, diagnosis := range d.Letter.DiagnosisDetails {
		for _, part := range diagnosis.BodyParts {
			out = appendNew(out, part)
		}
	}
	return out
}

// sections returns sections and topics cited by either side, each once.
func sections(d *Determination) []string {
	var out []string
	for _, c := range bothSides(d) {
		for _, list := range [][]string{c.Sections, c.Topics} {
			for _, s := range list {
				out = appendSpelling(out, s)
			}
		}
	}
	return out
}

// chapters returns the chapters cited by either side, each once.
func chapters(d *Determination) []int {
	var out []int
	for _, c := range bothSides(d) {
		if c.Chapter > 0 && !slices.Contains(out, c.Chapter) {
			out = append(out, c.Chapter)
		}
	}
	return out
}

// The values of the field sides.
const (
	SidesSame    = "same"          // both sides cite, and the same families
	SidesDiffer  = "differ"        // both sides cite, and not the same families
	ClaimsMore   = "claims more"   // the claims administrator cites a family that the reviewer does not
	ReviewerMore = "reviewer more" // the reviewer cites one that the claims administrator does not
)

var sidesOrder = []string{SidesSame, SidesDiffer, ClaimsMore, ReviewerMore}

// sides compares the families that both sides cite. A side that is missing in
// the letter is not compared: absent is absent.
func sides(d *Determination) []string {
	claims, reviewer := &d.Item.ClaimsAdministrator, &d.Item.ReviewerGuidelines
	if claims.Text == "" || reviewer.Text == "" {
		return nil
	}
	more := func(a, b *imr.Guidelines) bool {
		return slices.ContainsFunc(a.Citations, func(c imr.Citation) bool {
			return !slices.ContainsFunc(b.Citations, func(o imr.Citation) bool { return o.Family == c.Family })
		})
	}
	claimsMore, reviewerMore := more(claims, reviewer), more(reviewer, claims)
	var out []string
	if len(claims.Citations) > 0 && len(reviewer.Citations) > 0 {
		out = []string{SidesSame}
		if claimsMore || reviewerMore {
			out = []string{SidesDiffer}
		}
	}
	if claimsMore {
		out = append(out, ClaimsMore)
	}
	if reviewerMore {
		out = append(out, ReviewerMore)
	}
	return out
}

// maxCitedRange bounds what one cited range of pages may expand to: longer
// ones are misprints, of which the first and the last page count.
const maxCitedRange = 100

// pages returns every page inside a range cited by either side, each once.
func pages(d *Determination) []int {
	var ranges [][]int
	for _, c := range bothSides(d) {
		ranges = append(ranges, c.Pages...)
	}
	return pagesOf(ranges)
}

// pagesOf returns every page inside a range, each once.
func pagesOf(ranges [][]int) []int {
	var out []int
	seen := map[int]bool{}
	add := func(n int) {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	for _, r := range ranges {
		if len(r) != 2 {
			continue
		}
		if r[1]-r[0] > maxCitedRange || r[1] < r[0] {
			add(r[0])
			add(r[1])
			continue
		}
		for n := r[0]; n <= r[1]; n++ {
			add(n)
		}
	}
	return out
}

func bothSides(d *Determination) []imr.Citation {
	claims, reviewer := d.Item.ClaimsAdministrator.Citations, d.Item.ReviewerGuidelines.Citations
	return append(append([]imr.Citation{}, reviewer...), claims...)
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
