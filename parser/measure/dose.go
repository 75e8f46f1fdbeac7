package measure

import (
	"regexp"
	"slices"
	"strings"

	"imrsearch/parser/ascii"
	"imrsearch/parser/lexicon/pattern"
)

// A Dose is how much of a drug one piece or one part of it holds.
type Dose struct {
	// Numbers are as printed, with a dot for decimals; several are the parts
	// of a combination.
	Numbers []string
	Unit    string // the first of its spellings in UnitNames, or "%"
	Per     string // a unit, where the dose is a concentration: "ml" of "25 mg/ml"
}

// String returns the dose in its canonical form: "7.5 mg", "10/325 mg", "5%",
// "25 mg/ml".
func (d Dose) String() string {
	s := strings.Join(d.Numbers, "/")
	if d.Unit == "%" {
		return s + "%"
	}
	if d.Per != "" {
		return s + " " + d.Unit + "/" + d.Per
	}
	return s + " " + d.Unit
}

// units are the units of doses, each with its spellings.
var units = [][]string{
	{"mg", "mgs", "milligram", "milligrams"},
	{"mcg", "mcgs", "microgram", "micrograms", "ug"},
	{"ml", "mls", "milliliter", "milliliters", "cc", "ccs"},
	{"g", "gm", "gms", "gram", "grams"},
	{"iu"}, {"meq"}, {"unit", "units"},
}

// UnitNames returns the spellings of a unit, the canonical one first; nil for
// no unit. The list must not be changed.
func UnitNames(unit string) []string {
	for _, names := range units {
		if slices.Contains(names, unit) {
			return names
		}
	}
	return nil
}

func canonicalUnit(s string) string {
	if names := UnitNames(s); names != nil {
		return names[0]
	}
	return s
}

func anyUnit() string { return strings.Join(slices.Concat(units...), "|") }

const decimal = `\d+(?:[.,]\d+)?`

func withDot(s string) string { return strings.Replace(s, ",", ".", 1) }

// combined are the milligrams of what combinations hold beside their first
// drug: acetaminophen, ibuprofen, aspirin and carisoprodol. Two numbers without
// a unit of which the second is one of these are a strength ("Norco 10/325").
const combined = `200|300|325|400|500|650|660|750`

var (
	wholeDose     = whole(`(` + decimal + `)[ -]?(` + anyUnit() + `)`)
	wholePercent  = whole(`(` + decimal + `) ?(?:%|percent|pct)`)
	wholeStrength = whole(`(\d{1,3}(?:\.\d+)?)(?:mg)? ?[-/] ?(\d{3})[ -]?(?:mgs?|milligrams?)?`)
)

// ReadDose reads a text that is nothing but a dose: "7,5mg", "10-325", "5 %".
// Two numbers without a unit are milligrams.
func ReadDose(text string) (Dose, bool) {
	if m := wholeDose().FindStringSubmatch(text); m != nil {
		return Dose{Numbers: []string{withDot(m[1])}, Unit: canonicalUnit(m[2])}, true
	}
	if m := wholePercent().FindStringSubmatch(text); m != nil {
		return Dose{Numbers: []string{withDot(m[1])}, Unit: "%"}, true
	}
	if m := wholeStrength().FindStringSubmatch(text); m != nil {
		return Dose{Numbers: m[1:3], Unit: "mg"}, true
	}
	return Dose{}, false
}

// doseIn matches a dose among other words: group 1 holds its numbers, 2 its
// unit, 3 what it is a part of, 4 a per cent, 5 and 6 a strength without unit.
// Grams and milliliters by themselves are what a tube or bottle holds.
var doseIn = pattern.New(`\b(?:(\d+(?:[.,]\d+)?(?: ?(?:mg|mcg)?[/-] ?\d+(?:[.,]\d+)?){0,3})[ -]?(mgs?|milligrams?|mcgs?|micrograms?|ug|iu|meq|units?)\b(?: ?/ ?(ml|g|gm|hr|hour|cc|mls)\b)?|(\d+(?:[.,]\d+)?) ?(?:%|percent\b)|(\d{1,2}(?:\.\d)?)[/-](`+combined+`)\b)`).
	Literals("mg", "mc", "micro", "milli", "ug", "iu", "meq", "unit", "%", "percent", "/", "-")

// fewUnits is how many units are no dose but things ("2 units").
const fewUnits = 10

// Doses returns the doses that a request names, each once, in their order;
// nil where there is none.
func Doses(text string) []Dose {
	var found []Dose
	seen := map[string]bool{}
	for _, m := range doseIn.FindAllStringSubmatch(ascii.Lower(text), -1) {
		var d Dose
		switch {
		case m[1] != "":
			d = Dose{Numbers: numbersOf(m[1]), Unit: canonicalUnit(m[2]), Per: canonicalUnit(m[3])}
			if d.Unit == "unit" && toNumber(d.Numbers[0]) < fewUnits {
				continue
			}
		case m[4] != "":
			d = Dose{Numbers: []string{withDot(m[4])}, Unit: "%"}
		default:
			d = Dose{Numbers: m[5:7], Unit: "mg"}
		}
		if s := d.String(); !seen[s] {
			seen[s] = true
			found = append(found, d)
		}
	}
	return found
}

var oneNumber = regexp.MustCompile(decimal)

func numbersOf(s string) []string {
	all := oneNumber.FindAllString(s, -1)
	for i := range all {
		all[i] = withDot(all[i])
	}
	return all
}
