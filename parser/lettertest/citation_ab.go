package lettertest

import (
	"slices"
	"strings"

	"imrsearch/parser/imr"
)

// guidelinesAB words both sides as sentences. In one case of four the
// reviewer adopts what the claims administrator cited.
func (d *draft) guidelinesAB(it *imr.Item, options []cited) {
	reviewer, its := "Physician Reviewer", "his/her"
	if d.truth.Layout == imr.LayoutA {
		reviewer, its = "Expert Reviewer", "his/her"
	}
	it.ClaimsAdministrator = d.sentenceCites("The Claims Administrator", "its", options, 15)
	if it.ClaimsAdministrator.Cited && d.chance(25) {
		it.ReviewerGuidelines = imr.Guidelines{Cited: true, Citations: slices.Clone(it.ClaimsAdministrator.Citations),
			Text: "The " + reviewer + " found the guidelines used by the Claims Administrator relevant and appropriate for the employee's clinical circumstance."}
		return
	}
	it.ReviewerGuidelines = d.sentenceCites("The "+reviewer, its, options, 5)
}

func (d *draft) sentenceCites(who, its string, options []cited, none int) imr.Guidelines {
	if d.chance(none) {
		return imr.Guidelines{Text: who + " did not cite any medical evidence for its decision.", Citations: []imr.Citation{}}
	}
	chosen := some(d.source, options, 1)
	if d.chance(30) {
		chosen = some(d.source, options, 2)
	}
	slices.SortStableFunc(chosen, func(a, b cited) int { return rank(a) - rank(b) })
	g := imr.Guidelines{Cited: true}
	var clauses []string
	for _, c := range chosen {
		g.Citations = append(g.Citations, named(c.Citation))
		if c.mtus() {
			clauses = append(clauses, "the "+c.words+", which is part of the MTUS")
		} else {
			clauses = append(clauses, "the "+c.words+", which is not part of the MTUS")
		}
	}
	g.Text = who + " based " + its + " decision on " + strings.Join(clauses, ", and on ") + "."
	return g
}
