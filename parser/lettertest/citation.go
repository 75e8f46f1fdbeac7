package lettertest

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
)

// A cited guideline and how letters of the era word it.
type cited struct {
	imr.Citation
	words string // with sections or pages
}

func (c cited) mtus() bool { return strings.HasPrefix(string(c.Family), "MTUS") }

// drawGuidelines writes both sides' guidelines.
func (d *draft) drawGuidelines(it *imr.Item, t *topic) {
	options := d.citable(t)
	switch d.truth.Layout {
	case imr.LayoutZ:
		d.guidelinesZ(it, options)
	case imr.LayoutA, imr.LayoutB:
		d.guidelinesAB(it, options)
	default:
		it.ClaimsAdministrator = d.citedBy("Claims Administrator", options, 18)
		it.ReviewerGuidelines = d.citedBy("Expert Reviewer", options, 7)
	}
}

// citedBy writes what one side cites; in none percent of the cases, nothing.
func (d *draft) citedBy(who string, options []cited, none int) imr.Guidelines {
	if d.chance(none) {
		return imr.Guidelines{Text: "The " + who + " did not cite any medical evidence for its decision.", Citations: []imr.Citation{}}
	}
	n := 1
	for n < 3 && d.chance(28) {
		n++
	}
	chosen := some(d.source, options, n)
	slices.SortStableFunc(chosen, func(a, b cited) int { return rank(a) - rank(b) })
	g := imr.Guidelines{Cited: true, Text: d.citationText(who, chosen)}
	for _, c := range chosen {
		g.Citations = append(g.Citations, named(c.Citation))
	}
	return g
}

// rank puts the MTUS before what stands outside it.
func rank(c cited) int {
	switch {
	case c.mtus():
		return 0
	case c.Family == imr.ODG:
		return 1
	case c.Family == imr.ACOEM:
		return 2
	}
	return 3
}

func (d *draft) citationText(who string, chosen []cited) string {
	var inside, outside []string
	other := ""
	for _, c := range chosen {
		switch {
		case c.mtus():
			inside = append(inside, c.words)
		case c.Family == imr.OtherFamily && len(chosen) > 1:
			other = c.words
		default:
			outside = append(outside, c.words)
		}
	}
	var sentences []string
	if len(inside) > 0 {
		sentences = append(sentences, "Decision based on MTUS "+strings.Join(inside, d.between2())+".")
	} else {
		sentences = append(sentences, d.outsideOnly(who))
	}
	switch {
	case len(outside) > 0 && other != "":
		sentences = append(sentences, "Decision based on Non-MTUS Citation "+strings.Join(outside, ", and ")+" and Other Medical Treatment Guidelines "+other+".")
	case other != "":
		sentences = append(sentences, "Decision based on Non-MTUS Citation Other Medical Treatment Guidelines "+other+".")
	case len(outside) > 0:
		sentences = append(sentences, "Decision based on Non-MTUS Citation "+strings.Join(outside, ", and ")+".")
	}
	return strings.Join(sentences, " ")
}

// between2 is what parts two guidelines of the MTUS.
func (d *draft) between2() string {
	if d.bySections() {
		return ", and "
	}
	return ", and MTUS "
}

func (d *draft) outsideOnly(who string) string {
	if d.bySections() {
		return "The " + who + " based their decision on recommendation(s) outside of the MTUS Guidelines."
	}
	return "The " + who + " did not base their decision on the MTUS."
}

// bySections reports whether citations name title, year and section, as they
// do from layout E on, not chapter and pages.
func (d *draft) bySections() bool {
	return d.truth.Layout == imr.LayoutE || d.truth.Layout == imr.LayoutF
}

// citable lists what can be cited for the topic and the body part.
func (d *draft) citable(t *topic) []cited {
	var out []cited
	switch d.truth.Layout {
	case imr.LayoutF:
		out = d.laterGuidelines(t)
	case imr.LayoutE:
		out = d.guidelinesByTitle(t)
	default:
		out = d.guidelinesByPage(t)
	}
	for _, o := range t.odg {
		out = append(out, d.odgCitation(o))
	}
	if d.chance(12) {
		out = append(out, d.otherGuideline())
	}
	return out
}

// citation returns a citation with its lists made.
func citation(family imr.Family, title string) imr.Citation {
	return imr.Citation{Family: family, Title: title, Sections: []string{}, Topics: []string{}, Pages: [][]int{}}
}

// guidelinesByPage words them as layouts C and D do.
func (d *draft) guidelinesByPage(t *topic) []cited {
	var out []cited
	for _, section := range t.body {
		pages, ok := d.part.sections[section]
		if !ok || d.part.title == "" {
			continue
		}
		c := citation(imr.MTUSACOEM, d.part.title)
		c.Chapter = d.part.chapter
		words := "ACOEM Chapter " + itoa(c.Chapter) + " " + c.Title
		if d.chance(70) {
			c.Pages = pageRanges(pages)
			words += " Page(s): " + pages
		}
		out = append(out, cited{c, words})
	}
	for _, topic := range t.chronic {
		c := citation(imr.MTUSChronicPain, "Chronic Pain Treatment Guidelines")
		c.Topics, c.Pages = []string{topic.topic}, topic.pages
		out = append(out, cited{c, c.Title + " " + topic.topic + " Page(s): " + pagesText(c.Pages)})
	}
	if slices.Contains(t.later, "Acupuncture") {
		c := citation(imr.MTUSAcupuncture, "Acupuncture Treatment Guidelines")
		out = append(out, cited{c, c.Title})
	}
	return out
}

// guidelinesByTitle words them as layout E does.
func (d *draft) guidelinesByTitle(t *topic) []cited {
	var out []cited
	for _, section := range t.body {
		if d.part.title == "" {
			continue
		}
		c := citation(imr.MTUSACOEM, d.part.title)
		c.Chapter, c.Year = d.part.chapter, d.part.year
		words := c.Title + " " + itoa(c.Year)
		if d.chance(80) {
			c.Sections = []string{section}
			words += ", Section(s): " + section
			if d.chance(20) {
				c.Sections = append(c.Sections, "Summary")
				words += ", Summary"
			}
		}
		out = append(out, cited{c, words})
	}
	year := 2009
	if d.decided.Year() > 2016 || d.decided.Year() == 2016 && d.decided.Month() > 7 {
		year = 2016
	}
	for _, topic := range t.chronic {
		c := citation(imr.MTUSChronicPain, "Chronic Pain Medical Treatment")
		c.Year, c.Sections = year, []string{topic.topic}
		out = append(out, cited{c, c.Title + " " + itoa(year) + ", Section(s): " + topic.topic})
	}
	if slices.Contains(t.later, "Acupuncture") {
		c := citation(imr.MTUSAcupuncture, "Acupuncture Treatment")
		c.Year = 2007
		out = append(out, cited{c, "Acupuncture Treatment 2007"})
	}
	if year == 2016 && t == d.topics["opioids"] {
		section := pick(d.source, opioidSections)
		c := citation(imr.MTUSOpioids, "Opioid Treatment")
		c.Year, c.Sections = 2016, []string{section}
		out = append(out, cited{c, "Opioid Treatment 2016, Section(s): " + section})
	}
	return out
}

var opioidSections = []string{
	"1.4 Opioids for Acute Pain: Opioids for Post-operative Pain",
	"2.1 Opioids for Subacute Pain",
	"3.3.9 Opioids for Chronic Pain and Chronic Opioid Treatment: Maintenance of Chronic Opioid Treatment",
	"3.3.8 Opioids for Chronic Pain and Chronic Opioid Treatment: Opioid Titration and Dosing Threshold",
	"4.1 Tapering Opioids: Indications for Tapering Opioids",
}

// laterGuidelines words them as layout F does.
func (d *draft) laterGuidelines(t *topic) []cited {
	var out []cited
	family, title, year := imr.MTUSACOEM, d.part.later, 2017
	switch t {
	case d.topics["opioids"], d.topics["opioid-short"]:
		family, title = imr.MTUSOpioids, "Opioids"
	case d.topics["anticonvulsant"], d.topics["antidepressant"], d.topics["topical"], d.topics["program"]:
		family, title = imr.MTUSChronicPain, "Chronic Pain"
	}
	for _, section := range t.later {
		c := citation(family, title)
		c.Year, c.Sections = year, []string{section}
		out = append(out, cited{c, title + " " + itoa(year) + ", Section(s): " + section})
	}
	if d.chance(15) {
		c := citation(imr.MTUSACOEM, "Initial Approaches to Treatment")
		c.Year = 2017
		out = append(out, cited{c, "Initial Approaches to Treatment 2017"})
	}
	return out
}

func (d *draft) odgCitation(o odgTopic) cited {
	chapter := o.chapter
	if chapter == "@" {
		chapter = d.part.odg
	}
	c := citation(imr.ODG, chapter)
	c.Topics = []string{o.topic}
	switch d.IntN(3) {
	case 0:
		return cited{c, "Official Disability Guidelines (ODG), " + chapter + " Chapter, " + o.topic}
	case 1:
		return cited{c, "Official Disability Guidelines (ODG) " + chapter + ", " + o.topic}
	}
	return cited{c, "ODG, " + chapter + " Chapter, " + o.topic}
}

// otherGuideline is one that is neither MTUS nor ODG.
func (d *draft) otherGuideline() cited {
	if d.chance(40) {
		title := pick(d.source, []string{"ACOEM 3rd Edition, Low Back Disorders", "ACOEM Practice Guidelines, 3rd Edition"})
		return cited{citation(imr.ACOEM, title), title}
	}
	title := pick(d.source, []string{"UpToDate", "http://www.drugs.com", "National Guideline Clearinghouse", "FDA label"})
	return cited{citation(imr.OtherFamily, title), title}
}
