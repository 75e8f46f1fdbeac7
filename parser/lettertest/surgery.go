package lettertest

import (
	"strings"

	"imrsearch/parser/imr"
)

// associated is the topic of the services that go with an operation.
const associated = "associated"

// surgical reports whether the letter disputes an operation, so that services
// which go with it are likely beside it.
func (d *draft) surgical() bool { return d.operation() != nil }

// operation returns the operation in dispute, or nil.
func (d *draft) operation() *imr.Item {
	for i := range d.truth.Items {
		it := &d.truth.Items[i]
		if it.Treatment.Class == "Surgery" && strings.HasSuffix(it.Treatment.Subclass, " surgery") {
			return it
		}
	}
	return nil
}

// associatedRequest draws a service that goes with an operation.
func (d *draft) associatedRequest(it *imr.Item) string {
	for {
		g := pick(d.source, d.treatments.choices)
		if g.topic == associated && d.requestFrom(g, it) {
			return g.topic
		}
	}
}

// overturnRates are how many of a hundred requests of a class are found
// necessary in letters that find nothing else so. The state's reports have
// visits and psychological care first and drugs last.
var overturnRates = map[string]int{
	"Evaluation and management": 16, "Psychological services": 14, "Programs": 12,
	"Diagnostic testing": 7, "Rehabilitation": 6, "Pharmaceuticals": 4,
}

// drawOutcome decides an item. A service that goes with an operation shares
// its fate.
func (d *draft) drawOutcome(it *imr.Item, topic string, favored bool) imr.Outcome {
	if op := d.operation(); op != nil && topic == associated {
		return op.Outcome
	}
	rate, ok := overturnRates[it.Treatment.Class]
	if !ok {
		rate = 6
	}
	if favored {
		rate = 80
	}
	if d.chance(rate) {
		return imr.Overturned
	}
	return imr.Upheld
}

// drawRationale argues an item. Services that go with one operation are often
// argued in the same words.
func (d *draft) drawRationale(it *imr.Item, topic string) imr.Passage {
	if n := len(d.truth.Items); n > 0 && topic == associated && d.chance(60) {
		before := d.truth.Items[n-1]
		if before.Outcome == it.Outcome && d.associatedBefore && !strings.Contains(before.Rationale.Text, plainRequest(before.Request)) {
			return before.Rationale
		}
	}
	d.associatedBefore = topic == associated
	return d.passage(d.argue(it.Outcome, d.topics[topic], topic))
}
