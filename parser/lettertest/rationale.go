package lettertest

import (
	"strings"

	"imrsearch/parser/imr"
)

// argue writes the paragraphs of a rationale: what the guideline says, what
// the records show, and what follows.
func (d *draft) argue(outcome imr.Outcome, t *topic, topic string) []string {
	var recital, argument []string
	for _, r := range some(d.source, d.usable(t.recitals), d.between(1, 3)) {
		recital = append(recital, d.guidelineSays(d.write(r)))
	}
	specific, general, link, closing := t.against, d.prose["against"], "linkagainst", "closeupheld"
	if outcome == imr.Overturned {
		specific, general, link, closing = t.argument, d.prose["for"], "linkfor", "closeoverturned"
	}
	for _, s := range some(d.source, d.usable(d.prose["case"]), d.between(2, 4)) {
		argument = append(argument, d.write(s))
	}
	for _, s := range some(d.source, d.usable(specific), d.between(1, 3)) {
		argument = append(argument, d.write(s))
	}
	for _, s := range some(d.source, general, d.between(1, 3)) {
		argument = append(argument, d.write(s))
	}
	if d.traps[TrapVerdictInProse] {
		argument = append(argument, d.one(d.prose["verdictprose"]))
	}
	argument = append(argument, d.one(d.prose[link])+" "+d.one(d.prose[closing]))
	var paragraphs []string
	if d.paragraphed() {
		paragraphs = []string{d.join(recital), d.join(argument)}
	} else {
		paragraphs = []string{d.join(append(recital, argument...))}
	}
	if topic == "opioids" && d.decided.Year() >= 2016 && outcome == imr.Upheld && d.chance(60) {
		last := len(paragraphs) - 1
		paragraphs[last] = d.join([]string{paragraphs[last], d.one(d.prose["taper"])})
	}
	return paragraphs
}

// paragraphed reports whether a rationale stands in paragraphs. From layout
// C on that is rare.
func (d *draft) paragraphed() bool {
	switch d.truth.Layout {
	case imr.LayoutZ, imr.LayoutA, imr.LayoutB:
		return d.chance(50)
	}
	return d.chance(4)
}

// guidelineSays introduces some recitals by the name of what they recite.
func (d *draft) guidelineSays(recital string) string {
	if !d.chance(30) {
		return recital
	}
	lead := pick(d.source, []string{"According to the guideline: ", "With respect to this issue, the MTUS may be summed up as follows. ",
		"The evidence was weighed as the law requires. ", "As to what is asked for here: ", "The guideline that was relied upon reads, in short: "})
	return lead + strings.TrimSpace(recital)
}
