package lettertest

import (
	"strings"

	"imrsearch/parser/imr"
)

// layOutZ lays out the form of the first half of 2013: one issue, whose
// verdict stands in the closing sentence and in a heading.
func (d *draft) layOutZ(p *paper) {
	if !d.traps[TrapCutStart] {
		p.center(d.label("MEDICAL PROFESSIONAL REVIEW"))
		p.blank()
		if d.header {
			d.truth.DecisionDate = dateOf(d.decided)
			p.row("IMR Case Number:", string(d.truth.CaseNumber))
			p.row("Date of Injury:", d.injured.Format("1/2/2006"))
			p.row("Date of Determination:", d.decided.Format("1/2/2006"))
			p.blank()
		}
	}
	it := &d.truth.Items[0]
	d.section(p, "ISSUE AT DISPUTE:", it.Heading)
	d.section(p, "CASE SUMMARY:", d.truth.Summary.Text)
	p.para(d.label("DOCUMENTS REVIEWED FOR DETERMINATION:"))
	d.bullets(p)
	p.line(d.label("MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL"))
	p.line(d.label("REVIEWER AND WHY:"))
	p.para(it.ReviewerGuidelines.Text)
	p.blank()
	verdict := "WAS NOT"
	if it.Outcome == imr.Overturned {
		verdict = "WAS"
	}
	if d.chance(40) {
		verdict = "IS/" + verdict
	}
	p.line(d.label("RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE " + verdict))
	p.line(d.label("MEDICALLY NECESSARY:"))
	if d.traps[TrapCutEnd] {
		d.cutRationale(it)
	}
	if d.traps[TrapBreakInRationale] && p.left() > 4 {
		p.breakIn = d.between(1, 3)
	}
	d.paragraphs(p, it.Rationale)
	p.blank()
	if !d.traps[TrapCutEnd] {
		d.section(p, "MEDICAL REVIEWER QUALIFICATIONS:", d.reviewerSentence("medical reviewer"))
	}
}

// section writes a label with its text beside or below it.
func (d *draft) section(p *paper, label, text string) {
	if d.chance(50) {
		p.para(d.label(label))
		p.para(text)
	} else {
		p.para(d.label(label) + " " + text)
	}
	p.blank()
}

// guidelinesZ words the only guidelines that layout Z tells: the reviewer's.
func (d *draft) guidelinesZ(it *imr.Item, options []cited) {
	it.ClaimsAdministrator = imr.Guidelines{Citations: []imr.Citation{}}
	c := options[0]
	text := c.words
	if c.mtus() {
		text = "CA MTUS, " + text
	}
	it.ReviewerGuidelines = imr.Guidelines{Cited: true, Citations: []imr.Citation{named(c.Citation)},
		Text: strings.TrimSuffix(text, ".") + ". It applies to the condition of the employee."}
}
