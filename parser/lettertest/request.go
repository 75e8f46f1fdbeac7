package lettertest

import (
	"fmt"
	"slices"
	"strings"

	"imrsearch/parser/imr"
)

// drawItems draws what is disputed and how it was decided.
func (d *draft) drawItems() {
	n := d.itemCount()
	d.capitals = d.capitals || n == 1 // else "1 Norco" would be a quantity
	favored := d.chance(5)
	for k := 1; k <= n; k++ {
		it := imr.Item{N: k, Reasons: []string{}, ReasonsFor: []string{}, ReasonsAgainst: []string{}}
		topic := d.drawRequest(&it, k)
		it.Outcome = d.drawOutcome(&it, topic, favored)
		d.drawHeading(&it)
		d.request = plainRequest(it.Request)
		d.drawGuidelines(&it, d.topics[topic])
		it.Rationale = d.drawRationale(&it, topic)
		d.truth.Items = append(d.truth.Items, it)
	}
	d.truth.CaseOutcome = imr.OutcomeOf(d.truth.Items)
}

// itemCount follows the real letters: one item in 59 %, two in 18 %, three
// to five in 13 %, six and more in 10 %.
func (d *draft) itemCount() int {
	if d.truth.Layout == imr.LayoutZ {
		return 1
	}
	if d.traps[TrapManyItems] {
		return d.between(9, 14)
	}
	switch x := d.IntN(100); {
	case x < 59:
		return 1
	case x < 77:
		return 2
	case x < 90:
		return d.between(3, 5)
	default:
		return d.between(6, 9)
	}
}

// drawRequest draws a request that the letter does not have yet and returns
// its topic.
func (d *draft) drawRequest(it *imr.Item, k int) string {
	if k > 1 && d.traps[TrapSameHeading] && k == 2 {
		earlier := d.truth.Items[k-2]
		it.Request, it.Treatment, it.Retrospective = d.lastRequest, earlier.Treatment, earlier.Retrospective
		return d.lastTopic
	}
	for {
		if d.surgical() && d.chance(60) {
			d.lastTopic = d.associatedRequest(it)
		} else if d.chance(41) {
			d.lastTopic = d.drugRequest(it)
		} else {
			d.lastTopic = d.treatmentRequest(it)
		}
		if !slices.ContainsFunc(d.truth.Items, func(o imr.Item) bool { return strings.EqualFold(o.Request, it.Request) }) {
			break
		}
	}
	d.trapRequest(it)
	if d.chance(2) && !strings.HasPrefix(it.Request, "Associated") {
		it.Request = "Retrospective request for " + it.Request
		if d.chance(50) || d.traps[TrapColonInHeading] {
			it.Request += " (DOS: " + d.denied.AddDate(0, 0, -d.between(2, 40)).Format("1/2/06") + ")"
		}
	}
	it.Retrospective = strings.Contains(it.Request, "etrospective")
	d.lastRequest = it.Request
	return d.lastTopic
}

func (d *draft) drugRequest(it *imr.Item) string {
	g := d.drugs.draw(d.source)
	dr := pick(d.source, g.drugs)
	d.drugName = dr.name
	it.Treatment = imr.Treatment{Class: "Pharmaceuticals", Subclass: g.subclass, Names: []string{}, Drugs: dr.generics, BodyParts: []string{}}
	dose := dr.name + " " + pick(d.source, dr.strengths)
	quantity := pick(d.source, []int{30, 60, 60, 90, 120, 180})
	switch d.IntN(10) {
	case 0:
		it.Request = fmt.Sprintf("%s, quantity %d", dose, quantity)
	case 1:
		it.Request = fmt.Sprintf("%s #%d with %d refills", dose, quantity, d.between(1, 3))
	case 2:
		it.Request = fmt.Sprintf("1 prescription of %s #%d", dose, quantity)
	case 3:
		it.Request = dose
	case 4:
		it.Request = fmt.Sprintf("%s, 1 by mouth %s, #%d", dose, pick(d.source, []string{"daily", "twice daily", "every 6 hours as needed", "at bedtime"}), quantity)
	case 5:
		it.Request = fmt.Sprintf("%s QTY: %d", dose, quantity)
	default:
		it.Request = fmt.Sprintf("%s #%d", dose, quantity)
	}
	return g.topic
}

// treatmentRequest draws a treatment that fits the body part.
func (d *draft) treatmentRequest(it *imr.Item) string {
	for {
		g := d.treatments.draw(d.source)
		if d.requestFrom(g, it) {
			return g.topic
		}
	}
}

// requestFrom draws from one group; it reports false when the group has
// nothing for the body part.
func (d *draft) requestFrom(g treatmentGroup, it *imr.Item) bool {
	list := slices.DeleteFunc(slices.Clone(g.treatments), func(t treatment) bool {
		return !slices.Contains(t.parts, "any") && !slices.Contains(t.parts, d.partKey)
	})
	if len(list) == 0 {
		return false
	}
	t := pick(d.source, list)
	it.Request = d.write(t.wording)
	it.Treatment = imr.Treatment{Class: g.class, Subclass: g.subclass, Names: []string{}, Drugs: []string{}, BodyParts: []string{}}
	if t.wording.has("part") || t.wording.has("sp") {
		it.Treatment.BodyParts = []string{d.part.name}
	}
	return true
}

// plainRequest is the request as prose repeats it.
func plainRequest(request string) string {
	for _, lead := range []string{"Associated surgical service: ", "Associated surgical services: ", "Retrospective request for "} {
		request = strings.TrimPrefix(request, lead)
	}
	return request
}

// drawHeading words the item's heading. One in ten is a sentence: what was
// asked for, what was allowed, and the portion that is left.
func (d *draft) drawHeading(it *imr.Item) {
	it.Heading = it.Request
	if d.truth.Layout == imr.LayoutA || d.truth.Layout == imr.LayoutB {
		return // their frame stands around the heading
	}
	if d.numbered {
		if d.capitals {
			it.Request = strings.ToUpper(it.Request)
		}
		it.Heading = "1 " + it.Request
		return
	}
	if !d.sentenceHeadings() || !d.traps[TrapRemainingPortion] && !d.chance(9) {
		return
	}
	const rest = " was authorized by the Claims Administrator"
	allowed := pick(d.source, []string{"A part of it", "Half of the number", "One of the units requested"})
	if it.Treatment.Class == "Pharmaceuticals" {
		allowed = pick(d.source, []string{"A one month supply", "Half of the quantity", "A quantity of 30"})
	}
	portion := "the remaining quantity of " + plainRequest(it.Request)
	switch d.IntN(3) {
	case 0:
		it.Heading = it.Request + " was the original request. " + allowed + rest + ". The remaining IMR eligible portion of the original request, " + portion + " is"
		it.Request = portion
	case 1:
		it.Heading = it.Request + " was the original request. " + allowed + rest + ". The remaining portion of the original request, " + portion
		it.Request = portion
	case 2:
		it.Heading = it.Request + " was the original request. " + allowed + rest + ", leaving the original request IMR eligible. The original request, " + it.Request + " is"
		return // the whole is in dispute
	}
	it.RemainingPortion = true
}

func (d *draft) sentenceHeadings() bool {
	switch d.truth.Layout {
	case imr.LayoutE, imr.LayoutF:
		return true
	}
	return false
}

// trapRequest makes the request long, or puts a colon into it.
func (d *draft) trapRequest(it *imr.Item) {
	if d.traps[TrapColonInHeading] && !strings.Contains(it.Request, ":") && d.chance(60) {
		leads := []string{"Associated surgical service: ", "Addendum: "}
		if it.Treatment.Class == "Pharmaceuticals" {
			leads = []string{"Medication: ", "Prescription drug, brand or generic: "}
		}
		it.Request = pick(d.source, leads) + it.Request
	}
	if d.traps[TrapLongHeading] && d.chance(60) {
		it.Request += pick(d.source, []string{
			", to be done at the office of the treating physician or at a facility of his choice within the next 90 days, with one visit afterwards to go over the result",
			" as related to the injury, under the supervision of the requesting physician, with supplies and follow-up as outlined in the report that came with the request",
		})
	}
}
