package lettertest

import (
	"fmt"
	"imrsearch/parser/imr"
)

// layOutB lays out the form of the turn to 2014: verdicts are sentences.
func (d *draft) layOutB(p *paper) {
	if !d.traps[TrapCutStart] {
		d.cover(p, d.traps[TrapCoverPage] || d.chance(50))
		p.newPage()
		p.center(d.label("HOW THE IMR FINAL DETERMINATION WAS MADE"))
		d.intro(p)
		p.center(d.label("DOCUMENTS REVIEWED"))
		p.para("The following relevant documents received from the interested parties and the documents provided with the application were reviewed and considered. These documents included:")
		d.bullets(p)
	}
	p.center(d.label("CLINICAL CASE SUMMARY"))
	p.para("The physician reviewer developed the following clinical case summary based on a review of the case file, including all medical records:")
	p.blank()
	d.paragraphs(p, d.truth.Summary)
	p.blank()
	p.center(d.label("IMR DECISION(S) AND RATIONALE(S)"))
	p.para("The Final Determination was based on decisions for the disputed items/services set forth below:")
	p.blank()
	for i := range d.truth.Items {
		d.itemB(p, i)
	}
}

// cover writes the block of the case and, where that is wanted, the letter
// to the worker, which lists the items before they are argued.
func (d *draft) cover(p *paper, whole bool) {
	p.center("MAXIMUS FEDERAL SERVICES, INC.")
	p.center("Independent Medical Review")
	p.center("P.O. Box 99000, Sacramento, CA 95899")
	p.blank()
	p.line("Dated: " + d.decided.Format("1/2/2006"))
	p.blank()
	d.caseDates()
	d.truth.Priority = pick(d.source, []string{"standard", "standard", "standard", "expedited"})
	priority := map[string]string{"standard": "STANDARD", "expedited": "EXPEDITED"}[d.truth.Priority]
	p.row(d.label("IMR Case Number:"), string(d.truth.CaseNumber), d.label("Date of Injury:"), d.injured.Format("01/02/2006"))
	p.row(d.label("Claims Number:"), "", d.label("UR Denial Date:"), d.denied.Format("01/02/2006"))
	p.row(d.label("Priority:"), priority, d.label("Application Received:"), d.received.Format("01/02/2006"))
	p.row(d.label("Employee Name:"), "")
	p.row(d.label("Provider Name:"), "")
	if !whole {
		p.blank()
		return
	}
	p.para(d.label("Treatment(s) in Dispute Listed on IMR Application:"))
	for _, it := range d.truth.Items {
		p.para(plainRequest(it.Request))
	}
	p.blank()
	p.line("DEAR EMPLOYEE,")
	p.blank()
	p.para("MAXIMUS Federal Services has completed the Independent Medical Review of the above workers' compensation case. This letter provides you with the IMR Final Determination and explains how the determination was made.")
	p.blank()
	p.para("Final Determination: " + coverOutcome[d.truth.CaseOutcome] + ". A detailed explanation of the decision for each of the disputed items/services is provided later in this letter.")
	p.blank()
	p.para("The determination of MAXIMUS Federal Services and its physician reviewer is deemed to be the Final Determination of the Administrative Director of the Division of Workers' Compensation. This determination is binding on all parties.")
	p.blank()
	p.line("Sincerely,")
	p.blank()
	p.line("Medical Director")
}

var coverOutcome = map[imr.CaseOutcome]string{
	imr.CaseUpheld:     "UPHOLD. This means we decided that none of the disputed items/services are medically necessary and appropriate",
	imr.CaseOverturned: "OVERTURN. This means we decided that all of the disputed items/services are medically necessary and appropriate",
	imr.CasePartial:    "PARTIAL OVERTURN. This means we decided that some (but not all) of the disputed items/services are medically necessary and appropriate",
}

func (d *draft) itemB(p *paper, i int) {
	it := &d.truth.Items[i]
	lines := p.wrap(fmt.Sprintf("%d. The request for %s %s", it.N, it.Heading, d.necessity(it.Outcome)))
	if p.left() < 4 {
		p.newPage()
	}
	d.breakHeading(p, lines)
	for _, l := range lines {
		p.line(l)
	}
	p.blank()
	p.para(it.ClaimsAdministrator.Text)
	p.blank()
	p.para(it.ReviewerGuidelines.Text)
	p.blank()
	if i == len(d.truth.Items)-1 && d.traps[TrapCutEnd] {
		d.cutRationale(it)
	}
	if d.traps[TrapBreakInRationale] && p.left() > 4 {
		p.breakIn = d.between(1, 3)
	}
	label := d.label("The Physician Reviewer's decision rationale:")
	if d.chance(50) {
		p.para(label)
		label = ""
	}
	d.labelled(p, label, it.Rationale)
	if !d.traps[TrapGluedTitle] {
		p.blank()
	}
}
