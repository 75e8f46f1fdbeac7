package lettertest

import (
	"fmt"
	"strings"

	"imrsearch/parser/imr"
)

// layOutA lays out the form of mid to November 2013: the determinations
// stand in a numbered list, twice, and are argued afterwards.
func (d *draft) layOutA(p *paper) {
	if !d.traps[TrapCutStart] {
		d.noticeA(p)
		p.newPage()
		p.center(d.label("INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"))
		p.blank()
		p.para("An application for Independent Medical Review was filed on " + d.received.Format("1/2/2006") +
			" disputing the Utilization Review Denial dated " + d.denied.Format("1/2/2006") +
			". A decision has been made for each of the treatment and/or services that were in dispute:")
		p.blank()
		if d.traps[TrapNoticeTwice] || d.chance(60) {
			d.rulings(p)
		}
		d.qualifications(p)
	}
	p.para(d.label(pick(d.source, []string{"Expert Reviewer Case Summary:", "Case Summary:"})))
	if !d.traps[TrapCutStart] && d.chance(50) {
		p.para("Disclaimer: The following case summary was taken directly from the utilization review denial/modification dated " + d.denied.Format("January 2, 2006") + ".")
		p.blank()
		d.truth.Summary.Text = `"` + d.truth.Summary.Text + `"`
	}
	d.paragraphs(p, d.truth.Summary)
	p.blank()
	p.para(d.label("Documents Reviewed for Determination:"))
	p.para("The following relevant documents received from the interested parties and the documents provided with the application were reviewed and considered. These documents included:")
	d.bullets(p)
	for i := range d.truth.Items {
		d.itemA(p, i)
	}
	if !d.traps[TrapCutEnd] {
		d.effect(p)
	}
}

func (d *draft) noticeA(p *paper) {
	p.center("MAXIMUS FEDERAL SERVICES, INC.")
	p.center("Independent Medical Review")
	p.center("P.O. Box 99000, Sacramento, CA 95899")
	p.blank()
	p.center(d.label("Notice of Independent Medical Review Determination"))
	p.blank()
	p.line("Dated: " + d.decided.Format("1/2/2006"))
	p.blank()
	d.caseDates()
	for _, r := range [][2]string{
		{"Employee:", ""}, {"Claim Number:", ""},
		{"Date of UR Decision:", d.denied.Format("1/2/2006")},
		{"Date of Injury:", d.injured.Format("1/2/2006")},
		{"IMR Application Received:", d.received.Format("1/2/2006")},
		{"MAXIMUS Case Number:", string(d.truth.CaseNumber)},
	} {
		p.row(d.label(r[0]), r[1])
	}
	p.blank()
	p.blank()
	d.rulings(p)
}

func (d *draft) rulings(p *paper) {
	for i, it := range d.truth.Items {
		p.para(fmt.Sprintf("%d) MAXIMUS Federal Services, Inc. has determined the request for %s %s", i+1, it.Request, d.necessity(it.Outcome)))
		p.blank()
	}
}

// necessity words a verdict as the sentences of layouts A and B do.
func (d *draft) necessity(o imr.Outcome) string {
	verdict := "is not medically necessary and appropriate."
	if o == imr.Overturned {
		verdict = "is medically necessary and appropriate."
	}
	if d.traps[TrapVerdictSentence] {
		verdict = pick(d.source, []string{verdict, strings.Replace(verdict, "not medically", "notmedically", 1),
			strings.Replace(verdict, " and appropriate", "", 1)})
	}
	return verdict
}

func (d *draft) qualifications(p *paper) {
	p.para(d.label("Medical Qualifications of the Expert Reviewer:"))
	p.para("The Medical Doctor who made the decision is independent of the employer, the employee, the providers and the claims administrator. " +
		d.reviewerSentence("physician reviewer") + " " + experience("Expert Reviewer"))
	p.blank()
}

func (d *draft) bullets(p *paper) {
	for _, doc := range d.truth.DocumentsReviewed {
		lines := p.wrap(doc)
		for i, l := range lines {
			lead := "• "
			if i > 0 {
				lead = "  "
			}
			p.line(lead + l)
		}
	}
	p.blank()
}

func (d *draft) itemA(p *paper, i int) {
	it := &d.truth.Items[i]
	if p.left() < 4 {
		p.newPage()
	}
	p.para(fmt.Sprintf("%d) Regarding the request for %s:", it.N, it.Heading))
	p.blank()
	p.para(d.label("Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision:"))
	p.para(it.ClaimsAdministrator.Text + " " + it.ReviewerGuidelines.Text)
	p.blank()
	if i == len(d.truth.Items)-1 && d.traps[TrapCutEnd] {
		d.cutRationale(it)
	}
	p.para(d.label("Rationale for the Decision:"))
	if d.traps[TrapBreakInRationale] && p.left() > 4 {
		p.breakIn = d.between(1, 3)
	}
	d.paragraphs(p, it.Rationale)
	if !d.traps[TrapGluedTitle] {
		p.blank()
	}
}

func (d *draft) effect(p *paper) {
	if d.traps[TrapGluedTitle] {
		p.blank()
	}
	p.para(d.label("Effect of the Decision:"))
	p.para("The determination of MAXIMUS Federal Services and its physician reviewer is deemed to be the final determination of the Administrative Director, Division of Workers' Compensation. With respect to the medical necessity of the treatment in dispute, this determination is binding on all parties.")
	p.blank()
	p.para("In accordance with California Labor Code Section 4610.6(h), a party may appeal this determination to the Workers' Compensation Appeals Board within 30 days from the date of this letter.")
	p.blank()
	p.line("Sincerely,")
	p.blank()
	p.line("Medical Director")
}
