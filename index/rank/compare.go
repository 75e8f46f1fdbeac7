package rank

import (
	"slices"
	"strconv"
	"strings"

	"imrsearch/index"
	"imrsearch/index/resolve"
)

// Compare says what agrees and what differs between an item that was asked
// about and one like it, the most telling first. What only one of them says
// differs where it makes another request; a dose, an amount, a side or a level
// only where both name one.
func Compare(here, there *index.Determination) ([]index.Agreement, []index.Difference) {
	c := comparison{}
	a, b := askOf(here), askOf(there)
	c.lists(treatmentLabel, a.names, b.names, resolve.SameTreatment)
	c.lists(drugLabel, a.drugs, b.drugs, resolve.SameSubstance)
	c.parts(a, b, here, there)
	c.both("Side", given(here.Item.Treatment.Side), given(there.Item.Treatment.Side))
	c.lists(stageLabel, given(a.stage), given(b.stage), only)
	c.both("Level of the spine", here.Item.Treatment.Levels, there.Item.Treatment.Levels)
	c.both("Dose", here.Item.Treatment.Dose, there.Item.Treatment.Dose)
	c.both("Quantity", number(here.Item.Treatment.Quantity), number(there.Item.Treatment.Quantity))
	c.lists("Retrospective", yes(here.Item.Retrospective), yes(there.Item.Retrospective), only)
	c.lists("Remaining portion", yes(here.Item.RemainingPortion), yes(there.Item.RemainingPortion), only)
	c.shared("Diagnosis", namesOf(here), namesOf(there))
	c.shared("Reason given", here.Item.Reasons, there.Item.Reasons)
	return c.agrees, c.differs
}

// Explain says of a hit, with its determination, what it shares with an item: has
// tells which of the item's features it has.
func Explain(hit *index.Hit, item *index.Determination, features []Feature, has func(i int) bool) {
	hit.Why = said(features, has)
	hit.Agrees, hit.Differs = Compare(item, hit.Determination)
	// What counts as the same has its own name there, in Why as in Agrees: a
	// thoracic epidural is near a lumbar one, and is none.
	for i, why := range hit.Why {
		label, _, _ := strings.Cut(why, ": ")
		for _, a := range hit.Agrees {
			if a.Label == label && strings.Contains(a.Value, ", there ") {
				hit.Why[i] = label + ": " + a.Value
			}
		}
	}
}

// said words the features that are there, in their order, by their labels.
func said(features []Feature, has func(i int) bool) []string {
	values := map[string][]string{}
	var labels []string
	for i, f := range features {
		if !has(i) {
			continue
		}
		if values[f.Label] == nil {
			labels = append(labels, f.Label)
		}
		values[f.Label] = append(values[f.Label], f.Value)
	}
	var out []string
	for _, l := range labels {
		out = append(out, l+": "+list(values[l]))
	}
	return out
}

// A comparison is what Compare finds.
type comparison struct {
	agrees  []index.Agreement
	differs []index.Difference
}

// lists compares what two items ask for: what is the same agrees, the rest
// differs.
func (c *comparison) lists(label string, here, there []string, same func(string) []string) {
	in := func(v string, list []string) bool {
		return slices.ContainsFunc(same(v), func(k string) bool { return slices.Contains(list, k) })
	}
	var both, rest []string
	for _, v := range here {
		switch i := slices.IndexFunc(there, func(k string) bool { return in(v, []string{k}) }); {
		case slices.Contains(there, v):
			both = append(both, v)
		case i >= 0: // another name of what counts as the same
			both = append(both, v+", there "+there[i])
		default:
			rest = append(rest, v)
		}
	}
	others := slices.DeleteFunc(slices.Clone(there), func(v string) bool { return in(v, here) })
	c.agree(label, both)
	c.differ(label, rest, others)
}

// parts compares the parts of the body, also those of the diagnoses where a
// request names none.
func (c *comparison) parts(a, b *ask, here, there *index.Determination) {
	if a.class == pharmaceuticals {
		return // what is taken is the same for any part
	}
	f, _ := index.FieldNamed("diagnosed")
	mine, theirs := here.Item.Treatment.BodyParts, there.Item.Treatment.BodyParts
	if len(mine) > 0 || len(theirs) > 0 {
		if !a.visits() || len(mine) > 0 && len(theirs) > 0 {
			c.lists(BodyLabel, mine, theirs, resolve.SamePart)
			return
		}
		if len(mine) == 0 {
			mine = f.Values(here)
		} else {
			theirs = f.Values(there)
		}
		c.lists(BodyLabel, mine, theirs, resolve.SamePart)
		return
	}
	if a.visits() && b.visits() {
		c.lists(diagnosedLabel, f.Values(here), f.Values(there), resolve.SamePart)
	}
}

// both compares what both items name.
func (c *comparison) both(label string, here, there []string) {
	if len(here) > 0 && len(there) > 0 {
		c.lists(label, here, there, only)
	}
}

// shared says what both items have; what one has alone is nothing that differs.
func (c *comparison) shared(label string, here, there []string) {
	var both []string
	for _, v := range here {
		if slices.ContainsFunc(there, func(w string) bool { return index.FoldValue(v) == index.FoldValue(w) }) {
			both = append(both, v)
		}
	}
	c.agree(label, both)
}

func (c *comparison) agree(label string, values []string) {
	if len(values) > 0 {
		c.agrees = append(c.agrees, index.Agreement{Label: label, Value: list(values)})
	}
}

func (c *comparison) differ(label string, here, there []string) {
	if len(here) > 0 || len(there) > 0 {
		c.differs = append(c.differs, index.Difference{Label: label, Here: list(here), There: list(there)})
	}
}

// maxSaid is how many values of one kind are said to agree or differ.
const maxSaid = 8

func list(values []string) string {
	var once []string
	for _, v := range values {
		if !slices.Contains(once, v) {
			once = append(once, v)
		}
	}
	return strings.Join(once[:min(len(once), maxSaid)], ", ")
}

// namesOf returns the diagnoses without side, status and code.
func namesOf(d *index.Determination) []string {
	var names []string
	for _, diagnosis := range d.Letter.DiagnosisDetails {
		names = append(names, diagnosis.Name)
	}
	return names
}

func only(v string) []string { return []string{v} }

func given(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

func number(n int) []string {
	if n == 0 {
		return nil
	}
	return []string{strconv.Itoa(n)}
}

func yes(is bool) []string {
	if is {
		return []string{"yes"}
	}
	return nil
}
