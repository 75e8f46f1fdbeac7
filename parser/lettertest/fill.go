package lettertest

import (
	"fmt"
	"strings"
)

// write expands a template with the facts of the case.
func (d *draft) write(t template) string {
	var b strings.Builder
	t.expand(&b, d.fill)
	return b.String()
}

// one expands one of the templates that the letter can bear: where the age
// is unknown, none that tells it.
func (d *draft) one(list []template) string { return d.write(pick(d.source, d.usable(list))) }

func (d *draft) usable(list []template) []template {
	if d.truth.Patient.Age != 0 {
		return list
	}
	var out []template
	for _, t := range list {
		if !t.has("age") && !t.has("aage") {
			out = append(out, t)
		}
	}
	return out
}

func (t template) has(key string) bool {
	for _, p := range t {
		if p.key == key {
			return true
		}
	}
	return false
}

// fill writes the value of a key. A key that begins with a capital gives its
// value with a capital.
func (d *draft) fill(b *strings.Builder, key string) {
	value := d.value(strings.ToLower(key[:1]) + key[1:])
	if key[0] >= 'A' && key[0] <= 'Z' {
		value = capital(value)
	}
	b.WriteString(value)
}

func (d *draft) value(key string) string {
	switch key {
	case "pt", "who":
		return d.who
	case "he", "his", "him":
		return d.pronoun(key)
	case "sex":
		return d.sexNoun()
	case "age":
		return fmt.Sprint(d.truth.Patient.Age)
	case "aage":
		return d.age()
	case "part":
		return d.part.prose
	case "sp":
		return d.sidedPart()
	case "side":
		return d.side
	case "drug":
		return d.drugName
	case "drugcap":
		return capital(d.drugName)
	case "req":
		return d.request
	case "doi":
		return d.injured.Format(d.date)
	case "date":
		return d.past()
	case "urdate":
		return d.denied.Format(d.date)
	case "dx":
		return d.mainDiagnosis()
	case "mech":
		return pick(d.source, d.words["mech"])
	case "mechclause":
		return d.write(pick(d.source, d.tables.summary["mechclause"]))
	case "job":
		return pick(d.source, d.words["job"])
	}
	return d.figure(key)
}

// figure draws a number that fits the key.
func (d *draft) figure(key string) string {
	bounds, ok := map[string][2]int{"n": {2, 12}, "n2": {12, 45}, "low": {2, 4}, "score": {5, 9}}[key]
	switch {
	case ok:
		return fmt.Sprint(d.between(bounds[0], bounds[1]))
	case key == "pct":
		return fmt.Sprint(5 * d.between(4, 16))
	case key == "visits":
		return d.visits()
	}
	panic("template key " + key)
}

func (d *draft) pronoun(key string) string {
	if d.truth.Patient.Sex == "male" {
		return key
	}
	return map[string]string{"he": "she", "his": "her", "him": "her"}[key]
}

func (d *draft) sexNoun() string {
	noun := d.truth.Patient.Sex
	if d.manWoman {
		noun = map[string]string{"male": "man", "female": "woman"}[noun]
	}
	return noun
}

// age writes "a 48 year old", in the manner of the letter.
func (d *draft) age() string {
	n := d.truth.Patient.Age
	if n == 0 {
		return "a"
	}
	word := fmt.Sprint(n)
	switch {
	case d.traps[TrapAgeInWords]:
		word = numberWord(n)
	case d.chance(2):
		return fmt.Sprintf("a(n) %d year old", n)
	}
	if d.ageDash {
		return "a " + word + "-year-old"
	}
	return "a " + word + " year old"
}

func numberWord(n int) string {
	ones := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	if n < len(ones) {
		return ones[n]
	}
	if n%10 == 0 {
		return tens[n/10]
	}
	return tens[n/10] + "-" + ones[n%10]
}

func (d *draft) sidedPart() string {
	if d.part.sided {
		return d.side + " " + d.part.request
	}
	return d.part.request
}

// visits writes a number and rhythm of visits.
func (d *draft) visits() string {
	perWeek, weeks := d.between(1, 3), d.between(3, 8)
	switch d.IntN(6) {
	case 0:
		return fmt.Sprintf("%d times a week for %d weeks", perWeek, weeks)
	case 1:
		return fmt.Sprintf("%dx%d", perWeek, weeks)
	case 2:
		return fmt.Sprintf("x %d sessions", perWeek*weeks)
	case 3:
		return fmt.Sprintf("%d times per week for %d weeks (%d visits)", perWeek, weeks, perWeek*weeks)
	case 4:
		return fmt.Sprintf("x %d", perWeek*weeks)
	}
	return pick(d.source, []string{"twice a week for ", "once a week for ", "three times weekly for "}) + fmt.Sprintf("%d weeks", weeks)
}

// mainDiagnosis is the diagnosis that the prose speaks of.
func (d *draft) mainDiagnosis() string {
	for _, dx := range d.truth.Diagnoses {
		if !strings.ContainsAny(dx, ",(") && !strings.HasPrefix(dx, "rule out") {
			return dx
		}
	}
	return d.part.prose + " pain"
}
