package lettertest

import (
	"strings"

	"imrsearch/parser/imr"
)

// layOutCF lays out the forms used since 2014. They share their headings and
// the labels of items; C names the reviewer in a sentence, the others in
// lines of their own.
func (d *draft) layOutCF(p *paper) {
	if d.traps[TrapCoverPage] && d.header && !d.traps[TrapCutStart] {
		d.cover(p, true)
		p.newPage()
	}
	if d.header {
		d.caseTable(p)
	}
	if !d.traps[TrapCutStart] {
		p.center(d.label("HOW THE IMR FINAL DETERMINATION WAS MADE"))
		d.intro(p)
	} else {
		p.para("evaluate or treat the condition and the disputed items/services. " + knowledge)
		p.blank()
		d.credentials(p)
	}
	p.center(d.label("CLINICAL CASE SUMMARY"))
	p.para("The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical records:")
	p.blank()
	d.paragraphs(p, d.truth.Summary)
	p.blank()
	p.center(d.label("IMR ISSUES, DECISIONS AND RATIONALES"))
	p.para("The Final Determination was based on decisions for the disputed items/services set forth below:")
	p.blank()
	for i := range d.truth.Items {
		d.itemCF(p, i)
	}
}

// caseTable is the table at the head of the letter.
func (d *draft) caseTable(p *paper) {
	d.caseDates()
	d.truth.DateAssigned = dateOf(d.assigned)
	const form = "01/02/2006"
	p.row(d.label("Case Number:"), string(d.truth.CaseNumber), "", "")
	p.row(d.label("Date Assigned:"), d.assigned.Format(form), d.label("Date of Injury:"), d.injured.Format(form))
	p.row(d.label("Decision Date:"), d.decided.Format(form), d.label("UR Denial Date:"), d.denied.Format(form))
	priority := "Standard"
	if d.chance(3) {
		priority = "Expedited"
	}
	d.truth.Priority = strings.ToLower(priority)
	p.row(d.label("Priority:"), priority, d.label("Application"), d.received.Format(form))
	p.row("", "", "Received:", "")
	p.blank()
}

func (d *draft) intro(p *paper) {
	who := "expert reviewer"
	if d.inSentence() && d.chance(50) {
		who = "physician reviewer"
	}
	text := "MAXIMUS Federal Services gave the whole of the case file to " + article(who) + ", who is independent of the employer, the employee, the providers and the claims administrator. "
	if d.inSentence() {
		text += d.reviewerSentence(who) + " "
	}
	text += experience(who) + knowledge
	p.para(text)
	p.blank()
	d.credentials(p)
}

// experience tells, in words of our own, what the form's paragraph on the
// reviewer tells.
func experience(who string) string {
	return "The " + who + " has practiced for more than five years without a break, practices for 24 hours a week and more at present, and was chosen for training and experience in the specialties that evaluate or treat the condition and the disputed items/services. "
}

const knowledge = "The reviewer knows the laws and regulations that govern this determination, among them the order in which the strength of evidence is weighed in Independent Medical Review, and has read the records of both sides without regard to who sent them."

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// inSentence reports whether the reviewer is told in a sentence, as in the
// layouts before D.
func (d *draft) inSentence() bool {
	return d.truth.Layout == imr.LayoutB || d.truth.Layout == imr.LayoutC
}

// reviewerSentence names specialties and states as layouts A to C do.
func (d *draft) reviewerSentence(who string) string {
	r := d.truth.Reviewer
	s := "The " + who + " is Board Certified in " + r.Specialties[0]
	if len(r.Specialties) > 1 {
		s += ", has a subspecialty in " + r.Specialties[1]
	}
	if d.chance(40) {
		s += ","
	}
	return s + " and is licensed to practice in " + strings.Join(r.LicensedIn, ", ") + "."
}

func (d *draft) credentials(p *paper) {
	if d.inSentence() {
		return
	}
	comma := ", "
	if d.chance(60) {
		comma = ","
	}
	p.para(d.label("The Expert Reviewer has the following credentials:"))
	p.para(d.label("State(s) of Licensure:") + " " + strings.Join(d.truth.Reviewer.LicensedIn, comma))
	p.para(d.label("Certification(s)/Specialty:") + " " + strings.Join(d.truth.Reviewer.Specialties, ", "))
	p.blank()
}

func (d *draft) itemCF(p *paper, i int) {
	it := &d.truth.Items[i]
	last := i == len(d.truth.Items)-1
	d.heading(p, i)
	if !d.chance(8) {
		p.blank()
	}
	p.para(d.label("Claims Administrator guideline:") + " " + it.ClaimsAdministrator.Text)
	p.blank()
	p.para(d.label("MAXIMUS guideline:") + " " + it.ReviewerGuidelines.Text)
	p.blank()
	if last && d.traps[TrapCutEnd] {
		d.cutRationale(it)
	}
	if d.traps[TrapBreakInRationale] && p.left() > 4 {
		p.breakIn = d.between(1, 3)
	}
	d.labelled(p, d.label("Decision rationale:"), it.Rationale)
	if !d.traps[TrapGluedTitle] {
		p.blank()
	}
}

// heading writes the item's heading with its verdict.
func (d *draft) heading(p *paper, i int) {
	it := d.truth.Items[i]
	switch {
	case d.traps[TrapHeadingAtTop] && i > 0 && d.chance(50):
		p.newPage()
	case p.left() < 3:
		p.newPage()
	}
	heading := it.Heading
	verdict := d.label(capital(string(it.Outcome)))
	space := " "
	if d.truth.Layout == imr.LayoutC || d.truth.Layout == imr.LayoutD {
		space = "  "
	}
	lines := p.wrap(heading + ": " + verdict)
	d.breakHeading(p, lines)
	switch {
	case d.traps[TrapVerdictAlone]:
		p.para(heading + ":")
		p.line(verdict)
	default:
		last := len(lines) - 1
		if cut, ok := strings.CutSuffix(lines[last], ": "+verdict); ok {
			lines[last] = cut + ":" + space + verdict
		}
		for _, l := range lines {
			p.line(l)
		}
	}
}

// breakHeading ends the page behind the heading's first line, once a letter.
func (d *draft) breakHeading(p *paper, lines []string) {
	if d.traps[TrapBreakInHeading] && len(lines) > 1 && !d.headingBroken {
		p.breakIn = 1
		d.headingBroken = true
	}
}

// paragraphs writes running text with a gap between its paragraphs.
func (d *draft) paragraphs(p *paper, text imr.Passage) { d.labelled(p, "", text) }

// labelled writes a label, and behind it running text.
func (d *draft) labelled(p *paper, label string, text imr.Passage) {
	for i, from := range text.Paragraphs {
		to := len(text.Text)
		if i+1 < len(text.Paragraphs) {
			to = text.Paragraphs[i+1]
		}
		if i > 0 {
			p.blank()
			label = ""
		}
		p.para(label + " " + text.Text[from:to])
	}
}

// cutRationale ends the letter in the middle of its last rationale.
func (d *draft) cutRationale(it *imr.Item) {
	words := strings.Fields(it.Rationale.Text)
	it.Rationale = imr.Passage{Text: strings.Join(words[:len(words)/2], " "), Paragraphs: []int{0}}
	if d.truth.Layout == imr.LayoutA && d.traps[TrapCutStart] {
		it.Outcome = imr.UnknownOutcome // it stood at either end
		d.truth.CaseOutcome = imr.OutcomeOf(d.truth.Items)
	}
}

// label returns a label as printed: with a scanning error where that is
// wanted.
func (d *draft) label(s string) string {
	if d.traps[TrapScanErrors] && d.chance(50) {
		return misread(d.source, s)
	}
	return s
}

// misread puts one error of text recognition into s: rn for m, m for rn, 1
// for l, l for I, 0 for O.
func misread(s source, label string) string {
	pairs := [][2]string{{"ecision", "ecisi0n"}, {"ld", "1d"}, {"rn", "m"}, {"m", "rn"}, {"l", "1"}, {"I", "l"}, {"O", "0"}}
	for _, i := range s.Perm(len(pairs)) {
		if strings.Contains(label, pairs[i][0]) {
			return strings.Replace(label, pairs[i][0], pairs[i][1], 1)
		}
	}
	return label
}
